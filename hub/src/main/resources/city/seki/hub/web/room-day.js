// A room's day as a time line from opening to closing: people, bookings, and a track for each device; and the same as a table.

import { draw, el } from "./dom.js";
import { list } from "./room-words.js";
import { clockTime, length, midnight, pick, t, tn, word } from "./text.js";

const HOUR_MS = 3_600_000;
const TRACK_PX = 28;
const NAME_PX = 156; // the column of names, see .row in rooms.css
const NARROW = "(max-width: 40rem)"; // there names stand above their tracks

/** Share of the track's height, in percent: what is awake stands taller than what sleeps, whatever its colour. */
export const heights = { vacant: 30, standby: 30, idle: 65, booting: 65, updating: 65, offline: 100 };

export class RoomDay {
  element = el("div", { class: "tracks" });
  /** Whether the reader wants to see the day from midnight to midnight. */
  whole = false;
  #day = null;
  #failed = false;
  #tableOpen = false;

  clear() {
    this.#day = null;
    this.#failed = false;
    this.element.replaceChildren(el("p", { class: "quiet", role: "status" }, t("day.loading")));
  }

  set(day) {
    this.#day = day;
    this.#failed = false;
  }

  failed() {
    this.#failed = true;
  }

  get closed() {
    return this.#day !== null && !this.#day.opens;
  }

