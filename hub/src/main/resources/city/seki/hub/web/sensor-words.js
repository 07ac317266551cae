// How honest a sensor was in its last nights, and what network sensors were refused, in the words of a facilities clerk.

import { el, icon } from "./dom.js";
import { deviceName, sensorName } from "./room-words.js";
import { number, percent, pick, placeWord, t, tn, word } from "./text.js";

/** Whether it is to be checked, how often it was wrong, and on how many nights that rests. */
export function honesty(view) {
  const doubt = el("p", { class: "doubtful" }, icon("unclaimed-use"), el("b", {}, t("honesty.doubtful")), el("span", {}, t("honesty.todo")));
  const rates = el("dl", {}, ...rate(t("honesty.false_occupied"), view.false_occupied, view.closed_hours), ...rate(t("honesty.false_vacant"), view.false_vacant, view.taken_hours));
  return el("div", { class: "honesty" }, view.doubtful ? doubt : null, rates, el("p", { class: "quiet" }, t("honesty.nights", { n: number(view.nights) })));
}

/** A share that nobody could measure yet is not 0 %. */
function rate(name, share, hours) {
  const known = typeof share === "number";
  const words = known ? [el("b", {}, percent(share)), ` ${t("honesty.hours", { hours: number(hours) })}`] : [t("honesty.unmeasured")];
  return [el("dt", {}, name), el("dd", { class: known ? null : "quiet" }, ...words)];
}

/** What a sensor is called: what it senses by and its code; a device that counts people by the device's name. */
export function viewName({ sensor, kind }, room) {
  const name = sensorName(sensor, room && deviceName(room, sensor));
  return kind === "camera" ? t("sensors.camera", { device: name }) : name;
}

/** The room by the name that people use, or the seat. */
export const viewPlace = ({ place }, room) => (room && pick(room.name)) || placeWord(place.replace(/^room:/, ""));

/** What a unit refused, a line for each cause, the most frequent first; none for one that refused nothing. */
export function refusedWords({ health }) {
  const refused = (health?.coap?.refused ?? []).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return refused.map(({ cause, count }) => tn("refusals.count", count, { cause: word("refused", cause) }));
}
