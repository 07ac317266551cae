// How an alert is put into the words of a facilities clerk: what is wrong, where, and what to do about it.

import { deviceState, list, sensorName, troubleWord } from "./room-words.js";
import { causeWord, length, moment, pick, placeWord, t, word } from "./text.js";

/** Pictures of index.html. */
const ALERT_ICONS = {
  "blocked-card": "card",
  "not-genuine": "card",
  "unclaimed-use": "unclaimed-use",
  "unit-silent": "lost",
  "reader-fault": "card",
  "bad-message": "unknown",
  conflict: "claimed",
  "double-identity": "unit",
  "missing-taps": "lost",
  "journal-fault": "unit",
  room: "call",
  "device-fault": "broken",
  "sensor-fault": "sensor",
  "kit-overdue": "overdue",
  "unit-waits": "unit",
  "claim-used-twice": "unit",
  "unit-abuse": "unit",
  "unit-health": "unit",
  "rollout-paused": "unit",
};

export const alertIcon = ({ kind }) => ALERT_ICONS[kind] ?? "unclaimed-use";

/** What is wrong, in one line. */
export function headline({ kind, about }) {
  if (about?.machine) return word("alert_machine", about.machine, t("alert.unit-health"));
  return about?.fact ? word("alert_fact", about.fact, t("alert.room")) : word("alert", kind);
}

/** What to do about it; empty for a kind that this page does not know. */
export function whatToDo({ kind, about }) {
  if (about?.machine) return word("alert_machine_do", about.machine, t("alert_do.unit-health"));
  return about?.fact ? word("alert_fact_do", about.fact, "") : word("alert_do", kind, "");
}

/** Office, and seat, room, kit or kiosk by the name that people use. */
export function whereWord({ office, place, place_name: name }, offices) {
  const building = office ? pick(offices.get(office)?.name) || office : "";
  const spot = name ? pick(name) : placeWord(place ?? "");
  return [building, spot].filter(Boolean).join(" · ");
}

/** The view of the page that shows more of that place; null for seats, kiosks and topics. */
export function viewOf({ kind, place }) {
  if (kind === "rollout-paused") return "#rollouts";
  if (place?.startsWith("kit:")) return "#kits";
  return place?.startsWith("room:") ? "#rooms" : null;
}

/** Whether the view of the units shows more of it, and what to do. */
export const isOfEnrolment = ({ kind }) => ["unit-waits", "claim-used-twice", "unit-abuse"].includes(kind);

/** What exactly: which device, which cause; what this page cannot say, the hub says in English. */
export function aboutWord({ kind, about, detail }) {
  if (!about) return detail ?? "";
  if (about.machine) return "";
  const device = about.device ? pick(about.device_name) || about.device : "";
  if (about.fact) return about.what ? t("alert_about.device", { device, trouble: whatWord(about.what) }) : device;
  if (about.state) {
    const trouble = list([word("device_state", about.state), troubleWord(about)]);
    return t("alert_about.device", { device, trouble });
  }
  if (about.sensor) return t("alert_about.sensor", { sensor: sensorName(about.sensor, device), fault: causeWord(about.fault) });
  if (about.fault) return t("alert_about.cause", { cause: causeWord(about.fault) });
  if (about.taps) return t("alert_about.taps", { taps: about.taps });
  if (about.rollout) return t("alert_about.rollout", about);
  return kind === "double-identity" || about.kit_name ? "" : (detail ?? "");
}

/** A state that is no hindrance by itself is no word of ours: what is told is then a part that is missing. */
function whatWord(what) {
  const isState = what === "unknown" || deviceState({ state: what }, false) !== "unknown";
  return isState ? word("device_state", what) : t("device.missing", { what: word("part", what) });
}

/** Since when, or from when to when; a moment only when. */
export function whenWord({ at, until }, now, going) {
  if (going) return t("alert_about.lasts", { time: moment(at, now), length: length((now - Date.parse(at)) / 1000) });
  if (!until) return moment(at, now);
  const times = { from: moment(at, now), to: moment(until, now), length: length((Date.parse(until) - Date.parse(at)) / 1000) };
  return t("alert_about.from_to", times);
}

/** Who takes care of it, as far as the reader may know. */
export function careWord({ acknowledged }, now, going) {
  if (!acknowledged) return "";
  const who = acknowledged.name ?? t("acknowledge.somebody");
  const note = acknowledged.note ? ` – ${acknowledged.note}` : "";
  const key = acknowledged.mine ? (going ? "mine" : "was_mine") : going ? "by" : "was";
  return t(`acknowledge.${key}`, { who, time: moment(acknowledged.at, now) }) + note;
}
