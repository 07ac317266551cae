// Who of the own department worked where on a day, from when to when; a supervisor confirms it.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { save } from "./report-table.js";
import { fullDate, length, midnight, moment, number, pick, problemWord, t, translate } from "./text.js";

const HEADS = ["name", "department", "start", "end", "length", "places", "confirmed"];
const LIMITS = [8, 9, 10, 11, 12];
const USUAL = 10;

export class Department {
  #page;
  #told = null;
  #problem = null;
  #asked = 0;
  #parts = {};

  constructor(page) {
    this.#page = page;
    this.#build();
    this.translate();
    addEventListener("hashchange", () => this.load());
    this.load();
  }

  #build() {
    const p = this.#parts;
    p.title = el("h2", { "data-t": "department.title" });
    p.about = el("p", { class: "department-about" });
    p.print = button("print", "department.print", () => print());
    p.csv = button("save", "department.csv", () => this.#save());
    p.day = el("input", { type: "date", required: true });
    p.limit = el("select");
    for (const field of [p.day, p.limit]) field.addEventListener("change", () => this.load());
    const choice = el("div", { class: "department-choice" }, el("label", {}, el("span", { "data-t": "department.day" }), p.day), el("label", {}, el("span", { "data-t": "department.limit" }), p.limit));
    p.state = el("p", { class: "department-state", role: "status" });
    p.table = el("div", { class: "table", tabindex: "0", role: "group", "data-t-label": "department.title" });
    p.notes = el("ul", { class: "department-notes" }, ...["seats", "audit"].map((note) => el("li", { "data-t": `department.note_${note}` })));
    const head = el("header", { class: "department-head" }, el("div", {}, p.title, p.about), el("div", { class: "files" }, p.print, p.csv));
    byId("department").replaceChildren(head, choice, p.state, p.table, p.notes);
  }

  get #query() {
    const { day, limit } = this.#parts;
    return new URLSearchParams({ ...(day.value && { day: day.value }), limit_hours: limit.value });
  }

  /** Nobody's day is asked for that is not looked at: each look is noted. */
  async load() {
    if (document.body.dataset.view !== "department") return;
    const asked = ++this.#asked;
    try {
      const told = await api.attendance(this.#query);
      if (asked !== this.#asked) return;
      this.#told = told;
      this.#problem = null;
      this.#parts.day.value = told.day; // the hub knows which day it is in the city
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.#problem = problem;
      this.#told = null;
    }
    this.refresh();
  }

  translate() {
    const { limit } = this.#parts;
    translate(byId("department"));
    const chosen = limit.value || String(USUAL);
    limit.replaceChildren(...LIMITS.map((hours) => el("option", { value: String(hours) }, t("department.hours", { n: number(hours) }))));
    limit.value = chosen;
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const told = this.#told;
    p.state.classList.toggle("trouble", this.#problem !== null);
    setText(p.state, this.#stateWord());
    for (const part of [p.table, p.print, p.csv]) part.hidden = !told?.people.length;
    setText(p.about, told ? t("department.of", { department: told.department ?? t("department.all"), date: fullDate(midnight(told.day)) }) : "");
    if (told) p.table.replaceChildren(this.#table());
  }

  #stateWord() {
    if (this.#problem) return this.#problem.status === 403 ? t("department.not_allowed") : problemWord(this.#problem);
    if (!this.#told) return t("department.loading");
    const { people } = this.#told;
    if (!people.length) return t("department.none");
    const confirmed = people.filter((day) => day.confirmed && !day.confirmed.changed).length;
    return t("department.sum", { n: number(people.length), confirmed: number(confirmed), long: number(people.filter((day) => day.over_limit).length) });
  }

  #table() {
    const heads = HEADS.filter((name) => name !== "department" || this.#told.department === null);
    const head = el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, t(`department_head.${name}`))));
    const rows = this.#told.people.map((day) => el("tr", { class: day.over_limit ? "long" : null }, ...heads.map((name) => this.#cell(name, day))));
    return el("table", {}, el("caption", { class: "unseen" }, t("department.title")), el("thead", {}, head), el("tbody", {}, ...rows));
  }

  #cell(name, day) {
    const when = (text) => moment(text, midnight(this.#told.day));
    switch (name) {
      case "name":
        return el("th", { scope: "row" }, called(day));
      case "department":
        return el("td", {}, day.department);
      case "start":
        return el("td", {}, when(day.start));
      case "end":
        return el("td", {}, day.end ? when(day.end) : t("department.still"));
      case "length":
        return el("td", {}, length(day.minutes * 60), day.over_limit ? el("b", { class: "long-word" }, ` ${t("department.long")}`) : "");
      case "places":
        return el("td", {}, el("ul", {}, ...day.visits.map((visit) => el("li", {}, `${this.#office(visit.office)} ${visit.seat} ${when(visit.from)}–${visit.to ? when(visit.to) : ""}`))));
      default:
        return el("td", {}, el("div", { class: "confirming" }, ...this.#confirmed(day)));
    }
  }

  #office(id) {
    return pick(this.#page.floor.offices.get(id)?.name) || id;
  }

  #confirmed(day) {
    const { confirmed } = day;
    if (confirmed && !confirmed.changed) return [el("span", { class: "done" }, t("department.done", { time: moment(confirmed.at, this.#page.clock.now()) }))];
    const parts = confirmed ? [el("span", { class: "trouble" }, t("department.changed"))] : [];
    if (!day.end || !this.#page.may("supervisor")) return parts;
    const error = el("span", { class: "error", role: "alert" });
    const go = el("button", { type: "button", "aria-label": t("department.confirm_of", { name: called(day) }) }, t("department.confirm"));
    go.addEventListener("click", () => this.#confirm(day, go, error));
    return [...parts, go, error];
  }

  async #confirm({ person, start, end }, go, error) {
    go.disabled = true;
    try {
      await api.confirmDay({ day: this.#told.day, person, start, end });
      await this.load();
    } catch (problem) {
      setText(error, problemWord(problem));
      go.disabled = false;
    }
  }

  async #save() {
    try {
      save(`seki-attendance-${this.#told.day}.csv`, "text/csv", await api.attendanceFile(this.#query));
    } catch (problem) {
      this.#page.complain(problem);
    }
  }
}

const called = (day) => day.name ?? day.person;

function button(picture, text, act) {
  const made = el("button", { type: "button" }, icon(picture), el("span", { "data-t": text }));
  made.addEventListener("click", act);
  return made;
}
