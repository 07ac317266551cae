// How figures are written in a report, and how they differ from those of another period.

import { lang, number, t } from "./text.js";

const FEW = 20; // of which a per cent says less than the difference

/** "34%" of 34; a dash for what is not known. */
export const percentOf = (value, decimals = 0) =>
  value == null ? "–" : new Intl.NumberFormat(lang(), { style: "percent", minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value / 100);

/** With as many decimals as published tables have. */
export const mean = (value, decimals = 2) =>
  value == null ? "–" : new Intl.NumberFormat(lang(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

export const count = (value) => number(value ?? null);

const signed = (value, options) => new Intl.NumberFormat(lang(), { signDisplay: "exceptZero", ...options }).format(value);

/** "was 1,024 (+14%)": what it was before, and how it changed since; rates change by points. */
export function changeWord(now, before, write, isRate = false) {
  if (before == null || now == null) return "";
  const was = t("report.was", { value: write(before) });
  if (now === before) return was;
  if (isRate) return t("report.was_and", { was, change: t("report.points", { n: signed(now - before) }) });
  const change = before < FEW ? signed(now - before, { maximumFractionDigits: 2 }) : signed((now - before) / before, { style: "percent", maximumFractionDigits: 0 });
  return t("report.was_and", { was, change });
}

/** Minutes as hours with one decimal: lengths of weeks that can be compared. */
export const hours = (minutes) => (minutes == null ? null : Math.round(minutes / 6) / 10);
export const hoursWord = (minutes) => (minutes == null ? "–" : t("report.hours", { n: mean(hours(minutes), minutes < 6_000 ? 1 : 0) }));

/** Several names as one text. */
export const names = (list) => new Intl.ListFormat(lang(), { style: "narrow" }).format(list);
