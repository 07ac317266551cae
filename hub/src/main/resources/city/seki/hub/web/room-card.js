// The card of one room: free or not, by how many, what is wasted or broken, and how old all that is.

import { el, icon, setIcon, setText } from "./dom.js";
import { ageIn, byTrouble, cares, isDown, notes, roomState } from "./room-model.js";
import * as words from "./room-words.js";
import { ago, length, pick, t } from "./text.js";

/** A unit tells of each room once a minute: what is older than this is marked. */
const OLD_AFTER_S = 75;

export class RoomCard {
  element = el("article", { class: "card room" });
  #page;
  #office;
  #id;
  #parts = {};

  constructor(office, id, page) {
    this.#office = office;
    this.#id = id;
    this.#page = page;
    const p = this.#parts;
    p.office = el("p", { class: "quiet" });
    p.name = el("button", { type: "button", class: "open-card", "aria-haspopup": "dialog" });
    p.icon = icon("unknown");
    p.state = el("p", { class: "now" }, p.icon, el("b"), el("span", { class: "people" }), el("span", { class: "since" }));
    p.why = el("p", { class: "why" });
    p.booking = el("p", { class: "booking" });
    p.notes = el("ul", { class: "notes" });
    p.devices = el("ul", { class: "devices" });
    p.heard = el("p", { class: "heard" });
    this.element.append(el("header", {}, p.office, el("h2", {}, p.name)), p.state, p.why, p.booking, p.notes, p.devices, p.heard);
    this.element.dataset.office = office;
    this.element.dataset.room = id;
  }

  get room() {
    return this.#page.rooms.known.room(this.#office, this.#id);
  }

  focus() {
    this.#parts.name.focus();
  }

  refresh() {
    const room = this.room;
    const { floor } = this.#page;
    const p = this.#parts;
    setText(p.office, pick(floor.offices.get(this.#office)?.name) || this.#office);
    setText(p.name, pick(room.name) || this.#id);
    const state = roomState(room, floor.stale);
    this.element.dataset.state = state;
    this.element.dataset.cares = cares(room, floor.stale).join(" ");
    setIcon(p.icon, words.ROOM_ICONS[state]);
    this.showTimes();
    p.devices.replaceChildren(...byTrouble(room.devices).map((device) => this.#device(device)));
  }

  /** What changes with time alone. */
  showTimes() {
    const room = this.room;
    const { stale } = this.#page.floor;
    const now = this.#page.clock.now();
    const p = this.#parts;
    setText(p.state.children[1], words.stateWord(room, stale));
    setText(p.state.children[2], words.peopleWord(room, stale));
    const glance = [p.office.textContent, p.name.textContent, p.state.children[1].textContent, p.state.children[2].textContent];
    p.name.setAttribute("aria-label", words.list(glance));
    const known = roomState(room, stale) !== "unknown";
    setText(p.state.children[3], known && room.since ? length((now - Date.parse(room.since)) / 1000) : "");
    setText(p.why, words.unknownWord(room, now, stale));
    setText(p.booking, words.bookingWord(room, now, stale));
    showNotes(p.notes, room, now, stale);
    const age = ageIn(room, room);
    setText(p.heard, heardWord(room, age));
    p.heard.classList.toggle("old", age === null || age > OLD_AFTER_S);
  }

  #device(device) {
    const { stale } = this.#page.floor;
    const state = words.deviceState(device, stale);
    const line = el("li", { "data-device": state }, icon(words.deviceIcon(state)));
    line.append(el("span", { class: "name" }, pick(device.name) || device.device), el("b", {}, t(`device_state.${state}`)));
    const trouble = stale ? "" : words.troubleWord(device);
    if (trouble) line.append(el("span", { class: "trouble" }, trouble));
    if (!stale && isDown(device) && device.since) {
      line.append(el("span", { class: "quiet" }, length((this.#page.clock.now() - Date.parse(device.since)) / 1000)));
    }
    return line;
  }
}

function heardWord(room, age) {
  if (age !== null) return t("room.heard", { ago: ago(age) });
  return room.unit ? t("room.never") : ""; // without a sensor there is nobody to be heard, as the card says above
}

/** What somebody should do something about, in a list of its own. */
export function showNotes(element, room, now, stale) {
  const lines = stale ? [] : notes(room).map((note) => [note.care, words.noteWord(note, room, now)]);
  const mute = stale ? [] : room.sensors.filter(({ fault }) => fault).map((sensor) => ["broken", words.sensorWord(room, sensor)]);
  const wanted = [...lines, ...mute];
  const shown = [...element.children].map((line) => line.textContent);
  if (shown.length === wanted.length && wanted.every(([, text], i) => text === shown[i])) return;
  element.replaceChildren(...wanted.map(([care, text]) => el("li", { "data-care": care }, icon(words.careIcon(care)), el("span", {}, text))));
}
