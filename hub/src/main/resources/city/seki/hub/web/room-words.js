// How a room and its devices are put into words, the same on a card and in the room's panel.

import { ageIn, heldBy, roomState } from "./room-model.js";
import { causeWord, lang, length, moment, pick, t, tn, word } from "./text.js";

/** Pictures of index.html; a state that is not here is one we do not know. */
const DEVICE_ICONS = {
  offline: "out-of-service",
  booting: "busy",
  standby: "standby",
  idle: "wasted",
  "in-call": "call",
  presenting: "screen",
  updating: "busy",
  degraded: "unclaimed-use",
  fault: "broken",
  unknown: "unknown",
};

/** The hub takes a room for unknown when its unit told nothing of it for so long. */
const SILENT_AFTER_S = 90;

const CARE_ICONS = { wasted: "wasted", broken: "broken", noticed: "claimed" };

export const ROOM_ICONS = { free: "free", occupied: "claimed", held: "reserved", unknown: "unknown" };
export const careIcon = (care) => CARE_ICONS[care];

/** A list in the reader's way: the comma differs. */
export const list = (words) => words.filter(Boolean).join(lang() === "ja" ? "、" : ", ");

/** The one or two words that a glance has to catch. */
export function stateWord(room, stale) {
  const state = roomState(room, stale);
  return state === "held" ? t(`held.${heldBy(room)}`) : t(`room_state.${state}`);
}

/** How many are in a room that is in use; empty for one that is not. */
export function peopleWord(room, stale) {
  if (roomState(room, stale) !== "occupied") return "";
  return typeof room.people === "number" ? tn("room.people", room.people) : t("room.uncounted");
}

/** "since 09:12 (25 min)"; empty where nothing was ever told. */
export function sinceWord(since, now) {
  if (!since) return "";
  return t("room.since", { time: moment(since, now), length: length((now - Date.parse(since)) / 1000) });
}

/** What the bookings mean for somebody who looks for a room; for an unknown room nothing of free. */
export function bookingWord(room, now, stale) {
  if (room.booked_until) {
    const next = room.next_booking ? t("room.next", { time: moment(room.next_booking, now) }) : "";
    const until = t(room.pop_up ? "room.pop_up_until" : "room.booked_until", { time: moment(room.booked_until, now) });
    return list([until, next]);
  }
  if (!room.next_booking) return t("room.no_booking");
  const free = roomState(room, stale) === "free";
  const time = moment(room.next_booking, now);
  return free ? t("room.free_until", { time }) : t("room.booked_from", { time });
}

/** Why nobody knows; empty for a room that is known. */
export function unknownWord(room, now, stale) {
  if (roomState(room, stale) !== "unknown") return "";
  if (stale) return t("details.last_known", { state: stateWord(room, false) });
  if (!room.unit) return t("room.no_sensor");
  const age = ageIn(room, room);
  if (age === null) return t("room.never_heard");
  if (age > SILENT_AFTER_S || room.devices.some(({ cause }) => cause === "unit-silent")) return t("room.silent", { time: moment(new Date(now - age * 1000), now), length: length(age) });
  return room.sensors.some(({ fault }) => fault) ? t("room.sensors_mute") : t("room.nothing_certain");
}

/** One line for what notes() of room-model.js found. */
export function noteWord(note, room, now) {
  const time = length((now - Date.parse(note.since)) / 1000);
  const devices = list(note.devices.map((id) => deviceName(room, id)));
  if (note.fact === "preflight-failed") return preflight(note, devices, room, now);
  const when = room.booked_until ? t("note.booked_now") : t("note.booked_at", { time: room.next_booking ? moment(room.next_booking, now) : "–" });
  return t(`note.${note.fact}`, { time, devices, when });
}

function preflight(note, devices, room, now) {
  const time = room.next_booking ? moment(room.next_booking, now) : "–";
  const what = note.detail in DEVICE_ICONS ? word("device_state", note.detail) : t("device.missing", { what: word("part", note.detail) });
  return t("note.preflight-failed", { time, devices, what });
}

export const sensorWord = (room, { sensor, fault }) => t("note.sensor", { sensor: sensorName(sensor, deviceName(room, sensor)), fault: causeWord(fault) });

/** What a sensor said last: one word, "650 ppm, rising" or "3 people"; null for nothing yet. */
export function saysWord(says) {
  const [, ppm, trend] = /^(\d+) ppm, ([a-z]+)$/.exec(says ?? "") ?? [];
  if (ppm) return t("says.air", { n: ppm, trend: word("says", trend) });
  const [, people] = /^(\d+) people$/.exec(says ?? "") ?? [];
  return people ? tn("room.people", Number(people)) : word("says", says ?? "nothing");
}

/** What it senses by and its code, "pir:gpio:17"; a device that counts people by the device's name. */
export function sensorName(sensor, device) {
  if (device && device !== sensor) return device;
  const kind = word("sensor", sensor.slice(0, Math.max(0, sensor.indexOf(":"))), "");
  return kind ? t("sensor.coded", { kind, code: sensor }) : sensor;
}

export function deviceName(room, id) {
  return pick(room.devices.find(({ device }) => device === id)?.name) || id;
}

/** The state of a device as it may be shown: what is too old or not a word of ours is unknown. */
export const deviceState = (device, stale) => (!stale && device.state in DEVICE_ICONS ? device.state : "unknown");
export const deviceIcon = (state) => DEVICE_ICONS[state] ?? "unknown";

/** Cause, problems and missing parts; empty where all is well. */
export function troubleWord(device) {
  const cause = device.cause ? causeWord(device.cause) : "";
  const problems = device.problems.map(problemOf);
  const missing = device.missing.map((part) => t("device.missing", { what: word("part", part) }));
  return list([cause, ...problems, ...missing]);
}

/** SNMP numbers its parts; what a device says in words of its own is quoted. */
function problemOf(name) {
  const part = /^device-(\d+)$/.exec(name);
  if (part) return t("problem.part", { n: part[1] });
  const known = word("problem", name);
  return known === name ? t("problem.unnamed", { word: name }) : known;
}
