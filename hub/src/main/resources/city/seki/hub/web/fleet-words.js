// How a unit and its machine are, in words; no document in here.

import { length, moment, number, t, word } from "./text.js";

/** In the order in which they are shown: those first that somebody has to look after. */
export const FLEET_STATES = ["trouble", "away", "held", "unknown", "well"];

/** Pictures of index.html. */
export const FLEET_ICONS = { trouble: "broken", away: "lost", held: "unit", unknown: "unknown", well: "available" };

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** What is wrong with it, one word each, the worst first. */
export function troublesOf({ troubles, health, missing, state }) {
  const of = [...troubles];
  if (state === "online" && health?.journal) of.unshift("journal");
  if (state === "online" && health?.readers.some(({ fault }) => fault)) of.unshift("reader");
  if (missing > 0) of.push("missing");
  return of;
}

export function fleetState(unit) {
  if (unit.state === "held" || unit.state === "unknown") return unit.state;
  if (unit.state === "offline") return "away";
  return troublesOf(unit).length ? "trouble" : "well";
}

export const troubleWords = (unit) => troublesOf(unit).map((trouble) => word("fleet_trouble", trouble));

const machineOf = ({ health }) => health?.machine ?? null;
const whole = (n) => number(Math.round(n));
const tenth = (n) => number(Math.round(n * 10) / 10);
const bytes = (n) => (n >= GIB ? t("fleet.gib", { n: tenth(n / GIB) }) : t("fleet.mib", { n: whole(n / MIB) }));

/** A value of the machine by its name, or why there is none; "–" where the unit says nothing at all. */
function value(machine, name, words) {
  if (machine?.[name] !== undefined && machine[name] !== null) return words(machine[name]);
  const cause = machine?.unknown[name];
  return cause ? t("fleet.unknown_value", { cause: word("fleet_cause", cause) }) : "–";
}

const left = (machine, free, all) =>
  value(machine, free, (n) => (machine[all] ? `${t("fleet.percent", { n: whole((n / machine[all]) * 100) })} (${bytes(n)})` : bytes(n)));

export const heatWord = (unit) => value(machineOf(unit), "temperature_c", (n) => t("fleet.celsius", { n: whole(n) }));

export function diskWord(unit) {
  const machine = machineOf(unit);
  return value(machine, "disk_free_bytes", (n) => (machine.disk_total_bytes ? t("fleet.percent", { n: whole((n / machine.disk_total_bytes) * 100) }) : bytes(n)));
}

/** By which way it reaches the hub, in a word. */
export function linkWord(unit) {
  const machine = machineOf(unit);
  if (machine?.unknown.wifi_signal_dbm === "absent") return t("fleet.cable");
  return value(machine, "wifi_signal_dbm", (n) => t("fleet.dbm", { n: whole(n) }));
}

function power({ strained, strained_before: before, unknown }) {
  if (unknown.strained) return t("fleet.unknown_value", { cause: word("fleet_cause", unknown.strained) });
  if (strained.includes("under-voltage")) return t("fleet_power.under-voltage");
  if (strained.length) return t("fleet_power.slow");
  return t(before.includes("under-voltage") ? "fleet_power.before" : "fleet_power.enough");
}

function readers({ health }) {
  const faulty = health.readers.filter(({ fault }) => fault).map(({ reader }) => reader);
  return faulty.length ? faulty.join(", ") : t("fleet_readers.well");
}

const seconds = (n) => length(n);

/** Everything about its health, as [name, words] in the order in which it is shown. */
export function healthLines(unit) {
  const { health, owes } = unit;
  if (!health) return [];
  const machine = machineOf(unit);
  const lines = [
    ["readers", readers(unit)],
    ["owes", number(owes)],
    ["uptime_ms", length(health.uptime_ms / 1000)],
  ];
  if (!machine) return lines;
  return [
    ["model", value(machine, "model", (name) => name)],
    ["temperature_c", heatWord(unit)],
    ["power", power(machine)],
    ["memory", left(machine, "memory_available_bytes", "memory_total_bytes")],
    ["disk", left(machine, "disk_free_bytes", "disk_total_bytes")],
    ["disk_kind", value(machine, "disk_kind", (kind) => kind)],
    ["disk_wear_percent", value(machine, "disk_wear_percent", (n) => t("fleet.percent", { n: whole(n) }))],
    ["disk_written_bytes", value(machine, "disk_written_bytes", bytes)],
    ["wifi_signal_dbm", linkWord(unit)],
    ["link_round_trip_ms", value(machine, "link_round_trip_ms", (n) => t("fleet.ms", { n: whole(n) }))],
    ["link_reconnects", value(machine, "link_reconnects", whole)],
    ["clock", value(machine, "clock", (state) => word("fleet_clock", state))],
    ["load_percent", value(machine, "load_percent", (n) => t("fleet.percent", { n: whole(n) }))],
    ["process_resident_bytes", value(machine, "process_resident_bytes", bytes)],
    ["machine_uptime_s", value(machine, "machine_uptime_s", seconds)],
    ...lines,
  ];
}

/** When it was heard last, of one that is not there. */
export function heardWord({ last_seen: seen, state }, now) {
  if (!seen || state === "online") return "";
  return t("fleet.last_seen", { time: moment(seen, now), length: length((now - Date.parse(seen)) / 1000) });
}

/** What to do about it, one sentence for each trouble that has one. */
export const remedies = (unit) => unit.troubles.map((trouble) => word("alert_machine_do", trouble, "")).filter(Boolean);
