// The units of the city as those see them who let them in: which wait, which have a certificate, which claims are open.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { KeyedList } from "./keyed-list.js";
import { number, pick, problemWord, t, tn, translate } from "./text.js";
import { certified, certificateState, CERTIFICATE_STATES, claimed, waiting } from "./unit-model.js";
import { CertificateRow, ClaimRow } from "./unit-row.js";
import { UnitWait } from "./unit-wait.js";

const AGAIN_AFTER_FAILURE_MS = 4_000;
const TOGETHER_MS = 300; // several changes of a moment are one question

const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

export class Units {
  #page;
  #told = null;
  #problem = null;
  #asked = 0;
  #timer = 0;
  #text = "";
  #parts = {};
  #waits = new KeyedList(el("ul", { class: "cards waits" }), (key) => new UnitWait(key, this.#page));
  #certificates = new KeyedList(el("ul", { class: "unit-rows" }), (unit) => new CertificateRow(unit, this.#page));
  #open = new KeyedList(el("ul", { class: "unit-rows" }), (key) => new ClaimRow(key, this.#page));
  #past = new KeyedList(el("ul", { class: "unit-rows" }), (key) => new ClaimRow(key, this.#page));

  constructor(page) {
    this.#page = page;
    page.units = this;
    this.#build();
    this.translate();
    this.load();
  }

  /** Whether the reader may let units in and shut them out; auditors only look. */
  get keeper() {
    return this.#page.may("operator");
  }

  #build() {
    const p = this.#parts;
    p.state = el("p", { class: "units-state", role: "status" });
    p.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false", "data-t-placeholder": "units.search" });
    const label = el("label", { class: "search" }, icon("search"), el("span", { class: "unseen", "data-t": "units.search" }), p.search);
    p.filter = el("form", { class: "filter", role: "search" }, label);
    p.filter.addEventListener("submit", (event) => event.preventDefault());
    p.search.addEventListener("input", () => {
      this.#text = plain(p.search.value).trim();
      this.refresh();
    });
    p.how = el("p", { class: "how", "data-t": "waits.how" });
    [p.noWait, p.noCertificate, p.noClaim] = [1, 2, 3].map(() => el("p", { class: "quiet" }));
    p.counts = el("p", { class: "quiet counts-line" });
    p.past = el("details", {}, el("summary"), this.#past.element);
    p.all = el(
      "div",
      { class: "units" },
      this.#section("waits.title", p.how, p.noWait, this.#waits.element),
      p.filter,
      this.#section("certificates.title", p.counts, p.noCertificate, this.#certificates.element),
      this.#section("claims.title", el("p", { class: "quiet", "data-t": "claims.why" }), p.noClaim, this.#open.element, p.past),
    );
    byId("units").replaceChildren(p.state, p.all);
  }

  #section(title, ...parts) {
    return el("section", {}, el("h2", { "data-t": title }), ...parts);
  }

  // ---- loading

  /** Everything anew: at the start, after an act, when alerts change, and now and then. */
  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one counts
    try {
      const [requests, certificates, claims] = await Promise.all([api.waitingUnits(), api.unitCertificates(), api.unitClaims()]);
      if (asked !== this.#asked) return;
      this.#told = { requests, certificates, claims };
      this.#problem = null;
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.#problem = problem;
      if (!this.#refused) this.#timer = setTimeout(() => this.load(), AGAIN_AFTER_FAILURE_MS);
    }
    this.refresh();
  }

  /** A hub without an authority, and one that will not tell this reader, say the same until the page is loaded anew. */
  get #refused() {
    return this.#problem?.status === 404 || this.#problem?.status === 403;
  }

  lookAgain() {
    if (!this.#refused) this.load();
  }

  /** A unit that begins or ends to wait is an alert. */
  onAlert() {
    if (this.#refused) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), TOGETHER_MS);
  }

  // ---- what is shown

  everySecond() {
    if (byId("units").hidden) return;
    for (const list of [this.#waits, this.#certificates, this.#open]) list.tell("showTimes");
  }

  translate() {
    translate(byId("units"));
    for (const list of [this.#waits, this.#certificates, this.#open, this.#past]) list.tell("translate");
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const state = this.#stateWord();
    setText(p.state, state);
    p.state.hidden = state === "";
    p.state.classList.toggle("trouble", this.#problem !== null && this.#problem.status !== 404);
    p.all.hidden = this.#told === null || this.#refused;
    if (!p.all.hidden) this.#showAll(this.#told);
  }

  #stateWord() {
    if (this.#problem?.status === 404) return t("units.not_in_use");
    if (this.#refused) return problemWord(this.#problem);
    if (this.#problem) return t("units.failed");
    return this.#told ? "" : t("units.loading");
  }

  #showAll({ requests, certificates, claims }) {
    const p = this.#parts;
    const now = this.#page.clock.now();
    this.#waits.show(waiting(requests)); // never filtered: who waits must be seen
    p.how.hidden = !requests.some(({ answer }) => answer === "nothing");
    setText(p.noWait, requests.length ? "" : t("waits.none"));
    const held = certified(certificates.filter((each) => this.#matches(each)), now);
    this.#certificates.show(held);
    setText(p.counts, this.#countWord(certificates, now));
    setText(p.noCertificate, held.size ? "" : t(certificates.length ? "units.no_match" : "certificates.none"));
    const found = claims.filter((each) => this.#matches(each));
    const [open, past] = [claimed(found.filter(({ state }) => state === "open")), claimed(found.filter(({ state }) => state !== "open"))];
    this.#open.show(open);
    this.#past.show(past);
    const anyOpen = claims.some(({ state }) => state === "open");
    setText(p.noClaim, open.size ? "" : t(anyOpen ? "units.no_match" : "claims.none"));
    p.past.hidden = !past.size;
    setText(p.past.firstElementChild, tn("claims.past", past.size));
    p.filter.hidden = certificates.length + claims.length === 0;
  }

  #countWord(certificates, now) {
    const states = certificates.map((each) => certificateState(each, now));
    const counts = CERTIFICATE_STATES.map((state) => [state, states.filter((each) => each === state).length]);
    return counts.filter(([, n]) => n).map(([state, n]) => `${t(`unit_state.${state}`)} ${number(n)}`).join(" · ");
  }

  #matches({ unit, office }) {
    if (this.#text === "") return true;
    const name = this.#page.floor.offices.get(office)?.name;
    return [unit, office, name?.ja, name?.en].some((each) => plain(each).includes(this.#text));
  }
}
