// The figures: telework and how seats, rooms and devices are used, for any period; for those who may see figures.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { Choice, KINDS } from "./report-choice.js";
import { Opinions } from "./report-opinions.js";
import { calendarWord, comparedWith, periodWord } from "./report-period.js";
import { ReportRows } from "./report-rows.js";
import { save } from "./report-table.js";
import { Telework } from "./report-telework.js";
import { Utilisation } from "./report-use.js";
import { dayOf, pick, problemWord, t, translate } from "./text.js";

const MAKERS = { telework: Telework, utilisation: Utilisation, opinions: Opinions };

export class Reports {
  #page;
  #choice;
  #shown = {};
  #rows;
  #told = null;
  #problem = null;
  #busy = true;
  #asked = 0;
  #campaigns = null; // the question for them, once it was asked
  #parts = {};

  constructor(page) {
    this.#page = page;
    page.reports = this;
    this.#choice = new Choice(() => dayOf(page.clock.now()), () => this.load());
    this.#rows = new ReportRows(page);
    const parts = { page, open: (cell) => this.#rows.open(this.#choice, cell) };
    for (const kind of KINDS) this.#shown[kind] = new MAKERS[kind](parts);
    this.#build();
    this.translate();
    addEventListener("hashchange", () => this.#followAddress());
    this.load();
  }

  #build() {
    const p = this.#parts;
    p.kinds = el("nav", { class: "report-kinds", "data-t-label": "report.kinds" }, ...KINDS.map((kind) => el("a", { "data-kind": kind, "data-t": `report_kind.${kind}` })));
    p.print = el("button", { type: "button" }, icon("print"), el("span", { "data-t": "report.print" }));
    p.print.addEventListener("click", () => print());
    p.csv = el("button", { type: "button" }, icon("save"), el("span", { "data-t": "report.csv" }));
    p.csv.addEventListener("click", () => this.#save());
    p.state = el("p", { class: "report-state", role: "status" });
    p.title = el("h2");
    p.about = el("p", { class: "report-about" });
    p.head = el("header", { class: "report-head" }, el("div", {}, p.title, p.about), el("div", { class: "files" }, p.print, p.csv));
    p.body = el("div", { class: "report" }, p.head, ...KINDS.map((kind) => this.#shown[kind].element));
    byId("reports").replaceChildren(p.kinds, this.#choice.element, p.state, p.body);
  }

  #followAddress() {
    if (!location.hash.startsWith("#reports")) return;
    this.#choice.read();
    this.load();
  }

  /** Asks for what is chosen; what was shown before stays, faded, until the answer is there. */
  async load() {
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    await (this.#campaigns ??= this.#learnCampaigns());
    if (asked !== this.#asked) return;
    this.#problem = this.#choice.complaint ? { words: this.#choice.complaint } : null;
    this.#busy = this.#problem === null;
    if (this.#told?.kind !== this.#choice.kind) this.#told = null;
    this.refresh();
    if (this.#problem) return;
    const { kind, period, compare } = this.#choice;
    const earlier = compare ? comparedWith(period, compare) : null;
    try {
      const [now, before] = await Promise.all([this.#report(period), earlier && this.#report(earlier)]);
      if (asked !== this.#asked) return;
      this.#told = { kind, period, now, before, earlier };
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.#problem = problem;
      this.#told = null;
    }
    this.#busy = false;
    this.refresh();
  }

  #report(days) {
    return api.report(this.#choice.kind, this.#choice.query(days));
  }

  async #learnCampaigns() {
    const campaigns = await api.campaigns().catch(() => []); // without them there are still all other periods
    this.#choice.know({ offices: this.#page.floor.offices, campaigns });
  }

  // ---- what is shown

  translate() {
    translate(byId("reports"));
    this.#choice.know({ offices: this.#page.floor.offices });
    this.#rows.translate();
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const { kind } = this.#choice;
    for (const link of p.kinds.children) {
      link.href = this.#choice.address(link.dataset.kind);
      if (link.dataset.kind === kind) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const state = this.#stateWord();
    setText(p.state, state);
    p.state.hidden = state === "";
    p.state.classList.toggle("trouble", this.#problem !== null);
    p.body.hidden = this.#told === null;
    p.body.setAttribute("aria-busy", String(this.#busy));
    for (const each of KINDS) this.#shown[each].element.hidden = each !== kind;
    if (this.#told) this.#showReport();
  }

  #stateWord() {
    if (this.#problem?.words) return t(this.#problem.words);
    if (this.#problem) return this.#problem.status === 403 ? t("report.not_allowed") : problemWord(this.#problem);
    return this.#busy && !this.#told ? t("report.loading") : "";
  }

  #showReport() {
    const { kind, period, now, before, earlier } = this.#told;
    const p = this.#parts;
    setText(p.title, t(`report_title.${kind}`, { city: byId("city").textContent }));
    const words = [t("report.of_period", { period: periodWord(period), calendar: calendarWord(period) }), ...this.#choice.words];
    if (earlier) words.push(t("report.compared_with", { period: periodWord(earlier) }));
    p.about.replaceChildren(...words.map((word) => el("span", {}, word)));
    if (kind === "telework" && !this.#choice.departments.length) this.#choice.know({ offices: this.#page.floor.offices, departments: now.departments.map(({ department }) => department) });
    this.#shown[kind].show(now, before, { period: periodWord(period), file: `${now.from}_${now.to}`, choice: this.#choice });
  }

  async #save() {
    const { kind, now } = this.#told;
    try {
      save(`seki-${kind}-${now.from}_${now.to}.csv`, "text/csv", await api.reportFile(kind, this.#choice.query(this.#choice.period)));
    } catch (problem) {
      this.#page.complain(problem);
    }
  }

  /** How an office is called. */
  officeName(office, name = null) {
    return pick(name) || pick(this.#page.floor.offices.get(office)?.name) || office;
  }
}
