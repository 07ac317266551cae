// How all units are: found, sorted by who needs a look, chosen and told what to do. For facilities and operators.

import * as api from "./api.js";
import { byId, el, icon, setIcon, setText } from "./dom.js";
import { FleetOrders } from "./fleet-orders.js";
import { FleetPanel } from "./fleet-panel.js";
import { FleetRow } from "./fleet-row.js";
import { FLEET_ICONS, FLEET_STATES, fleetState } from "./fleet-words.js";
import { KeyedList } from "./keyed-list.js";
import { number, pick, problemWord, t, tn, translate } from "./text.js";

const AGAIN_AFTER_FAILURE_MS = 4_000;
const TOGETHER_MS = 300; // several changes of a moment are one question
const COLUMNS = ["unit", "state", "heat", "disk", "link", "version"];
const SHOWN = {
  all: () => true,
  trouble: (state) => state !== "well",
  online: (state) => state === "well" || state === "trouble",
  away: (state) => state === "away" || state === "held",
};

const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

export class Fleet {
  #page;
  #units = null;
  #problem = null;
  #asked = 0;
  #timer = 0;
  #chosen = new Set();
  #shown = [];
  #parts = {};
  #orders;
  #panel;
  #rows = new KeyedList(el("ul", { class: "fleet-rows" }), (unit) => new FleetRow(unit, this.#page));

  constructor(page) {
    this.#page = page;
    page.fleet = this;
    this.#orders = new FleetOrders(page);
    this.#panel = new FleetPanel(page, () => location.hash.startsWith("#fleet/") && history.replaceState(null, "", "#fleet"));
    this.#build();
    this.translate();
    this.load().then(() => this.#followAddress());
    addEventListener("hashchange", () => this.#followAddress());
  }

  #build() {
    const p = this.#parts;
    p.state = el("p", { class: "units-state", role: "status" });
    p.summary = el("p", { class: "fleet-summary" }, icon("available"), el("b"));
    p.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false", "data-t-placeholder": "fleet.search" });
    [p.office, p.version, p.show] = ["office", "version", "show"].map((name) => el("select", { "data-t-label": `fleet.${name}` }));
    p.show.append(...Object.keys(SHOWN).map((value) => el("option", { value, "data-t": `fleet.show_${value}` })));
    p.counts = el("output", { "aria-live": "polite" });
    const label = el("label", { class: "search" }, icon("search"), el("span", { class: "unseen", "data-t": "fleet.search" }), p.search);
    p.filter = el("form", { class: "filter", role: "search" }, label, p.show, p.office, p.version, p.counts);
    p.filter.addEventListener("submit", (event) => event.preventDefault());
    p.filter.addEventListener("input", () => this.refresh());
    p.all = el("input", { type: "checkbox", "data-t-label": "fleet.choose_all" });
    p.all.addEventListener("change", () => this.#chooseAll(p.all.checked));
    const columns = COLUMNS.map((column) => el("span", { "data-t": `fleet.column_${column}` }));
    p.head = el("div", { class: "fleet-head" }, el("label", { class: "choose" }, p.all, el("span", { class: "unseen", "data-t": "fleet.choose_all" })), ...columns);
    p.none = el("p", { class: "quiet" });
    p.body = el("div", { class: "fleet" }, p.summary, p.filter, this.#orders.results, el("div", {}, p.head, this.#rows.element), p.none, this.#orders.bar);
    byId("fleet").replaceChildren(p.state, p.body);
  }

  // ---- loading

  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one counts
    try {
      const units = await api.units();
      if (asked !== this.#asked) return;
      this.#units = new Map(units.map((unit) => [unit.unit, unit]));
      this.#problem = null;
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.#problem = problem;
      if (problem.status !== 403) this.#timer = setTimeout(() => this.load(), AGAIN_AFTER_FAILURE_MS);
    }
    this.refresh();
  }

  lookAgain() {
    if (!byId("fleet").hidden) this.load();
  }

  /** What is wrong with a unit is an alert. */
  onAlert() {
    if (byId("fleet").hidden) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), TOGETHER_MS);
  }

  // ---- what is chosen

  of(unit) {
    return this.#units?.get(unit);
  }

  /** Their names, in the order in which they are shown. */
  get chosen() {
    return this.#shown.map(({ unit }) => unit).filter((unit) => this.#chosen.has(unit));
  }

  isChosen(unit) {
    return this.#chosen.has(unit);
  }

  choose(unit, whether) {
    if (whether) this.#chosen.add(unit);
    else this.#chosen.delete(unit);
    this.#showChoice();
  }

  #chooseAll(whether) {
    this.#chosen = new Set(whether ? this.#shown.map(({ unit }) => unit) : []);
    this.refresh();
  }

