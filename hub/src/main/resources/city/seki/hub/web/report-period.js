// The periods that reports are asked for, and how they are written. A day is a text like "2026-11-29": no clock and no time zone in here.

import { lang, number, t } from "./text.js";

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIRST_MONTH = 4; // of a fiscal year 年度
const ERAS = "-u-ca-japanese";

/** Those that can be chosen by a word, in the order of the list. */
export const PRESETS = ["this-month", "last-month", "this-year", "last-year"];

const iso = (date) => date.toISOString().slice(0, 10);
const of = (year, month, date) => iso(new Date(Date.UTC(year, month - 1, date)));
const fields = (day) => day.split("-").map(Number);

export const isDay = (text) => DAY.test(text ?? "") && !Number.isNaN(Date.parse(text)) && iso(new Date(text)) === text;
export const plusDays = (day, n) => iso(new Date(Date.parse(day) + n * DAY_MS));

/** Days of a period, both ends counted. */
export const daysIn = ({ from, to }) => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

/** The year in which the fiscal year of a day begins. */
export function fiscalYear(day) {
  const [year, month] = fields(day);
  return month < FIRST_MONTH ? year - 1 : year;
}

/** What has begun ends today: of days to come nobody knows anything. */
export function periodOf(preset, today) {
  const [year, month] = fields(today);
  const fiscal = fiscalYear(today);
  switch (preset) {
    case "last-month":
      return { from: of(year, month - 1, 1), to: of(year, month, 0) };
    case "this-year":
      return { from: of(fiscal, FIRST_MONTH, 1), to: today };
    case "last-year":
      return { from: of(fiscal - 1, FIRST_MONTH, 1), to: of(fiscal, FIRST_MONTH, 0) };
    default:
      return { from: of(year, month, 1), to: today };
  }
}

function minusMonths(day, months) {
  const [year, month, date] = fields(day);
  const last = fields(of(year, month - months + 1, 0))[2];
  const wasLast = day === of(year, month + 1, 0);
  return of(year, month - months, wasLast ? last : Math.min(date, last));
}

/** The period to compare with: `by` "year", the same days a year earlier, or "before", the months or days before. */
export function comparedWith({ from, to, preset }, by) {
  if (by === "year" || preset?.endsWith("-year")) return { from: minusMonths(from, 12), to: minusMonths(to, 12) };
  const [year, month, date] = fields(from);
  if (date !== 1) return { from: plusDays(from, -daysIn({ from, to })), to: plusDays(from, -1) };
  const [lastYear, lastMonth] = fields(to);
  const months = (lastYear - year) * 12 + lastMonth - month + 1;
  return { from: minusMonths(from, months), to: minusMonths(to, months) };
}

// ---- in words

const format = (options, calendar = "") => new Intl.DateTimeFormat(lang() + calendar, { timeZone: "UTC", ...options });
const LONG = { year: "numeric", month: "long", day: "numeric" };
const ERA = { era: "long", ...LONG };

/** "November 1 – 29, 2026", "2026年11月1日～29日" */
export const periodWord = (period) => (lang() === "ja" ? rangeWord(period, LONG) : format(LONG).formatRange(new Date(period.from), new Date(period.to)));

/** What the last day shares with the first one is not said again; the browser's own way to write this gives up the words of Japanese. */
function rangeWord({ from, to }, options, calendar) {
  const whole = format(options, calendar).format(new Date(from));
  if (from === to) return whole;
  const [[y, m], [toY, toM]] = [fields(from), fields(to)];
  const last = y !== toY ? options : m !== toM ? { month: "long", day: "numeric" } : { day: "numeric" };
  return `${whole}～${format(last, calendar).format(new Date(to))}`;
}

export const dayWord = (day) => format({ ...LONG, weekday: "short" }).format(new Date(day));
export const shortDay = (day) => format({ month: "numeric", day: "numeric" }).format(new Date(day));
export const monthWord = (day) => format({ year: "numeric", month: "short" }).format(new Date(day));
/** 1 is Monday. */
export const weekdayWord = (weekday) => format({ weekday: "short" }).format(new Date(Date.UTC(2024, 0, weekday)));

/** The same in years of the emperors and in fiscal years: "令和8年11月1日～29日・令和8年度", "FY 2026 (Reiwa 8)". */
export function calendarWord(period) {
  return lang() === "ja" ? `${rangeWord(period, ERA, ERAS)}・${fiscalWord(period)}` : fiscalWord(period);
}

function eraYear(day) {
  const parts = format({ era: "long", year: "numeric" }, ERAS).formatToParts(new Date(day));
  const part = (type) => parts.find((each) => each.type === type)?.value ?? "";
  return lang() === "ja" ? `${part("era")}${part("year")}年` : `${part("era")} ${part("year")}`;
}

/** Of the first and, if that is in another one, the last day. */
function fiscalWord({ from, to }) {
  const word = (year) => t("report.fiscal_year", { year: lang() === "ja" ? eraYear(of(year, 5, 1)) : `${year} (${eraYear(of(year, 5, 1))})` });
  const [first, last] = [fiscalYear(from), fiscalYear(to)];
  return first === last ? word(first) : `${word(first)} – ${word(last)}`;
}

export const daysWord = (period) => t("report.days", { n: number(daysIn(period)) });
