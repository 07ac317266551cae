// What the page knows of the floor. No document in here: views ask, floor.js tells.

import { Stopwatch } from "./clock.js";

/** In the order in which they are shown. */
export const STATES = ["free", "claimed", "reserved", "unclaimed-use", "unknown", "out-of-service"];

/** Seconds without a word from the hub after which nothing shown may be believed (product: contract.md, HTTP). */
export const STALE_AFTER_S = 45;

const countName = (state) => state.replaceAll("-", "_");

export class Floor {
  /** Offices by id, in the hub's order. */
  offices = new Map();
  /** By office id: seats by code. An office is missing here until somebody has looked at it. */
  seats = new Map();
  /** Last tap by "office/seat"; last light by "office/reader". */
  taps = new Map();
  lights = new Map();
  /** True while the hub has been silent for too long: then every seat is unknown. */
  stale = false;

  #arriving = new Map();
  #newer = new Map();
  #listed = false;

  /** From here to setOffices the stream may be newer than the list under way: what it says is kept. */
  expectOffices() {
    this.#newer.clear();
  }

  setOffices(list) {
    this.offices = new Map(list.map((office) => [office.office, office]));
    for (const [id, office] of this.#newer) this.offices.set(id, office);
    this.#listed = true;
  }

  /** @returns {boolean} whether the office is a new one, which before the first list none is */
  setOffice(office) {
    const isNew = this.#listed && !this.offices.has(office.office);
    this.#newer.set(office.office, office);
    if (this.#listed) this.offices.set(office.office, office);
    return isNew;
  }

  /** From here to setSeats the stream may be newer than the list under way: what it says is kept. */
  expectSeats(office) {
    if (!this.#arriving.has(office)) this.#arriving.set(office, new Map());
  }

  setSeats(office, list) {
    const seats = new Map(list.map((seat) => [seat.seat, heardNow(seat)]));
    for (const [code, seat] of this.#arriving.get(office) ?? []) seats.set(code, seat);
    this.#arriving.delete(office);
    this.seats.set(office, seats);
  }

  /** All that is known or expected of seats is of another time. */
  forgetSeats() {
    this.seats.clear();
    this.#arriving.clear();
  }

  /** @returns {boolean} whether the seat belongs to an office that is loaded */
  setSeat(event) {
    const { office, ...seat } = event;
    heardNow(seat);
    this.#arriving.get(office)?.set(seat.seat, seat);
    const seats = this.seats.get(office);
    seats?.set(seat.seat, seat);
    return seats !== undefined;
  }

  /** The state to show: a word we do not know, or one that is too old, is unknown and never free. */
  shown(seat) {
    return !this.stale && STATES.includes(seat.state) ? seat.state : "unknown";
  }

  /** Counts by state of one office, as they may be shown now: null where we cannot say, which is not the same as 0. */
  counts(office) {
    if (this.stale) return Object.fromEntries(STATES.map((state) => [state, state === "unknown" ? office.seats : null]));
    return Object.fromEntries(STATES.map((state) => [state, office[countName(state)] ?? 0]));
  }

  totals() {
    const sum = { all: 0, ...Object.fromEntries(STATES.map((state) => [state, this.stale ? null : 0])) };
    for (const office of this.offices.values()) {
      const counts = this.counts(office);
      sum.all += office.seats;
      for (const state of STATES) if (counts[state] !== null) sum[state] += counts[state];
    }
    return sum;
  }

  /** The zones of an office, or null where neither the hub nor its loaded seats have told them. */
  zones(office) {
    if (office.zones) return office.zones;
    const seats = this.seats.get(office.office);
    return seats ? [...new Set([...seats.values()].map((seat) => seat.zone))] : null;
  }
}

/** Seconds since the seat's unit was heard, as far as this page knows; null if never. */
export const ageOf = (seat) => (typeof seat.age_s !== "number" ? null : seat.age_s + seat.told.seconds());

function heardNow(seat) {
  seat.told = new Stopwatch();
  return seat;
}
