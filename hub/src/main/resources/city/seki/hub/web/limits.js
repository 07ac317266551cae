// Closures, caps and pop-up offices, for facilities: what counts today and later, by the city's files and by colleagues; a form makes another one.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { LimitForm } from "./limit-form.js";
import { cityTime, fullDate, moment, number, pick, t, tn, translate, word } from "./text.js";

const AGAIN_AFTER_FAILURE_MS = 4_000;
const ICONS = { closure: "out-of-service", cap: "claimed", "pop-up": "free" };

const LIFT = { open: "lift.open", go: "lift.go", done: "lift.done", sure: "lift.sure" };
const END = { open: "pop_up_end.open", go: "pop_up_end.go", done: "pop_up_end.done", sure: "pop_up_end.sure" };

export class Limits {
  #page;
  #measures = null;
  #rooms = [];
  #asked = 0;
  #timer = 0;
  #parts = {};
  #form;

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    this.#form = new LimitForm(page, () => this.#rooms, () => this.load());
    p.state = el("p", { class: "quiet", role: "status" });
    p.list = el("ul", { class: "limits" });
    byId("limits").replaceChildren(
      el("h2", { "data-t": "limit.title" }),
      el("p", { class: "quiet", "data-t": "limit.what" }),
      this.#form.element,
      p.state,
      p.list,
    );
    this.translate();
    this.load();
  }

  translate() {
    translate(byId("limits"));
    this.#form.translate();
    this.#show();
  }

  refresh() {
    this.#form.refresh();
    this.#show();
  }

  lookAgain() {
    this.load();
  }

  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    try {
      const [measures, rooms] = await Promise.all([api.measures(), api.allRooms()]);
      if (asked !== this.#asked) return;
      this.#measures = measures;
      this.#rooms = rooms;
      this.#form.refresh();
      setText(this.#parts.state, measures.length ? "" : t("limit.none"));
      this.#show();
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      setText(this.#parts.state, t("limit.failed"));
      this.#timer = setTimeout(() => this.load(), AGAIN_AFTER_FAILURE_MS);
    }
  }

  // ---- what counts

  #show() {
    if (!this.#measures) return;
    const { list } = this.#parts;
    if (list.contains(document.activeElement) && list.querySelector("form:not([hidden])")) return; // somebody is about to answer
    list.replaceChildren(...this.#measures.map((measure) => this.#item(measure)));
  }

  #item(measure) {
    const name = pick(this.#page.floor.offices.get(measure.office)?.name) || measure.office;
    const item = el("li", { class: "limit" }, icon(ICONS[measure.kind]), el("h3", {}, `${name} · ${this.#what(measure)}`), el("p", { class: "limit-days" }, days(measure)));
    if (measure.measure === null) {
      item.append(el("p", { class: "quiet" }, t("limit.of_files")));
      return item;
    }
    if (measure.kind === "pop-up") item.append(el("p", {}, seats(measure)));
    const who = measure.name ?? t("acknowledge.somebody");
    item.append(el("p", {}, measure.note), el("p", { class: "quiet" }, t("limit.by", { who, time: moment(measure.at, this.#page.clock.now()) })));
    const words = measure.kind === "pop-up" ? END : LIFT;
    const lift = new ActForm(words, null, () => this.#lift(measure, words));
    lift.sure = [t(words.sure), ...ends(measure)].join(" ");
    lift.translate();
    item.append(lift.element);
    return item;
  }

  #what({ kind, office, room, people, zone }) {
    if (kind === "closure") return t("limit_kind.closure");
    if (kind === "cap") return t(zone ? "limit.at_most_in" : "limit.at_most", { n: number(people), zone: word("zone", zone ?? "") });
    const name = this.#rooms.find((one) => one.office === office && one.room === room)?.name;
    return t("limit.is_pop_up", { room: pick(name) || room });
  }

  async #lift({ measure }, words) {
    await api.liftMeasure(measure);
    await this.load();
    this.#parts.state.tabIndex = -1;
    setText(this.#parts.state, t(words.done));
    this.#parts.state.focus(); // the form that had the focus is gone
  }
}

/** Which seats the room is: `P-01 – P-32`, and in which network. */
function seats(measure) {
  const name = (n) => `${measure.prefix}-${String(n).padStart(2, "0")}`;
  const names = measure.seats === 1 ? name(1) : t("limit.days", { from: name(1), to: name(measure.seats) });
  return tn("limit.pop_up_seats", measure.seats, { names, zone: word("zone", measure.zone) });
}

/** Whom it would hit if it were over now. */
function ends({ people_now: people, promised }) {
  const words = [];
  if (people) words.push(tn("limit.hits_people", people));
  if (promised) words.push(tn("limit.hits_reservations", promised));
  return words;
}

function days({ from, to, slot }) {
  const day = (date) => fullDate(cityTime(`${date}T12:00`));
  if (!from && !to) return t("limit.always");
  const all = from === to ? day(from) : t("limit.days", { from: from ? day(from) : "", to: to ? day(to) : t("outage.open_end") });
  return slot ? t("limit.days_slot", { days: all, slot: t(`limit_slot.${slot}`) }) : all;
}
