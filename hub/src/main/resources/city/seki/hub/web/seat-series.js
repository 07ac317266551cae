// The same seat on the same day of the week: how often, what became of each day, and those of a series that are still to come.

import { el } from "./dom.js";
import { why } from "./seat-list.js";
import { longDate, midnight, t, tn } from "./text.js";

const WEEKS = [2, 4, 8, 12, 26];

/** For how many weeks; one is no series. */
export class WeeksChoice {
  #select = el("select", { id: "find-weeks" });
  element = el("label", { class: "find-weeks", for: "find-weeks" }, el("span", { "data-t": "series.weeks" }), this.#select);

  get weeks() {
    return Number(this.#select.value);
  }

  /** @param most for how many weeks there is anything to be had */
  reset(most) {
    const offered = new Set([1, ...WEEKS.filter((weeks) => weeks < most), most]);
    this.#select.replaceChildren(...[...offered].map((weeks) => el("option", { value: String(weeks) })));
    this.translate();
  }

  translate() {
    for (const option of this.#select.options) {
      const weeks = Number(option.value);
      option.textContent = weeks === 1 ? t("series.once") : tn("series.for", weeks);
    }
  }
}

/** The days on which the hub refused it, each with the reason; null if there is none. */
export function refusedDays({ days }) {
  const refused = days.filter((day) => day.reason);
  if (!refused.length) return null;
  const item = ({ date, reason }) => el("li", {}, el("b", {}, longDate(midnight(date))), ` ${why(reason)}`);
  return el("ul", { class: "find-refused" }, ...refused.map(item));
}

/** Every promise with those that follow it in its series, the first of each series first. */
export function bySeries(promises) {
  const rows = [];
  const known = new Map();
  for (const promise of promises) {
    const row = promise.series ? known.get(promise.series) : null;
    if (row) {
      row.later.push(promise);
      continue;
    }
    const made = { promise, later: [] };
    rows.push(made);
    if (promise.series) known.set(promise.series, made);
  }
  return rows;
}