  open(unit) {
    history.replaceState(null, "", `#fleet/${encodeURIComponent(unit)}`);
    this.#panel.open(unit);
  }

  /** An address may name a unit: #fleet/NAME. */
  #followAddress() {
    const unit = decodeURIComponent(location.hash.split("/")[1] ?? "");
    if (location.hash.startsWith("#fleet/") && this.of(unit)) this.#panel.open(unit);
  }

  // ---- what is shown

  everySecond() {
    if (byId("fleet").hidden) return;
    this.#rows.tell("showTimes");
    this.#panel.refresh();
  }

  translate() {
    translate(byId("fleet"));
    this.#orders.translate();
    this.#rows.tell("translate");
    this.#panel.translate();
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const state = this.#stateWord();
    setText(p.state, state);
    p.state.hidden = state === "";
    p.body.hidden = this.#units === null;
    if (this.#units) this.#show([...this.#units.values()]);
  }

  #stateWord() {
    if (this.#problem) return this.#problem.status === 403 ? problemWord(this.#problem) : t("fleet.failed");
    return this.#units ? "" : t("fleet.loading");
  }

  #show(units) {
    const p = this.#parts;
    this.#options(p.office, t("fleet.every_office"), units.map(({ office }) => [office, this.#officeName(office)]));
    this.#options(p.version, t("fleet.every_version"), units.filter(({ version }) => version).map(({ version }) => [version, version]));
    const rank = (unit) => FLEET_STATES.indexOf(fleetState(unit));
    this.#shown = units.filter((unit) => this.#matches(unit)).sort((a, b) => rank(a) - rank(b) || a.unit.localeCompare(b.unit));
    this.#rows.show(new Map(this.#shown.map((unit) => [unit.unit, unit])));
    this.#rows.tell("translate");
    const ill = units.filter((unit) => !["well", "unknown"].includes(fleetState(unit))).length;
    setText(p.summary.lastElementChild, ill ? tn("fleet.trouble", ill) : t("fleet.well"));
    p.summary.dataset.state = ill ? "trouble" : "well";
    setIcon(p.summary.firstElementChild, FLEET_ICONS[p.summary.dataset.state]);
    p.summary.hidden = units.length === 0;
    setText(p.counts, t("fleet.counts", { shown: number(this.#shown.length), all: number(units.length) }));
    setText(p.none, this.#shown.length ? "" : t(units.length ? "fleet.no_match" : "fleet.none"));
    p.head.hidden = this.#shown.length === 0;
    this.#showChoice();
    this.#panel.refresh();
  }

  #showChoice() {
    const p = this.#parts;
    const chosen = this.chosen.length;
    p.all.checked = chosen > 0 && chosen === this.#shown.length;
    p.all.indeterminate = chosen > 0 && chosen < this.#shown.length;
    this.#orders.show();
  }

  #officeName(office) {
    return pick(this.#page.floor.offices.get(office)?.name) || office;
  }

  /** What can be chosen is what there is; what was chosen stays. */
  #options(select, every, values) {
    const chosen = select.value;
    const known = new Map(values);
    select.replaceChildren(el("option", { value: "" }, every), ...[...known].sort(([a], [b]) => a.localeCompare(b)).map(([value, name]) => el("option", { value }, name)));
    select.value = known.has(chosen) ? chosen : "";
    select.hidden = known.size < 2;
  }

  #matches(unit) {
    const p = this.#parts;
    if (!SHOWN[p.show.value || "all"](fleetState(unit))) return false;
    if (p.office.value && unit.office !== p.office.value) return false;
    if (p.version.value && unit.version !== p.version.value) return false;
    const name = this.#page.floor.offices.get(unit.office)?.name;
    const text = plain(p.search.value).trim();
    return [unit.unit, unit.office, name?.ja, name?.en, unit.health?.machine?.model].some((each) => plain(each).includes(text));
  }
}
