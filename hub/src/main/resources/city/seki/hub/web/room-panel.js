// Everything about one room in a panel over the page: how it is now, its day as a time line, its devices.

import * as api from "./api.js";
import { DeviceList } from "./device-history.js";
import { el, icon, setIcon, setText } from "./dom.js";
import { showNotes } from "./room-card.js";
import { RoomDay } from "./room-day.js";
import { ageIn, roomState } from "./room-model.js";
import { maySeeHonesty, RoomSensors } from "./room-sensors.js";
import * as words from "./room-words.js";
import { ago, longDate, midnight, percent, pick, t, translate, word } from "./text.js";

const ROWS = ["source", "confidence", "unit", "heard"];
const DAY_MS = 86_400_000;
const DAYS_BACK = 7; // the hub keeps eight
const DAYS_AHEAD = 7;
const REDRAW_MS = 30_000; // the line of now moves

export class RoomPanel {
  #page;
  #shown = null;
  #dialog = el("dialog", { id: "room-panel", class: "sheet-dialog", "aria-labelledby": "room-title" });
  #parts = {};
  #day = new RoomDay();
  #devices;
  #sensors;
  #date = null;
  #today = null;
  #asked = 0;
  #drawn = 0;

  constructor(page) {
    this.#page = page;
    this.#devices = new DeviceList(page);
    this.#sensors = new RoomSensors(page);
    this.#build();
    document.body.append(this.#dialog);
    this.translate();
  }

  #build() {
    const p = this.#parts;
    p.title = el("h2", { id: "room-title" });
    p.office = el("p", { class: "quiet" });
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener("close", () => (this.#shown = null));
    p.icon = icon("unknown");
    p.state = el("p", { class: "now" }, p.icon, el("b"), el("span", { class: "people" }), el("span", { class: "since" }));
    p.why = el("p", { class: "why" });
    p.notes = el("ul", { class: "notes" });
    p.list = el("dl");
    for (const row of ROWS) p.list.append(el("dt", { "data-t": `room_row.${row}` }), (p[row] = el("dd")));
    p.all = el("button", { type: "button", class: "all-sensors", "data-t": "sensors.of_office" });
    p.all.addEventListener("click", () => this.#page.rooms.openSensors(this.#shown.office));
    p.booking = el("p", { class: "booking" });
    const now = el("section", { class: "room-now" }, p.state, p.why, p.booking, p.notes);
    const about = el("section", { class: "about" }, el("div", {}, el("h3", { "data-t": "room.about" }), p.list), el("div", {}, el("h3", { "data-t": "room.sensors" }), this.#sensors.element, p.all));
    const devices = el("section", {}, el("h3", { "data-t": "room.devices" }), this.#devices.element);
    const heading = el("header", {}, el("div", {}, p.title, p.office), close);
    this.#dialog.append(el("div", { class: "sheet" }, heading, now, this.#dayPart(), devices, about));
  }

  #dayPart() {
    const p = this.#parts;
    const step = (key, days, text) => {
      const button = el("button", { type: "button", "data-t-label": key }, text);
      button.addEventListener("click", () => this.#turn(days));
      return button;
    };
    p.before = step("day.before", -1, "‹");
    p.after = step("day.after", 1, "›");
    p.date = el("h3", { "aria-live": "polite" });
    p.whole = el("button", { type: "button", "data-t": "day.whole", "aria-pressed": "false" });
    p.whole.addEventListener("click", () => {
      this.#day.whole = !this.#day.whole;
      this.#drawDay();
    });
    const bar = el("div", { class: "day-bar" }, p.before, p.date, p.after, p.whole);
    return el("section", { class: "day" }, bar, this.#day.element);
  }

  open(office, room) {
    this.#shown = { office, room };
    this.#date = null;
    this.#today = null;
    this.#day.clear();
    this.#devices.clear();
    this.#parts.all.hidden = !maySeeHonesty(this.#page);
    this.#sensors.load(office, room);
    this.refresh();
    this.#loadDay();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  get #room() {
    return this.#shown && this.#page.rooms.known.room(this.#shown.office, this.#shown.room);
  }

  /** A room that changed: its day has changed with it. */
  onRoom({ office, room }) {
    if (this.#shown?.office !== office || this.#shown.room !== room) return;
    this.refresh();
    if (this.#date === this.#today) this.#loadDay();
  }

  everySecond() {
    if (!this.#shown) return;
    this.#showNow();
    if (performance.now() - this.#drawn > REDRAW_MS && this.#date === this.#today) this.#loadDay();
  }

  translate() {
    translate(this.#dialog);
    this.#drawDay();
    this.#devices.translate();
    this.#sensors.translate();
  }

  refresh() {
    if (!this.#room) return;
    this.#showNow();
    this.#devices.show(this.#shown.office, this.#room, this.#page.floor.stale);
  }

  #showNow() {
    const room = this.#room;
    if (!room) return;
    const { stale } = this.#page.floor;
    const now = this.#page.clock.now();
    const p = this.#parts;
    const state = roomState(room, stale);
    setText(p.title, pick(room.name) || room.room);
    setText(p.office, pick(this.#page.floor.offices.get(this.#shown.office)?.name) || this.#shown.office);
    this.#dialog.dataset.state = state;
    setIcon(p.icon, words.ROOM_ICONS[state]);
    setText(p.state.children[1], words.stateWord(room, stale));
    setText(p.state.children[2], words.peopleWord(room, stale));
    setText(p.state.children[3], state === "unknown" ? "" : words.sinceWord(room.since, now));
    setText(p.why, words.unknownWord(room, now, stale));
    showNotes(p.notes, room, now, stale);
    setText(p.booking, words.bookingWord(room, now, stale) + (room.booked ? ` · ${t("room.for_bookers")}` : ""));
    setText(p.source, word("source", room.source));
    setText(p.confidence, state === "unknown" ? t("details.none") : percent(room.confidence));
    setText(p.unit, room.unit ?? t("details.none"));
    const age = ageIn(room, room);
    setText(p.heard, age === null ? t("room.never") : ago(age));
    this.#sensors.show(room);
  }

  // ---- the day

  #turn(days) {
    if (!this.#date) return;
    this.#date = new Date(Date.parse(this.#date) + days * DAY_MS).toISOString().slice(0, 10);
    this.#day.clear();
    this.#showDate();
    this.#loadDay();
  }

  async #loadDay() {
    const { office, room } = this.#shown;
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    this.#drawn = performance.now();
    try {
      const day = await api.roomDay(office, room, this.#date);
      if (asked !== this.#asked || !this.#shown) return;
      this.#date = day.date;
      this.#today ??= day.date;
      this.#day.set(day);
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.#day.failed();
      if (problem.status === 401) this.#page.complain(problem);
    }
    this.#drawDay();
  }

  #drawDay() {
    this.#parts.whole.setAttribute("aria-pressed", String(this.#day.whole));
    this.#parts.whole.hidden = this.#day.closed;
    this.#showDate();
    this.#day.draw(this.#page.clock.now());
  }

  #showDate() {
    if (!this.#date) return;
    const date = longDate(midnight(this.#date));
    const away = (Date.parse(this.#date) - Date.parse(this.#today)) / DAY_MS;
    setText(this.#parts.date, away === 0 ? t("day.today", { date }) : date);
    this.#parts.before.disabled = away <= -DAYS_BACK;
    this.#parts.after.disabled = away >= DAYS_AHEAD;
  }
}
