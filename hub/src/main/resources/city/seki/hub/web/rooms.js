// All rooms of all offices: who may take one now, what is wasted, what is broken, what nobody knows.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { SeatLoader } from "./loader.js";
import { RoomCard } from "./room-card.js";
import { CARES, cares, ROOM_STATES, roomState, RoomsKnown } from "./room-model.js";
import { ROOM_ICONS } from "./room-words.js";
import { number, t, tn, translate } from "./text.js";

const EVERY = ""; // no office has this id: one question for the rooms of all

const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

export class Rooms {
  known = new RoomsKnown();
  #page;
  #panel = null;
  #sensors = null;
  #cards = new Map();
  #tiles = new Map();
  #chosen = "all";
  #text = "";
  #failed = new Set();
  #loader = new SeatLoader((office) => this.#load(office));
  #seen = new Set();
  #watcher = new IntersectionObserver((entries) => this.#onSight(entries), { rootMargin: "300px" });
  #parts = {};

  constructor(page) {
    this.#page = page;
    page.rooms = this;
    this.#build();
    this.load();
    this.translate();
  }

  #build() {
    const p = this.#parts;
    for (const kind of ["all", ...ROOM_STATES, ...CARES]) this.#tiles.set(kind, this.#tile(kind));
    const totals = el("section", { class: "totals", role: "group", "data-t-label": "room.totals" }, ...this.#tiles.values());
    p.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false", "data-t-placeholder": "room.search" });
    p.clear = el("button", { type: "reset", "data-t": "filter.clear", hidden: true });
    p.shown = el("output", { "aria-live": "polite" });
    const label = el("label", { class: "search" }, icon("search"), el("span", { class: "unseen", "data-t": "room.search" }), p.search);
    p.sensors = el("button", { type: "button", "data-t": "sensors.open", "aria-haspopup": "dialog", hidden: true });
    p.sensors.addEventListener("click", () => this.openSensors(p.grid.querySelector(".room:not([hidden])")?.dataset.office ?? this.#page.floor.offices.keys().next().value));
    const form = el("form", { class: "filter", role: "search" }, label, p.clear, p.sensors, p.shown);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => this.#choose({ kind: "all", text: "" }));
    p.search.addEventListener("input", () => this.#choose({ text: p.search.value }));
    p.grid = el("div", { class: "cards" });
    p.grid.addEventListener("click", (event) => {
      const card = event.target.closest(".room");
      if (card) this.#open(card.dataset.office, card.dataset.room);
    });
    byId("rooms").replaceChildren(totals, form, p.grid);
    translate(byId("rooms"));
  }

  #tile(kind) {
    const care = CARES.includes(kind);
    const tile = el("button", { type: "button", [care ? "data-care" : "data-state"]: kind, "aria-pressed": "false" });
    const mark = el("span", { class: "mark", "aria-hidden": "true" }, "室");
    tile.append(kind === "all" ? mark : icon(ROOM_ICONS[kind] ?? kind), el("b", {}, "–"), el("span", { class: "label" }));
    tile.addEventListener("click", () => this.#choose({ kind: kind === this.#chosen ? "all" : kind }));
    return tile;
  }

  #choose({ kind = this.#chosen, text = this.#text }) {
    this.#chosen = kind;
    this.#text = plain(text).trim();
    this.#filter();
  }

  // ---- loading

  /** Everything anew: at the start, and when nothing may be believed any more. */
  load() {
    this.#loader.again();
    for (const office of this.known.offices.keys()) if (!this.#page.floor.offices.has(office)) this.#remove(office);
    if (this.#page.floor.offices.size) this.#loader.want(EVERY);
  }

  /** Units are heard without any room changing: the ages on the screen are asked for again. */
  lookAgain() {
    this.#loader.want(...new Set([...this.#seen].map((card) => card.dataset.office)));
  }

  /** The rooms of one office, or of EVERY one: there are few, and one answer is there sooner than many. */
  async #load(wanted) {
    const offices = wanted === EVERY ? [...this.#page.floor.offices.keys()] : [wanted];
    const heard = this.known.expect();
    try {
      const list = await (wanted === EVERY ? api.allRooms() : api.rooms(wanted));
      for (const office of offices) this.known.set(office, list.filter((room) => (room.office ?? wanted) === office), heard);
      for (const office of offices) this.#failed.delete(office);
    } catch (problem) {
      if (problem.status === 401) this.#page.complain(problem);
      for (const office of offices) this.#failed.add(office);
      this.#filter();
      throw problem;
    } finally {
      this.known.done(heard);
    }
    this.#draw(...offices);
  }

  #draw(...offices) {
    for (const [key, card] of this.#cards) if (!card.room) this.#drop(key);
    for (const office of offices) for (const id of this.known.offices.get(office).keys()) this.#cardOf(office, id).refresh();
    this.#order();
    this.#filter();
    this.#panel?.refresh();
  }

  #cardOf(office, id) {
    const key = `${office}\n${id}`;
    let card = this.#cards.get(key);
    if (!card) {
      card = new RoomCard(office, id, this.#page);
      this.#cards.set(key, card);
      this.#watcher.observe(card.element);
    }
    return card;
  }

  /** Offices as the hub lists them; their answers come in any order. */
  #order() {
    const { grid } = this.#parts;
    let at = grid.firstElementChild; // only what is not in its place is moved: a card that stays keeps its focus
    for (const office of this.#page.floor.offices.keys()) {
      for (const id of this.known.offices.get(office)?.keys() ?? []) {
        const { element } = this.#cards.get(`${office}\n${id}`);
        if (element === at) at = at.nextElementSibling;
        else grid.insertBefore(element, at);
      }
    }
  }

  #remove(office) {
    this.known.offices.delete(office);
    for (const key of this.#cards.keys()) if (key.startsWith(`${office}\n`)) this.#drop(key);
  }

  #drop(key) {
    const card = this.#cards.get(key);
    this.#watcher.unobserve(card.element);
    this.#seen.delete(card.element);
    card.element.remove();
    this.#cards.delete(key);
  }

  #onSight(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#seen.add(target);
      else this.#seen.delete(target);
    }
  }