  draw(now) {
    if (this.#failed && !this.#day) this.element.replaceChildren(el("p", { class: "quiet" }, t("day.failed")));
    if (!this.#day) return;
    const frame = this.#frame(now);
    const tracks = tracksOf(this.#day, frame);
    const drawn = tracks.map((track) => drawTrack(track, frame));
    const note = this.closed ? el("p", { class: "quiet" }, t("day.closed")) : null;
    const failed = this.#failed ? el("p", { class: "trouble" }, t("day.failed")) : null;
    const parts = [failed, note, drawHours(frame), ...drawn, legend(tracks), this.#table(tracks)];
    this.element.replaceChildren(...parts.filter(Boolean));
  }

  #frame(now) {
    const { date, opens, closes } = this.#day;
    const start = midnight(date).getTime();
    const end = midnight(nextDay(date)).getTime();
    const all = this.whole || this.closed;
    const from = all ? start : Date.parse(opens);
    const to = all ? end : Date.parse(closes);
    const width = Math.max(this.element.clientWidth - (matchMedia(NARROW).matches ? 0 : NAME_PX), 200);
    return { width, start, from, to, now: now.getTime(), at: (time) => ((Math.min(Math.max(time, from), to) - from) / (to - from)) * 100 };
  }

  #table(tracks) {
    const head = el("tr", {}, ...["what", "state", "from", "to", "length"].map((column) => el("th", { scope: "col" }, t(`history.${column}`))));
    const rows = tracks.flatMap((track) => track.spans.map((span) => tableRow(track, span)));
    const table = el("table", {}, el("caption", { class: "unseen" }, t("day.table")), el("thead", {}, head), el("tbody", {}, ...rows));
    const fold = el("details", {}, el("summary", {}, t("day.table")), rows.length ? table : el("p", { class: "quiet" }, t("day.nothing")));
    fold.open = this.#tableOpen;
    fold.addEventListener("toggle", () => (this.#tableOpen = fold.open));
    return fold;
  }
}

const nextDay = (date) => new Date(Date.parse(date) + 24 * HOUR_MS).toISOString().slice(0, 10);

/** People, bookings and devices alike: a name and spans with state, word, from, to in milliseconds, cut to the frame. */
export function tracksOf(day, frame) {
  const people = day.spans.map((span) => ({ ...span, word: roomWord(span) }));
  const bookings = day.bookings.map((span) => ({ ...span, state: "booked", word: t("span.booked") }));
  const devices = day.devices.map((device) => ({
    kind: "device",
    name: pick(device.name) || device.device,
    spans: device.spans.map((span) => ({ ...span, word: word("device_state", span.state) })),
  }));
  const tracks = [{ kind: "people", name: t("day.people"), spans: people }, { kind: "bookings", name: t("day.bookings"), spans: bookings }, ...devices];
  for (const track of tracks) track.spans = cut(track.spans, frame, track.kind === "bookings");
  return tracks;
}

/** What lasts, lasts until now; only bookings reach into the future. */
function cut(spans, { from, to, now }, ahead) {
  const latest = ahead ? to : Math.min(to, now);
  return spans
    .map((span) => ({ ...span, from: Math.max(Date.parse(span.from), from), to: Math.min(span.to ? Date.parse(span.to) : latest, latest), lasts: !span.to && latest === now }))
    .filter((span) => span.to > span.from);
}

function roomWord({ state, people }) {
  if (state === "occupied" && typeof people === "number") return tn("room.people", people);
  return word("span", state);
}

// ---- drawing

function drawTrack(track, frame) {
  const picture = draw("svg", { class: "track", role: "img", height: TRACK_PX, "aria-label": summary(track) });
  picture.append(draw("line", { class: "base", x1: "0", x2: "100%", y1: TRACK_PX - 0.5, y2: TRACK_PX - 0.5 }), ...hourLines(frame));
  picture.append(...track.spans.map((span) => drawSpan(span, frame)));
  if (frame.now > frame.from && frame.now < frame.to) {
    const x = `${frame.at(frame.now)}%`;
    picture.append(draw("line", { class: "now-line", x1: x, x2: x, y1: 0, y2: TRACK_PX }));
  }
  return el("div", { class: "row" }, el("span", { class: "name", "aria-hidden": "true" }, track.name), picture);
}

function drawSpan(span, frame) {
  const left = frame.at(span.from);
  const width = Math.max(frame.at(span.to) - left, 0.3);
  const height = (TRACK_PX * (heights[span.state] ?? 100)) / 100;
  const box = draw("svg", { x: `${left}%`, width: `${width}%`, height: TRACK_PX, class: "span", "data-span": span.state });
  box.append(draw("title", {}, `${clockTime(span.from)}–${span.lasts ? "" : clockTime(span.to)} ${span.word}`));
  box.append(draw("rect", { y: TRACK_PX - height, width: "100%", height }));
  const texture = TEXTURES[span.state];
  if (texture) box.append(draw("rect", { y: TRACK_PX - height, width: "100%", height, class: "texture", fill: `url(#${texture})` }));
  const label = [span.word, span.state === "occupied" && span.people ? String(span.people) : null].find((text) => text && fits(text, (width * frame.width) / 100));
  if (label) box.append(draw("text", { x: 4, y: height < TRACK_PX / 2 ? TRACK_PX - height - 3 : TRACK_PX - 9 }, label));
  return box;
}

/** Whether a text of 12 px has room, roughly; what has not says its word in its title, the legend and the table. */
function fits(text, px) {
  let wanted = 8;
  for (const letter of text) wanted += letter > "\u2e7f" ? 12.5 : 7;
  return wanted <= px;
}

/** Patterns of index.html: what must not be told by colour alone. */
const TEXTURES = { unknown: "p-unknown", offline: "p-lines", fault: "p-cross", degraded: "p-bars", booting: "p-dots", updating: "p-dots", booked: "p-bars" };

function hours(frame) {
  const found = [];
  for (let time = frame.start; time <= frame.to; time += HOUR_MS) if (time >= frame.from) found.push(time);
  return found;
}

const hourLines = (frame) =>
  hours(frame).map((time) => draw("line", { class: "hour", x1: `${frame.at(time)}%`, x2: `${frame.at(time)}%`, y1: 0, y2: TRACK_PX }));

function drawHours(frame) {
  const step = frame.to - frame.from > 13 * HOUR_MS ? 3 : 1;
  const axis = draw("svg", { class: "track axis", height: 18, "aria-hidden": "true" });
  for (const [i, time] of hours(frame).entries()) {
    const at = frame.at(time);
    if (i % step || at > 98.5) continue;
    axis.append(draw("text", { x: `${at}%`, y: 13, "text-anchor": at < 1.5 ? "start" : "middle" }, String(Number(clockTime(time).slice(0, 2)))));
  }
  return el("div", { class: "row" }, el("span", { class: "name quiet" }, `${clockTime(frame.from)}–${frame.to - frame.start >= 24 * HOUR_MS ? "24:00" : clockTime(frame.to)}`), axis);
}

/** What a track says to somebody who does not see it: how long each state took in all. */
function summary(track) {
  const sums = new Map();
  for (const span of track.spans) {
    const name = track.kind === "people" ? word("span", span.state) : span.word;
    sums.set(name, (sums.get(name) ?? 0) + span.to - span.from);
  }
  const parts = [...sums].map(([name, time]) => `${name} ${length(time / 1000)}`);
  return `${track.name}: ${parts.length ? list(parts) : t("day.nothing")}`;
}

function legend(tracks) {
  const states = new Map();
  for (const track of tracks) {
    for (const span of track.spans) states.set(span.state, track.kind === "device" ? span.word : word("span", span.state));
  }
  const items = [...states].map(([state, text]) => {
    const sample = draw("svg", { class: "sample", width: 18, height: 14, "aria-hidden": "true" });
    const height = (14 * (heights[state] ?? 100)) / 100;
    const box = draw("g", { class: "span", "data-span": state }, draw("rect", { y: 14 - height, width: 18, height }));
    if (TEXTURES[state]) box.append(draw("rect", { y: 14 - height, width: 18, height, class: "texture", fill: `url(#${TEXTURES[state]})` }));
    sample.append(box);
    return el("li", {}, sample, text);
  });
  return el("ul", { class: "legend" }, ...items, el("li", { class: "quiet" }, t("day.blank")));
}

function tableRow(track, span) {
  const until = span.lasts ? t("history.still") : clockTime(span.to);
  const cells = [span.word, clockTime(span.from), until, length((span.to - span.from) / 1000)];
  return el("tr", {}, el("th", { scope: "row" }, track.name), ...cells.map((text) => el("td", {}, text)));
}
