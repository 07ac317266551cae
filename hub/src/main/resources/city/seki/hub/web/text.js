// What the page says, in the reader's language, and how it writes times.

const LANGUAGES = ["ja", "en"];
const REMEMBERED = "seki.language";

let language = chosen();
let texts = {};
let timeZone = "Asia/Tokyo";
let formats = {};
makeFormats(); // events may come before the texts

function chosen() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (LANGUAGES.includes(asked)) return asked;
  const remembered = recall();
  if (LANGUAGES.includes(remembered)) return remembered;
  return (navigator.languages ?? [navigator.language]).find((tag) => /^(ja|en)\b/i.test(tag))?.slice(0, 2) ?? "ja";
}

function recall() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage may be forbidden by the browser's policy: the page works without it
  }
}

/** Loads the texts of a language; without one, of the address, of the last visit or of the browser. */
export async function loadTexts(wanted = null) {
  const next = wanted ?? language;
  const answer = await fetch(`/web/${next}.json`);
  if (!answer.ok) throw new Error(`/web/${next}.json: HTTP ${answer.status}`);
  texts = await answer.json();
  language = next;
  if (wanted !== null) {
    try {
      localStorage.setItem(REMEMBERED, wanted);
    } catch {
      // not remembered, see recall()
    }
  }
  document.documentElement.lang = language;
  makeFormats();
}

/** The language shown now: "ja" or "en". */
export const lang = () => language;

/** All times on the page are those of the city, wherever the browser is. */
export function setTimeZone(zone) {
  timeZone = zone;
  makeFormats();
}

function makeFormats() {
  const format = (options) => new Intl.DateTimeFormat(language, { timeZone, hourCycle: "h23", ...options });
  const hm = { hour: "2-digit", minute: "2-digit" };
  formats = {
    time: format(hm),
    seconds: format({ ...hm, second: "2-digit" }),
    dayTime: format({ month: "short", day: "numeric", ...hm }),
    date: format({ month: "short", day: "numeric", weekday: "short" }),
    fullDate: format({ dateStyle: "long", hourCycle: undefined }),
    dayTimeSeconds: new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" }),
    day: new Intl.DateTimeFormat("sv", { timeZone }),
    number: new Intl.NumberFormat(language),
    percent: new Intl.NumberFormat(language, { style: "percent" }),
    plural: new Intl.PluralRules(language),
    ago: new Intl.RelativeTimeFormat(language, { style: "narrow" }),
  };
}

/** The text of a key, with {name} filled in; the key itself if there is none, so that a gap is seen and harms nobody. */
export function t(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Like t, but falls back to a word of the server that this page does not know yet, or to what is given for that. */
export const word = (group, name, otherwise = name) => texts[`${group}.${name}`] ?? otherwise;

/** Why something does not work, one word of a unit's driver; one that this page does not know is quoted. */
export function causeWord(name) {
  if (name.startsWith("journal-")) return t("cause.journal", { cause: causeWord(name.slice("journal-".length)) });
  return texts[`cause.${name}`] ?? t("cause.unnamed", { word: name });
}

/** A seat or a kiosk as readers are named, "seat:A-01"; anything else as it is. */
export function placeWord(place) {
  const [, kind, name] = /^(seat|kiosk):(.*)$/.exec(place) ?? [];
  if (!kind) return place;
  return kind === "seat" ? t("place.seat", { name }) : t("place.kiosk", { name });
}

/** What a request was refused for, and what to do about it. */
export function problemWord({ status, detail, reason }) {
  if (reason && `reason.${reason}` in texts) return texts[`reason.${reason}`];
  if (!status) return t("error.network");
  if (status === 403) return t("error.forbidden");
  if (status === 404) return t("error.gone");
  if (status === 429 || status === 503) return t("error.later");
  return detail ?? t("error.http", { status });
}

/** Like t, in singular or plural. */
export function tn(key, n, values = {}) {
  const form = `${key}.${formats.plural.select(n)}`;
  return t(form in texts ? form : `${key}.other`, { n: number(n), ...values });
}

/** The reader's language of a text that the server gives in both. */
export const pick = (text) => text?.[language] ?? text?.en ?? text?.ja ?? "";

/** A number, or a dash for one that is not known. */
export const number = (n) => (n === null ? "–" : formats.number.format(n));
export const percent = (share) => formats.percent.format(share);
export const clockTime = (date) => formats.time.format(date);
export const clockSeconds = (date) => formats.seconds.format(date);
export const longDate = (date) => formats.date.format(date);
/** With its year. */
export const fullDate = (date) => formats.fullDate.format(date);

/** "08:31", and with its day if that is not today. */
export function moment(text, now) {
  const date = new Date(text);
  const today = formats.day.format(date) === formats.day.format(now);
  return (today ? formats.time : formats.dayTime).format(date);
}

/** The city's day of a moment: "2026-11-29". */
export const dayOf = (date) => formats.day.format(date);

/** The moment at which a day of the city begins; `day` as "2026-11-29". */
export const midnight = (day) => cityTime(`${day}T00:00`);

/** The moment at which the city's clock shows that: "2026-11-29T10:32". */
export function cityTime(local) {
  const ahead = (at) => Date.parse(`${formats.dayTimeSeconds.format(at).replace(" ", "T")}Z`) - at;
  const utc = Date.parse(`${local}:00Z`);
  return new Date(utc - ahead(utc - ahead(utc))); // twice, for the days on which clocks are changed
}

/** What the city's clock shows at that moment, to the minute: "2026-11-29T10:32". */
export const wallTime = (date) => formats.dayTimeSeconds.format(date).replace(" ", "T").slice(0, 16);

/** "3 years": a length of time as ISO 8601 writes it, of years, months and days. */
export function period(text) {
  const units = { Y: "year", M: "month", D: "day" };
  const one = ([, n, unit]) => new Intl.NumberFormat(language, { style: "unit", unit: units[unit], unitDisplay: "long" }).format(Number(n));
  return [...text.matchAll(/(\d+)([YMD])/g)].map(one).join(" ");
}

/** "25 min", "3 h 5 min": a length of time in the reader's language. */
export function length(seconds) {
  const s = Math.max(0, Math.round(seconds));
  const unit = (n, name) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(n);
  if (s < 60) return unit(s, "second");
  if (s < 3600) return unit(Math.floor(s / 60), "minute");
  if (s >= 86400) return unit(Math.floor(s / 86400), "day");
  const minutes = Math.floor((s % 3600) / 60);
  return unit(Math.floor(s / 3600), "hour") + (minutes ? ` ${unit(minutes, "minute")}` : "");
}

/** "3 s ago". */
export function ago(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 100) return formats.ago.format(-s, "second");
  if (s < 6000) return formats.ago.format(-Math.round(s / 60), "minute");
  return s < 172800 ? formats.ago.format(-Math.round(s / 3600), "hour") : formats.ago.format(-Math.round(s / 86400), "day");
}

/** Writes the texts into everything under root that names one by data-t, data-t-label or data-t-placeholder. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of root.querySelectorAll("[data-t-placeholder]")) element.placeholder = t(element.dataset.tPlaceholder);
}
