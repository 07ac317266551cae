// What a report is about: period, offices, departments and how it is counted. The address says it, so that a report can be linked to and kept.

import { el, setText } from "./dom.js";
import { calendarWord, daysWord, isDay, periodOf, periodWord, PRESETS } from "./report-period.js";
import { pick, t, translate } from "./text.js";

export const KINDS = ["telework", "utilisation", "opinions"];
const SETTINGS = { compare: ["", "before", "year"], rounding: ["half-up", "floor"], half_days: ["whole", "half"] };
const TOGETHER_MS = 250; // several clicks of a moment are one question
const DECIMALS = { per_open_day: 2, per_person: 2, rate_percent: 0 };
const DAYS = /\d{4}-\d{2}-\d{2}/g;

export class Choice {
  element = el("form", { class: "report-choice", "data-t-label": "report.choice" });
  kind = KINDS[0];
  #change;
  #today;
  #campaigns = [];
  #parts = {};
  #preset = PRESETS[0]; // or "campaign:ID", or "" for days that were chosen freely
  #timer = 0;

  /** @param today () => the city's day; @param change called when another report is wanted */
  constructor(today, change) {
    this.#today = today;
    this.#change = change;
    this.#build();
    this.read();
  }

  #build() {
    const p = this.#parts;
    const labelled = (key, field) => el("label", {}, el("span", { "data-t": key }), field);
    p.period = el("select", { name: "period" });
    [p.from, p.to] = ["from", "to"].map((name) => el("input", { type: "date", name, required: true }));
    p.word = el("output", { class: "period-word" });
    for (const [name, values] of Object.entries(SETTINGS)) {
      p[name] = el("select", { name }, ...values.map((value) => el("option", { value, "data-t": `report_${name}.${value || "none"}` })));
    }
    p.closures = el("input", { type: "text", name: "closures", autocomplete: "off", spellcheck: "false", inputmode: "numeric", placeholder: "2026-12-28, 2026-12-29" });
    [p.offices, p.departments] = ["offices", "departments"].map((name) => this.#list(name));
    const period = el("div", { class: "of-period" }, labelled("report.period", p.period), labelled("report.from", p.from), labelled("report.to", p.to), labelled("report.compare", p.compare));
    p.counting = el("details", { class: "choose-some" }, el("summary", { "data-t": "report.counting" }), el("div", {}, labelled("report.half_days", p.half_days), labelled("report.rounding", p.rounding), labelled("report.closures", p.closures)));
    this.element.append(period, p.word, el("div", { class: "of-what" }, p.offices.element, p.departments.element, p.counting));
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("change", (event) => this.#changed(event.target));
  }

  /** A list of which some can be chosen; none chosen means all. */
  #list(name) {
    const summary = el("summary");
    const all = el("button", { type: "button", "data-t": "report.all" });
    const items = el("div", { class: "items" });
    const list = { name, summary, items, known: new Map(), chosen: new Set(), element: el("details", { class: "choose-some" }, summary, el("div", {}, all, items)) };
    all.addEventListener("click", () => {
      list.chosen.clear();
      this.#showList(list);
      this.#changed(items);
    });
    return list;
  }

