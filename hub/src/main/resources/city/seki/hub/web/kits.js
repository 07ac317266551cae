// All kits on loan of all offices: which is to be had, who has which, and which should be back.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { KitCard } from "./kit-card.js";
import { keyOf, KIT_STATES, kitState, KitsKnown } from "./kit-model.js";
import { kitIcon } from "./kit-words.js";
import { number, t, tn, translate } from "./text.js";

const TILES = ["all", "available", "lent", "overdue"];
const AGAIN_AFTER_FAILURE_MS = 4_000;
const HOLDER_AFTER_MS = 300; // several changes of a moment are one question

const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

export class Kits {
  known = new KitsKnown();
  #page;
  #panel = null;
  #cards = new Map();
  #tiles = new Map();
  #chosen = "all";
  #text = "";
  #failed = false;
  #asked = 0;
  #timer = 0;
  #parts = {};

  constructor(page) {
    this.#page = page;
    page.kits = this;
    this.#build();
    this.translate();
    this.load();
  }

  /** Whether the reader looks after kits; the hub tells them who has one. */
  get keeper() {
    return this.#page.may("facilities");
  }

  #build() {
    const p = this.#parts;
    for (const kind of TILES) this.#tiles.set(kind, this.#tile(kind));
    const totals = el("section", { class: "totals", role: "group", "data-t-label": "kit.totals" }, ...this.#tiles.values());
    p.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    p.label = el("span", { class: "unseen" });
    p.clear = el("button", { type: "reset", "data-t": "filter.clear", hidden: true });
    p.shown = el("output", { "aria-live": "polite" });
    const form = el("form", { class: "filter", role: "search" }, el("label", { class: "search" }, icon("search"), p.label, p.search), p.clear, p.shown);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => this.#choose({ kind: "all", text: "" }));
    p.search.addEventListener("input", () => this.#choose({ text: p.search.value }));
    p.grid = el("div", { class: "cards" });
    p.grid.addEventListener("click", (event) => {
      const card = event.target.closest(".card");
      if (card && this.keeper) this.#open(card.dataset.kit);
    });
    byId("kits").replaceChildren(totals, form, p.grid);
    translate(byId("kits"));
  }

  #tile(kind) {
    const tile = el("button", { type: "button", "data-state": kind, "aria-pressed": "false" });
    const mark = el("span", { class: "mark", "aria-hidden": "true" }, icon("kit"));
    tile.append(kind === "all" ? mark : icon(kitIcon(kind)), el("b", {}, "–"), el("span", { class: "label" }));
    tile.addEventListener("click", () => this.#choose({ kind: kind === this.#chosen ? "all" : kind }));
    return tile;
  }

  #choose({ kind = this.#chosen, text = this.#text }) {
    this.#chosen = kind;
    this.#text = plain(text).trim();
    this.#filter();
  }

  // ---- loading

  /** Everything anew: at the start, when nothing may be believed any more, and to learn who has a kit. */
  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one counts
    this.known.expect();
    try {
      const kits = await api.kits();
      if (asked !== this.#asked) return;
      this.known.set(kits);
      this.#failed = false;
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.#failed = true;
      this.#timer = setTimeout(() => this.load(), AGAIN_AFTER_FAILURE_MS);
    }
    this.refresh();
  }

  onKit(kit) {
    this.known.heard(kit);
    this.refresh();
    if (!this.keeper) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), HOLDER_AFTER_MS);
  }

  // ---- what is shown

  everySecond() {
    for (const card of this.#cards.values()) card.showTimes();
    this.#panel?.everySecond();
  }

  /** After any change; a city has few kits. */
  refresh() {
    for (const [key, card] of this.#cards) {
      if (this.known.kits.has(key)) continue;
      card.element.remove();
      this.#cards.delete(key);
    }
    this.#order();
    this.#filter();
    this.#panel?.refresh();
  }

  /** Only what is not in its place is moved: a card that stays keeps its focus. */
  #order() {
    let at = this.#parts.grid.firstElementChild;
    for (const kit of this.known.sorted(this.#page.floor.offices.keys())) {
      const card = this.#cardOf(keyOf(kit));
      card.refresh();
      if (card.element === at) at = at.nextElementSibling;
      else this.#parts.grid.insertBefore(card.element, at);
    }
  }

  #cardOf(key) {
    if (!this.#cards.has(key)) this.#cards.set(key, new KitCard(key, this.#page));
    return this.#cards.get(key);
  }

  translate() {
    for (const [kind, tile] of this.#tiles) setText(tile.lastElementChild, t(`kit_total.${kind}`));
    this.#panel?.translate();
    this.refresh();
  }

  #filter() {
    const { stale } = this.#page.floor;
    const p = this.#parts;
    const counts = { all: 0, ...Object.fromEntries(KIT_STATES.map((state) => [state, 0])) };
    let shown = 0;
    for (const [key, kit] of this.known.kits) {
      const state = kitState(kit, stale);
      counts.all++;
      if (state in counts) counts[state]++;
      const hidden = (this.#chosen !== "all" && this.#chosen !== state) || !this.#matches(kit);
      const { element } = this.#cardOf(key);
      if (element.hidden !== hidden) element.hidden = hidden;
      if (!hidden) shown++;
    }
    const words = t(this.keeper ? "kit.search" : "kit.search_open");
    setText(p.label, words);
    p.search.placeholder = words;
    for (const [kind, tile] of this.#tiles) {
      const known = this.known.loaded && (!stale || kind === "all");
      setText(tile.querySelector("b"), number(known ? counts[kind] : null));
      tile.setAttribute("aria-pressed", String(kind === this.#chosen));
      tile.classList.toggle("none", !known || !counts[kind]);
    }
    p.clear.hidden = this.#chosen === "all" && this.#text === "";
    setText(p.shown, this.#countWord(shown, counts.all));
  }

  #matches(kit) {
    if (this.#text === "") return true;
    const names = [this.#page.floor.offices.get(kit.office)?.name, kit.name].flatMap((name) => [name?.ja, name?.en]);
    const holder = Object.values(kit.holder ?? {});
    return [kit.office, kit.kit, ...names, ...holder].some((name) => plain(name).includes(this.#text));
  }

  #countWord(shown, all) {
    if (this.#failed) return t("kits.failed");
    if (!this.known.loaded) return t("kits.loading");
    if (all === 0) return t("kits.empty");
    if (shown === 0) return t("kits.none");
    return shown < all ? t("kits.some", { shown: number(shown), n: number(all) }) : tn("kits", all);
  }

  // ---- one kit

  /** Its panel is code of its own, loaded when somebody opens one. */
  async #open(key) {
    try {
      const { KitPanel } = await import("./kit-panel.js");
      this.#panel ??= new KitPanel(this.#page);
      this.#panel.open(key);
    } catch {
      this.#page.complain({ status: 0 });
    }
  }
}
