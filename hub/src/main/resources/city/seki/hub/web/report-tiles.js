// The few figures that a report begins with, each with what it was before.

import { el } from "./dom.js";
import { changeWord } from "./report-words.js";
import { t } from "./text.js";

/**
 * @param key of the figure's name; @param value in words
 * @param more `now`, `before`, `write` and `isRate` of a comparison; `under`, a line below; `open`, which shows the rows that are counted
 */
export function tile(key, value, { now = null, before = null, write = String, isRate = false, under = null, open = null } = {}) {
  const change = changeWord(now, before, write, isRate);
  const parts = [el("span", { class: "label" }, t(key)), el("b", {}, value)];
  for (const words of [under, change]) if (words) parts.push(el("span", { class: "quiet" }, words));
  if (!open) return el("li", { class: "tile" }, ...parts);
  const button = el("button", { type: "button", class: "to-rows", "aria-label": t("rows.open", { of: `${t(key)} ${value}` }) }, t("rows.show"));
  button.addEventListener("click", open);
  return el("li", { class: "tile" }, ...parts, button);
}

export const tiles = (list) => list.filter(Boolean);