  #showList({ name, summary, items, known, chosen, element }) {
    element.hidden = known.size < 2 && chosen.size === 0;
    const words = [...chosen].map((value) => known.get(value) ?? value);
    const some = words.length > 2 ? t("report.some", { n: words.length, all: known.size }) : words.join("・");
    setText(summary, t(`report.${name}`, { some: words.length ? some : t("report.all") }));
    if (items.childElementCount !== known.size || items.dataset.of !== [...known.keys()].join()) {
      items.dataset.of = [...known.keys()].join();
      items.replaceChildren(...[...known].map(([value, word]) => el("label", {}, el("input", { type: "checkbox", name, value }), el("span", {}, word))));
    }
    for (const label of items.children) {
      label.firstElementChild.checked = chosen.has(label.firstElementChild.value);
      setText(label.lastElementChild, known.get(label.firstElementChild.value));
    }
  }

  #changed(field) {
    const p = this.#parts;
    if (field === p.period) {
      this.#preset = p.period.value;
      this.#take(this.#campaign);
    }
    if (field === p.from || field === p.to) this.#preset = "";
    this.#showPeriod();
    for (const list of [p.offices, p.departments]) {
      if (field.name === list.name) list.chosen[field.checked ? "add" : "delete"](field.value);
      this.#showList(list);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), TOGETHER_MS);
  }

  #tell() {
    history.replaceState(null, "", this.address());
    this.#change();
  }

  get #campaign() {
    return this.#campaigns.find(({ id }) => `campaign:${id}` === this.#preset);
  }

  /** How a campaign is counted is shown, and can be changed. */
  #take(campaign) {
    if (!campaign) return;
    const p = this.#parts;
    p.rounding.value = campaign.rounding ?? SETTINGS.rounding[0];
    p.half_days.value = campaign.half_days ?? SETTINGS.half_days[0];
    p.closures.value = (campaign.closures ?? []).join(", ");
    p.offices.chosen = new Set(campaign.offices);
    p.departments.chosen = new Set(campaign.departments);
  }

  /** The days of what is chosen by a word, and all of it in words. */
  #showPeriod() {
    const p = this.#parts;
    p.period.value = this.#preset; // a campaign that is not known yet shows as free days
    if (p.period.selectedIndex < 0) p.period.value = "";
    const days = this.#campaign ?? (PRESETS.includes(this.#preset) ? periodOf(this.#preset, this.#today()) : this);
    [p.from.value, p.to.value] = [days.from, days.to];
    const { complaint, period } = this;
    setText(p.word, complaint ? t(complaint) : [periodWord, calendarWord, daysWord].map((word) => word(period)).join(" · "));
    p.word.classList.toggle("trouble", complaint !== null);
  }

  // ---- what is chosen

  get from() {
    return this.#parts.from.value;
  }

  get to() {
    return this.#parts.to.value;
  }

  /** With the word by which it was chosen, if it was. */
  get period() {
    return { from: this.from, to: this.to, preset: this.#preset };
  }

  get compare() {
    return this.kind === "opinions" ? "" : this.#parts.compare.value;
  }

  /** Names of the offices that were chosen; empty for all. */
  get offices() {
    return [...this.#parts.offices.chosen];
  }

  get departments() {
    return [...this.#parts.departments.chosen];
  }

  /** With how many of them each figure is written. */
  get decimals() {
    return { ...DECIMALS, ...this.#campaign?.decimals };
  }

  /** Why there is no report for this, a key of a text; or null. */
  get complaint() {
    if (!isDay(this.from) || !isDay(this.to)) return "report.no_days";
    if (this.from > this.to) return "report.backwards";
    return this.from > this.#today() ? "report.future" : null;
  }

  /** What the hub is asked, for these days. */
  query({ from, to }) {
    const asked = new URLSearchParams({ from, to });
    const p = this.#parts;
    const add = (name, value) => value && asked.set(name, value);
    add("offices", this.offices.join(","));
    if (this.kind !== "telework") return asked;
    for (const name of ["closures", "departments"]) add(name, this.#kept(name));
    const campaign = this.#preset.startsWith("campaign:");
    for (const name of ["rounding", "half_days"]) if (campaign || p[name].value !== SETTINGS[name][0]) add(name, p[name].value);
    if (campaign) add("campaign", this.#preset.slice("campaign:".length));
    return asked;
  }

  /** Where this report is found again. */
  address(kind = this.kind) {
    const p = this.#parts;
    const asked = this.query(this.period);
    if (this.#preset) {
      for (const name of ["from", "to", "campaign"]) asked.delete(name);
      asked.set("period", this.#preset);
    }
    for (const name of ["closures", "departments"]) if (this.#kept(name)) asked.set(name, this.#kept(name));
    if (p.compare.value) asked.set("compare", p.compare.value);
    return `#reports/${kind}?${asked}`;
  }

  /** What only telework is counted by is not lost on the way to the other kind and back. */
  #kept(name) {
    return name === "departments" ? this.departments.join(",") : (this.#parts.closures.value.match(DAYS) ?? []).join(",");
  }

  /** Takes over what the address says; what it does not say stays as it usually is. */
  read() {
    const p = this.#parts;
    const [, kind, asked] = /^#reports\/(\w+)\??(.*)$/.exec(location.hash) ?? [];
    const said = new URLSearchParams(asked ?? "");
    this.kind = KINDS.includes(kind) ? kind : KINDS[0];
    for (const name of Object.keys(SETTINGS)) p[name].value = SETTINGS[name].includes(said.get(name)) ? said.get(name) : SETTINGS[name][0];
    p.closures.value = said.get("closures") ?? "";
    for (const list of [p.offices, p.departments]) list.chosen = new Set((said.get(list.name) ?? "").split(",").filter(Boolean));
    const free = isDay(said.get("from")) && isDay(said.get("to"));
    this.#preset = free ? "" : (said.get("period") ?? PRESETS[0]);
    if (free) [p.from.value, p.to.value] = [said.get("from"), said.get("to")];
    this.translate();
  }

  /** @param offices by id; @param departments names, or null where they are not known yet; @param campaigns each with `id`, `name`, `from`, `to` */
  know({ offices, departments = null, campaigns = null }) {
    const p = this.#parts;
    p.offices.known = new Map([...offices.values()].map((office) => [office.office, pick(office.name) || office.office]));
    for (const name of departments ?? []) p.departments.known.set(name, name);
    if (campaigns) {
      this.#campaigns = campaigns;
      this.#take(this.#campaign);
    }
    this.translate();
  }

  translate() {
    const p = this.#parts;
    const option = (value, word) => el("option", { value }, word);
    p.period.replaceChildren(...PRESETS.map((each) => option(each, t(`report_period.${each}`))));
    const campaigns = this.#campaigns.map(({ id, name }) => option(`campaign:${id}`, pick(name) || id));
    if (campaigns.length) p.period.append(el("optgroup", { label: t("report_period.campaigns") }, ...campaigns));
    p.period.append(option("", t("report_period.free")));
    translate(this.element);
    for (const element of [p.departments.element, p.counting]) element.classList.toggle("aside", this.kind !== "telework");
    p.compare.parentElement.classList.toggle("aside", this.kind === "opinions"); // never compared
    for (const list of [p.offices, p.departments]) this.#showList(list);
    this.#showPeriod();
  }

  // ---- in words, for paper

  /** Offices, departments and rules, as far as they are not the usual ones. */
  get words() {
    const p = this.#parts;
    const said = [];
    for (const list of [p.offices, p.departments]) {
      if (list.chosen.size && !(list === p.departments && this.kind !== "telework")) said.push(t(`report.${list.name}`, { some: [...list.chosen].map((each) => list.known.get(each) ?? each).join("・") }));
    }
    for (const name of ["rounding", "half_days"]) {
      if (this.kind === "telework") said.push(t(`report_${name}.${p[name].value}`));
    }
    return said;
  }
}
