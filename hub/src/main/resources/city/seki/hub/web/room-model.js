// What the page knows of the rooms. No document in here: views ask, rooms.js tells.

import { Stopwatch } from "./clock.js";

/** In the order in which they are shown; `held` is empty and yet nobody's to take: booked, or a call runs in it. */
export const ROOM_STATES = ["free", "occupied", "held", "unknown"];

/** What a room can be besides, in the order of their weight; each comes from facts, devices and sensors. */
export const CARES = ["wasted", "broken"];

/** Device states of which somebody has to take care, the worst first. */
const AILING = ["fault", "offline", "degraded"];

const CARE_OF_FACT = {
  "in-call-without-people": "wasted",
  "on-while-empty": "wasted",
  "booked-but-empty": "wasted",
  "used-without-booking": "noticed",
  "broken-and-booked": "broken",
  "preflight-failed": "broken",
};

export class RoomsKnown {
  /** By office id: rooms by id, in the order of the hub. An office is missing here until it was loaded. */
  offices = new Map();
  #arriving = new Set();

  /** From here to done() the stream may be newer than the list under way: what it says is kept, for set(). */
  expect() {
    const heard = new Map();
    this.#arriving.add(heard);
    return heard;
  }

  set(office, list, heard) {
    this.offices.set(office, new Map(list.map((room) => [room.room, heard.get(keyOf(office, room.room)) ?? heardNow(room)])));
  }

  done(heard) {
    this.#arriving.delete(heard);
  }

  /** @returns {boolean} whether the room belongs to an office that is loaded */
  heard({ office, ...room }) {
    heardNow(room);
    for (const heard of this.#arriving) heard.set(keyOf(office, room.room), room);
    const rooms = this.offices.get(office);
    rooms?.set(room.room, room);
    return rooms !== undefined;
  }

  room(office, id) {
    return this.offices.get(office)?.get(id);
  }

  /** Every room that is loaded, as [office id, room]. */
  *all() {
    for (const [office, rooms] of this.offices) for (const room of rooms.values()) yield [office, room];
  }
}

/**
 * The state to show. Free is only what the hub calls free: an unknown word is unknown, and so is all that is too old.
 *
 * @param stale true while the hub has been silent for too long
 */
export function roomState(room, stale) {
  if (stale) return "unknown";
  if (room.state === "occupied") return "occupied";
  if (room.state !== "vacant") return "unknown";
  return room.facts.some(({ fact }) => fact === "free-now") ? "free" : "held";
}

/** Why an empty room is not free: `booked` runs, a `call` runs, or a booking comes `soon`. */
export function heldBy(room) {
  if (room.booked_until) return "booked";
  return room.devices.some(({ state }) => state === "in-call") ? "call" : "soon";
}

/** Which of CARES a room is to be counted under. */
export function cares(room, stale) {
  if (stale) return [];
  const found = new Set(room.facts.map(({ fact }) => CARE_OF_FACT[fact]));
  if (room.devices.some(ails) || room.sensors.some(({ fault }) => fault)) found.add("broken");
  return CARES.filter((care) => found.has(care));
}

/** Facts worth a line: those of one kind together, since the earliest, with the devices they are about. */
export function notes(room) {
  const kinds = new Map();
  for (const fact of room.facts) {
    const care = CARE_OF_FACT[fact.fact];
    if (!care || isSaid(room, fact)) continue; // free now is the state itself
    const key = fact.fact === "preflight-failed" ? `${fact.fact} ${fact.device} ${fact.detail}` : fact.fact;
    const known = kinds.get(key) ?? { fact: fact.fact, care, since: fact.since, detail: fact.detail, devices: [] };
    if (Date.parse(fact.since) < Date.parse(known.since)) known.since = fact.since;
    if (fact.device) known.devices.push(fact.device);
    kinds.set(key, known);
  }
  return [...kinds.values()];
}

/** That a device is not ready needs no line of its own where it is broken and booked. */
const isSaid = (room, { fact, device, detail }) =>
  fact === "preflight-failed" &&
  room.facts.some((other) => other.fact === "broken-and-booked" && other.device === device) &&
  AILING.includes(detail);

/** A device that does not work or not wholly: its state is the trouble. A missing part is trouble in any state. */
export const isDown = (device) => AILING.includes(device.state);
export const ails = (device) => isDown(device) || device.missing.length > 0 || device.problems.length > 0;

/** The devices, those that ail first. */
export const byTrouble = (devices) => [...devices.filter(ails), ...devices.filter((device) => !ails(device))];

/** Seconds since a room, device or sensor was heard, as far as this page knows; null if never. */
export const ageIn = (room, of) => (typeof of.age_s !== "number" ? null : of.age_s + room.told.seconds());

const keyOf = (office, room) => `${office}\n${room}`;

function heardNow(room) {
  room.told = new Stopwatch();
  return room;
}
