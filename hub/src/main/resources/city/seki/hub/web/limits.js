// Closures and caps, for facilities: what counts today and later, by the city's files and by colleagues; close an office or let it take fewer people.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { choiceOf, FieldsForm } from "./fields-form.js";
import { cityTime, dayOf, fullDate, moment, number, pick, t, tn, translate, word } from "./text.js";

const KINDS = ["closure", "cap"];
const LONGEST_NOTE = 500;
const AGAIN_AFTER_FAILURE_MS = 4_000;
const MOST_DAYS = 3;

export class Limits {
  #page;
  #measures = null;
  #asked = 0;
  #looked = 0;
  #timer = 0;
  #parts = {};
  #form;

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    p.kind = choiceOf(KINDS, (kind) => `limit_kind.${kind}`);
    p.office = el("select", { required: true });
    p.people = el("input", { type: "number", min: "0", max: "9999", inputmode: "numeric" });
    p.zone = el("select");
    p.from = el("input", { type: "date", required: true });
    p.to = el("input", { type: "date" });
    p.note = el("input", { type: "text", autocomplete: "off", maxlength: LONGEST_NOTE, required: true });
    p.hits = el("div", { class: "hits", role: "status" });
    const fields = {
      kind: { label: "limit.kind", input: p.kind },
      office: { label: "limit.office", input: p.office },
      people: { label: "limit.people", input: p.people },
      zone: { label: "limit.zone", input: p.zone },
      from: { label: "limit.from", input: p.from },
      to: { label: "limit.to", input: p.to },
      note: { label: "limit.note", input: p.note },
    };
    const text = { open: "limit.open", go: "limit.go", done: "limit.done" };
    this.#form = new FieldsForm(text, fields, p.hits, (values) => this.#changed(values), (values) => this.#take(values));
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
    this.#offices();
    this.#show();
  }

  refresh() {
    this.#offices();
    this.#show();
  }

  lookAgain() {
    this.load();
  }

  /** The offices may be others by now; what was chosen stays. */
  #offices() {
    const { office, zone } = this.#parts;
    const chosen = office.value;
    const known = [...this.#page.floor.offices.values()];
    if (known.length !== office.length || office.lang !== document.documentElement.lang) {
      office.lang = document.documentElement.lang;
      office.replaceChildren(...known.map((one) => el("option", { value: one.office }, pick(one.name) || one.office)));
      if (chosen) office.value = chosen;
    }
    const zones = this.#page.floor.offices.get(office.value)?.zones ?? [];
    const wanted = zone.value;
    zone.replaceChildren(el("option", { value: "" }, t("limit.all_zones")), ...zones.map((one) => el("option", { value: one }, word("zone", one))));
    if (zones.includes(wanted)) zone.value = wanted;
  }

  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    try {
      const measures = await api.measures();
      if (asked !== this.#asked) return;
      this.#measures = measures;
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
    const what = measure.kind === "closure" ? t("limit_kind.closure") : t(measure.zone ? "limit.at_most_in" : "limit.at_most", { n: number(measure.people), zone: word("zone", measure.zone ?? "") });
    const item = el("li", { class: "limit" }, icon(measure.kind === "closure" ? "out-of-service" : "claimed"), el("h3", {}, `${name} · ${what}`), el("p", { class: "limit-days" }, days(measure)));
    if (measure.measure === null) {
      item.append(el("p", { class: "quiet" }, t("limit.of_files")));
      return item;
    }
    const who = measure.name ?? t("acknowledge.somebody");
    item.append(el("p", {}, measure.note), el("p", { class: "quiet" }, t("limit.by", { who, time: moment(measure.at, this.#page.clock.now()) })));
    const lift = new ActForm({ open: "lift.open", go: "lift.go", done: "lift.done" }, null, () => this.#lift(measure));
    lift.sure = t("lift.sure");
    lift.translate();
    item.append(lift.element);
    return item;
  }

  async #lift({ measure }) {
    await api.liftMeasure(measure);
    await this.load();
    this.#parts.state.tabIndex = -1;
    setText(this.#parts.state, t("lift.done"));
    this.#parts.state.focus(); // the form that had the focus is gone
  }

  // ---- another one

  #changed(values) {
    const { from, to } = this.#parts;
    const closes = values.kind === "closure";
    this.#form.offer("people", !closes);
    this.#form.offer("zone", !closes);
    this.#parts.people.required = !closes;
    to.required = closes;
    from.min = dayOf(this.#page.clock.now());
    if (!from.value) from.value = from.min;
    if (closes && !to.value) to.value = from.value;
    to.min = from.value;
    this.#offices();
    this.#look(asked(this.#form.values));
  }

  /** What it hits is said before it is done. */
  async #look(wanted) {
    const looked = ++this.#looked;
    const { hits } = this.#parts;
    if (!wanted.office || !wanted.from || (wanted.people === undefined && !wanted.to)) return hits.replaceChildren();
    try {
      const told = await api.measureHits(wanted);
      if (looked === this.#looked) hits.replaceChildren(...this.#words(told, wanted.people === undefined).map((text) => el("p", {}, text)));
    } catch {
      if (looked === this.#looked) hits.replaceChildren();
    }
  }

  #words({ people, reservations, bookings, full }, closes) {
    if (!closes) {
      if (!full.length) return [t("limit.fits")];
      const first = full.slice(0, MOST_DAYS).map(({ date, most }) => t("limit.full_day", { date: fullDate(cityTime(`${date}T12:00`)), n: number(most) }));
      return [tn("limit.full", full.length), ...first];
    }
    const words = [];
    if (people) words.push(tn("limit.hits_people", people));
    if (reservations) words.push(tn("limit.hits_reservations", reservations));
    if (bookings) words.push(tn("limit.hits_bookings", bookings));
    return words.length ? words : [t("limit.hits_none")];
  }

  async #take(values) {
    await api.takeMeasure({ ...asked(values), note: values.note });
    await this.load();
  }
}

/** In the words of the hub: without `people` the office is closed. */
function asked({ kind, office, people, zone, from, to }) {
  const wanted = { office, from };
  if (to) wanted.to = to;
  if (kind === "cap") {
    wanted.people = Number(people);
    if (zone) wanted.zone = zone;
  }
  return wanted;
}

function days({ from, to }) {
  const day = (date) => fullDate(cityTime(`${date}T12:00`));
  if (!from && !to) return t("limit.always");
  if (from === to) return day(from);
  return t("limit.days", { from: from ? day(from) : "", to: to ? day(to) : t("outage.open_end") });
}
