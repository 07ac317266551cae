// The form for another closure, cap or pop-up office: what it hits is said before it is done.

import * as api from "./api.js";
import { el } from "./dom.js";
import { choiceOf, FieldsForm } from "./fields-form.js";
import { cityTime, dayOf, fullDate, number, pick, t, tn, word } from "./text.js";

const KINDS = ["closure", "cap", "pop-up"];
const SLOTS = ["day", "am", "pm"];
const OF_KIND = { cap: ["people", "zone"], "pop-up": ["room", "seats", "prefix", "net", "slot"] };
const LONGEST_NOTE = 500;
const MOST_DAYS = 3;

export class LimitForm {
  element;
  #page;
  #rooms;
  #looked = 0;
  #parts = {};
  #form;

  /**
   * @param page what all views share
   * @param rooms () => all rooms that are known
   * @param done async () => void, called when one was made
   */
  constructor(page, rooms, done) {
    this.#page = page;
    this.#rooms = rooms;
    const p = this.#parts;
    p.kind = choiceOf(KINDS, (kind) => `limit_kind.${kind}`);
    p.office = el("select", { required: true });
    p.room = el("select");
    p.seats = el("input", { type: "number", min: "1", max: "200", inputmode: "numeric" });
    p.prefix = el("input", { type: "text", autocomplete: "off", spellcheck: "false", maxlength: 16, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\-]*", placeholder: "P" });
    p.net = el("select");
    p.people = el("input", { type: "number", min: "0", max: "9999", inputmode: "numeric" });
    p.zone = el("select");
    p.slot = choiceOf(SLOTS, (slot) => `limit_slot.${slot}`);
    p.from = el("input", { type: "date", required: true });
    p.to = el("input", { type: "date" });
    p.note = el("input", { type: "text", autocomplete: "off", maxlength: LONGEST_NOTE, required: true });
    p.hits = el("div", { class: "hits", role: "status" });
    const names = ["kind", "office", "room", "seats", "prefix", "net", "people", "zone", "from", "to", "slot", "note"];
    const fields = Object.fromEntries(names.map((name) => [name, { label: `limit.${name}`, input: p[name] }]));
    const text = { open: "limit.open", go: "limit.go", done: "limit.done" };
    this.#form = new FieldsForm(text, fields, p.hits, (values) => this.#changed(values), (values) => this.#take(values, done));
    this.element = this.#form.element;
  }

  translate() {
    this.#form.translate();
    this.refresh();
  }

  /** Offices and rooms may be others by now; what was chosen stays. */
  refresh() {
    const { office, room, zone, net } = this.#parts;
    const { offices } = this.#page.floor;
    choose(office, [...offices.values()].map((one) => [one.office, pick(one.name) || one.office]));
    choose(room, this.#rooms().filter((one) => one.office === office.value).map((one) => [one.room, pick(one.name) || one.room]));
    const zones = (offices.get(office.value)?.zones ?? []).map((one) => [one, word("zone", one)]);
    choose(zone, [["", t("limit.all_zones")], ...zones]);
    choose(net, zones);
  }

  #changed({ kind }) {
    const p = this.#parts;
    for (const [of, names] of Object.entries(OF_KIND)) {
      for (const name of names) {
        this.#form.offer(name, of === kind);
        p[name].required = of === kind && !["zone", "prefix"].includes(name);
        p[name].disabled = of !== kind; // else a bad value that nobody sees would be in the way
      }
    }
    p.to.required = kind !== "cap";
    p.from.min = dayOf(this.#page.clock.now());
    if (!p.from.value) p.from.value = p.from.min;
    if (p.to.required && !p.to.value) p.to.value = p.from.value;
    p.to.min = p.from.value;
    this.refresh();
    this.#look(asked(this.#form.values));
  }

  async #look(wanted) {
    const looked = ++this.#looked;
    const { hits } = this.#parts;
    if (!isWhole(wanted)) return hits.replaceChildren();
    try {
      const told = await api.measureHits(wanted);
      if (looked === this.#looked) hits.replaceChildren(...hitWords(told, wanted).map((text) => el("p", {}, text)));
    } catch {
      if (looked === this.#looked) hits.replaceChildren();
    }
  }

  async #take(values, done) {
    const wanted = asked(values);
    if (wanted.seats) wanted.seats = Number(wanted.seats);
    await api.takeMeasure({ ...wanted, note: values.note });
    await done();
  }
}

/** Fills a choice; what was chosen stays if it is still there. */
function choose(select, options) {
  const wanted = options.map(([value, text]) => `${value}\n${text}`).join("\n");
  if (select.dataset.options === wanted) return;
  const chosen = select.value;
  select.dataset.options = wanted;
  select.replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

function isWhole({ office, from, to, people, room, seats, zone }) {
  if (!office || !from) return false;
  return room === undefined ? people !== undefined || Boolean(to) : Boolean(room && seats && zone && to);
}

/** In the words of the hub: with `room` a pop-up office, without `people` the office is closed. */
function asked({ kind, office, room, seats, prefix, net, slot, people, zone, from, to }) {
  const wanted = { office, from };
  if (to) wanted.to = to;
  if (kind === "cap") {
    wanted.people = Number(people);
    if (zone) wanted.zone = zone;
  }
  if (kind === "pop-up") {
    Object.assign(wanted, { room, seats, zone: net, slot });
    if (prefix) wanted.prefix = prefix;
  }
  return wanted;
}

function hitWords({ people, reservations, bookings, days, refused, full }, wanted) {
  if (refused) return [t(`reason.${refused}`)];
  if (wanted.people !== undefined) {
    if (!full.length) return [t("limit.fits")];
    const first = full.slice(0, MOST_DAYS).map(({ date, most }) => t("limit.full_day", { date: fullDate(cityTime(`${date}T12:00`)), n: number(most) }));
    return [tn("limit.full", full.length), ...first];
  }
  const words = [];
  if (people) words.push(tn("limit.hits_people", people));
  if (reservations) words.push(tn("limit.hits_reservations", reservations));
  if (bookings) words.push(tn("limit.hits_bookings", bookings));
  if (wanted.room !== undefined) return [tn("limit.pop_up_days", days), ...words];
  return words.length ? words : [t("limit.hits_none")];
}
