// The floor plan of one office: a tile for each seat where the seat stands, reached by mouse, finger or arrow keys.

import { el, icon, setIcon } from "./dom.js";
import { lang, moment, t, word } from "./text.js";

const FALLBACK_COLUMNS = 6;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Every seat with its column and row; in rows of six where the hub's places are missing or shared by two seats. */
export function places(seats) {
  const taken = new Set(seats.map((seat) => `${seat.x}/${seat.y}`));
  const sound = taken.size === seats.length && seats.every((seat) => Number.isInteger(seat.x) && Number.isInteger(seat.y));
  return seats.map((seat, index) => ({
    seat,
    x: sound ? seat.x : index % FALLBACK_COLUMNS,
    y: sound ? seat.y : Math.floor(index / FALLBACK_COLUMNS),
  }));
}

/** Grid tracks for the positions in use; a gap of any size between two becomes one narrow aisle. */
function tracks(positions, seat, aisle) {
  const line = new Map();
  const template = [];
  let last = null;
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    if (last !== null && position > last + 1) template.push(aisle);
    template.push(seat);
    line.set(position, template.length);
    last = position;
  }
  return { line, template: template.join(" ") };
}

/** The seat that an arrow key leads to: the nearest one on that side, straight ahead preferred. */
function neighbour(all, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const place of all) {
    const ahead = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if (ahead > 0 && ahead + 3 * aside < least) {
      least = ahead + 3 * aside;
      best = place;
    }
  }
  return best;
}

export class Plan {
  element = el("div", { class: "plan", role: "group" });
  #office;
  #page;
  #tiles = new Map();
  #places = [];

  /** @param page what all views share: floor, clock, filter, demo */
  constructor(office, page) {
    this.#office = office;
    this.#page = page;
    this.element.addEventListener("keydown", (event) => this.#move(event));
  }

  tile(code) {
    return this.#tiles.get(code);
  }

  /** Draws or brings up to date; tiles that stay keep their focus. */
  show(seats) {
    const next = places([...seats.values()]);
    if (!samePlaces(next, this.#places)) this.#lay(next);
    this.#places = next;
    for (const seat of seats.values()) this.update(seat);
  }

  #lay(all) {
    const columns = tracks(all.map((place) => place.x), "minmax(var(--narrowest), 4.5rem)", "var(--aisle)");
    const rows = tracks(all.map((place) => place.y), "auto", "var(--aisle)");
    this.element.style.gridTemplateColumns = columns.template;
    this.element.style.gridTemplateRows = rows.template;
    this.#tiles.clear();
    const drawn = document.createDocumentFragment();
    for (const { seat, x, y } of [...all].sort((a, b) => a.y - b.y || a.x - b.x)) {
      const tile = this.#tile(seat.seat);
      tile.style.gridColumn = columns.line.get(x);
      tile.style.gridRow = rows.line.get(y);
      tile.tabIndex = this.#tiles.size ? -1 : 0;
      this.#tiles.set(seat.seat, tile);
      drawn.append(tile);
    }
    this.element.replaceChildren(drawn);
  }

  #tile(code) {
    const tile = el("button", { type: "button", class: "seat", "data-office": this.#office, "data-seat": code });
    tile.append(icon("unknown"), el("span", { class: "code" }, code), el("span", { class: "time" }));
    if (this.#page.demo) {
      const lamp = el("span", { class: "lamp" });
      paintLamp(lamp, this.#page.floor.lights.get(`${this.#office}/seat:${code}`));
      tile.append(lamp);
    }
    return tile;
  }

  /** Forgets what is drawn, so that the next show() draws it anew. */
  clear() {
    this.#places = [];
  }

  update(seat) {
    const tile = this.#tiles.get(seat.seat);
    if (!tile) return this.show(this.#page.floor.seats.get(this.#office));
    const state = this.#page.floor.shown(seat);
    const since = seat.since && !this.#page.floor.stale ? moment(seat.since, this.#page.now()) : "";
    if (tile.dataset.state !== state) {
      if (tile.dataset.state) tile.dataset.flash = tile.dataset.flash === "a" ? "b" : "a"; // two names restart one animation
      tile.dataset.state = state;
      setIcon(tile.firstElementChild, state);
    }
    tile.children[2].dataset.time = since.length > 5 ? "" : since; // drawn by style: the label says it, in other words
    tile.classList.toggle("provisional", seat.provisional === true);
    tile.classList.toggle("aside", !this.#page.filter.seat(seat, this.#office));
    const words = [t("seat.name", { seat: seat.seat }), t(`state.${state}`), word("zone", seat.zone)];
    if (since) words.push(t("seat.since", { time: since }));
    if (seat.provisional) words.push(t("seat.provisional"));
    tile.setAttribute("aria-label", words.join(lang() === "ja" ? "、" : ", "));
    return tile;
  }

  /** Fades what the filter leaves out. */
  refilter(seats) {
    for (const [code, tile] of this.#tiles) tile.classList.toggle("aside", !this.#page.filter.seat(seats.get(code), this.#office));
  }

  light(reader, light) {
    paintLamp(this.#tiles.get(reader.slice("seat:".length))?.querySelector(".lamp"), light);
  }

  #move(event) {
    const step = STEPS[event.key];
    const from = this.#places.find((place) => place.seat.seat === event.target.dataset.seat);
    if (!step || !from || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = neighbour(this.#places, from, step);
    if (to) this.#tiles.get(to.seat.seat).focus();
  }

  /** Tab comes back to the seat it left. */
  remember(tile) {
    for (const other of this.#tiles.values()) other.tabIndex = other === tile ? 0 : -1;
  }
}

function samePlaces(a, b) {
  return a.length === b.length && a.every((place, i) => place.seat.seat === b[i].seat.seat && place.x === b[i].x && place.y === b[i].y);
}

/** Shows a reader's light in a lamp; without one, or without a lamp, nothing. */
export function paintLamp(lamp, light) {
  if (!lamp) return;
  lamp.dataset.colour = light?.colour ?? "off";
  lamp.dataset.pattern = light?.pattern ?? "steady";
}