  // ---- what the hub tells

  onRoom(room) {
    if (!this.known.heard(room)) return;
    if (!this.known.room(room.office, room.room)) return;
    this.#draw(room.office);
    this.#panel?.onRoom(room);
  }

  // ---- what is shown

  /** Times grow; called every second. */
  everySecond() {
    for (const card of this.#cards.values()) if (this.#seen.has(card.element)) card.showTimes();
    this.#panel?.everySecond();
  }

  /** After a change of language or of staleness. */
  refresh() {
    for (const card of this.#cards.values()) card.refresh();
    this.#parts.sensors.hidden = !this.#page.may("facilities", "operator");
    this.#filter();
    this.#panel?.refresh();
  }

  translate() {
    for (const [kind, tile] of this.#tiles) setText(tile.lastElementChild, t(`room_total.${kind}`));
    this.#panel?.translate();
    this.#sensors?.translate();
    this.refresh();
  }

  #filter() {
    const { stale } = this.#page.floor;
    const counts = Object.fromEntries([...this.#tiles.keys()].map((kind) => [kind, 0]));
    let shown = 0;
    for (const [office, room] of this.known.all()) {
      const kinds = ["all", roomState(room, stale), ...cares(room, stale)];
      for (const kind of kinds) counts[kind]++;
      const hidden = !kinds.includes(this.#chosen) || !this.#matches(office, room);
      const { element } = this.#cardOf(office, room.room);
      if (element.hidden !== hidden) element.hidden = hidden;
      if (!hidden) shown++;
    }
    this.#showTotals(counts, stale);
    this.#showCount(shown, counts.all);
  }

  #matches(office, room) {
    if (this.#text === "") return true;
    const names = [this.#page.floor.offices.get(office)?.name, room.name];
    return [office, room.room, ...names.flatMap((name) => [name?.ja, name?.en])].some((name) => plain(name).includes(this.#text));
  }

  #showTotals(counts, stale) {
    for (const [kind, tile] of this.#tiles) {
      const known = !stale || kind === "all" || kind === "unknown";
      setText(tile.querySelector("b"), number(known ? counts[kind] : null));
      tile.setAttribute("aria-pressed", String(kind === this.#chosen));
      tile.classList.toggle("none", !known || !counts[kind]);
    }
    this.#parts.clear.hidden = this.#chosen === "all" && this.#text === "";
  }

  #showCount(shown, all) {
    const loading = [...this.#page.floor.offices.keys()].filter((office) => !this.known.offices.has(office));
    let text = tn("rooms", all);
    if (loading.some((office) => this.#failed.has(office))) text = t("rooms.failed");
    else if (loading.length) text = t("rooms.loading");
    else if (all === 0) text = t(this.#page.floor.offices.size ? "rooms.empty" : "rooms.loading");
    else if (shown === 0) text = t("rooms.none");
    else if (shown < all) text = t("rooms.some", { shown: number(shown), n: number(all) });
    setText(this.#parts.shown, text);
  }

  // ---- panels: code of their own, loaded when somebody opens one

  async #open(office, id) {
    try {
      const { RoomPanel } = await import("./room-panel.js");
      this.#panel ??= new RoomPanel(this.#page);
      this.#panel.open(office, id);
    } catch {
      this.#page.complain({ status: 0 });
    }
  }

  /** How honest all sensors of an office are. */
  async openSensors(office) {
    try {
      const { SensorPanel } = await import("./sensor-panel.js");
      this.#sensors ??= new SensorPanel(this.#page);
      this.#sensors.open(office);
    } catch {
      this.#page.complain({ status: 0 });
    }
  }
}
