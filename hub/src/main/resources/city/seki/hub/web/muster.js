// Who is in which building now, to lead people out by: on the screen with boxes to tick, on paper a page for each office.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { officePart } from "./muster-office.js";
import { save } from "./report-table.js";
import { clockSeconds, lang, longDate, moment, number, problemWord, pick, t, translate } from "./text.js";

const COUNTS = ["named", "nameless", "unseen"];

export class Muster {
  #page;
  #told = null;
  #problem = null;
  #asked = 0;
  #drawn = null; // what is drawn, so that the same is not drawn again under somebody's finger
  #ticked = new Set();
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
    p.title = el("h2", { "data-t": "muster.title" });
    p.made = el("p", { class: "muster-made", role: "status" });
    p.print = button("print", "muster.print", () => print());
    p.file = button("save", "muster.file", () => this.#save("text/html", "html"));
    p.csv = button("save", "muster.csv", () => this.#save("text/csv", "csv"));
    p.counts = el("ul", { class: "muster-counts" });
    p.office = el("select", { "aria-describedby": "muster-choice" });
    p.office.addEventListener("change", () => this.#draw());
    p.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    p.search.addEventListener("input", () => this.#draw());
    p.found = el("output");
    const choice = el("div", { class: "muster-choice" }, el("label", {}, el("span", { "data-t": "muster.office" }), p.office), el("label", {}, el("span", { "data-t": "muster.search" }), p.search), p.found);
    p.offices = el("div", { class: "muster-offices" });
    p.offices.addEventListener("change", (event) => this.#tick(event.target));
    p.notes = el("ul", { class: "muster-notes" }, ...["claims", "silent", "ticks", "audit"].map((note) => el("li", { "data-t": `muster.note_${note}` })));
    const head = el("header", { class: "muster-head" }, el("div", {}, p.title, p.made), el("div", { class: "files" }, p.print, p.file, p.csv));
    byId("muster").replaceChildren(head, p.counts, choice, p.offices, p.notes);
  }

  get #shown() {
    return document.body.dataset.view === "muster";
  }

  /** Nobody's names are asked for who is not looked at: each look is noted. */
  async load() {
    if (!this.#shown) return;
    const asked = ++this.#asked;
    try {
      const told = await api.muster();
      if (asked !== this.#asked) return;
      this.#told = told;
      this.#problem = null;
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.#problem = problem; // the last list stays: better an old one than none
    }
    this.refresh();
  }

  lookAgain() {
    this.load();
  }

  translate() {
    translate(byId("muster"));
    this.#drawn = null;
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    p.made.classList.toggle("trouble", this.#problem !== null);
    setText(p.made, this.#madeWord());
    for (const part of [p.counts, p.offices, p.print, p.file, p.csv]) part.hidden = this.#told === null;
    if (!this.#told) return;
    p.counts.replaceChildren(...COUNTS.map((count) => el("li", { "data-count": count }, el("b", {}, number(this.#told[count])), el("span", {}, t(`muster.${count}`)))));
    this.#showChoice();
    this.#draw();
  }

  #madeWord() {
    const problem = this.#problem && (this.#problem.status === 403 ? t("muster.not_allowed") : problemWord(this.#problem));
    if (!this.#told) return problem ?? t("muster.loading");
    const at = new Date(this.#told.at);
    const made = t("muster.made", { date: longDate(at), time: clockSeconds(at) });
    return problem ? `${made} ${t("muster.old", { problem })}` : made;
  }

  #showChoice() {
    const { office } = this.#parts;
    const chosen = office.value;
    office.replaceChildren(el("option", { value: "" }, t("muster.all")), ...this.#told.offices.map((each) => el("option", { value: each.office }, pick(each.name))));
    office.value = this.#told.offices.some((each) => each.office === chosen) ? chosen : "";
  }

  #draw() {
    if (!this.#told) return;
    const { office, offices, search } = this.#parts;
    const wanted = search.value.trim().toLowerCase();
    const shown = this.#told.offices.filter((each) => !office.value || each.office === office.value).map((each) => narrowed(each, wanted));
    const drawn = JSON.stringify(shown.map(({ units, ...rest }) => [rest, units.filter((unit) => unit.silent || unit.owes)]));
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      const focused = document.activeElement?.dataset.tick;
      const when = (text) => (text ? moment(text, this.#page.clock.now()) : "–");
      offices.replaceChildren(...shown.filter((each) => !wanted || each.people.length).map((each) => officePart(each, { when, ticked: this.#ticked, made: this.#madeWord() })));
      if (focused) offices.querySelector(`[data-tick="${CSS.escape(focused)}"]`)?.focus();
    }
    this.#showFound();
  }

  #tick(box) {
    if (!box.dataset.tick) return;
    if (box.checked) this.#ticked.add(box.dataset.tick);
    else this.#ticked.delete(box.dataset.tick);
    box.closest("tr")?.classList.toggle("ticked", box.checked);
    this.#showFound();
  }

  #showFound() {
    const boxes = [...this.#parts.offices.querySelectorAll("[data-person]")];
    const found = boxes.filter((box) => box.checked).length;
    setText(this.#parts.found, t("muster.found", { n: number(found), all: number(boxes.length) }));
  }

  async #save(type, ending) {
    try {
      const at = this.#told.at.slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-");
      save(`seki-muster-${at}.${ending}`, type, await api.musterFile(type, lang()));
    } catch (problem) {
      this.#page.complain(problem);
    }
  }
}

/** With those people only whose name, number or department has that in it. */
function narrowed(office, wanted) {
  if (!wanted) return office;
  const fits = ({ name, staff_id: number, department }) => `${name ?? ""} ${number ?? ""} ${department}`.toLowerCase().includes(wanted);
  return { ...office, people: office.people.filter(fits) };
}

function button(picture, text, act) {
  const made = el("button", { type: "button" }, icon(picture), el("span", { "data-t": text }));
  made.addEventListener("click", act);
  return made;
}
