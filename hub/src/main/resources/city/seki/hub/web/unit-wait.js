// A unit that waits to be let in: whose numbers it has to show, and yes or no to it.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { length, moment, number, pick, t } from "./text.js";

export class UnitWait {
  element = el("li", { class: "card fixed wait", tabindex: "-1" });
  #page;
  #request;
  #parts = {};
  #approve;
  #reject;

  constructor(key, page) {
    this.#page = page;
    const p = this.#parts;
    p.office = el("p", { class: "quiet" });
    p.unit = el("h3");
    p.since = el("p", { class: "quiet" });
    p.why = el("p", { class: "why" });
    p.numbers = el("ol", { class: "numbers" });
    p.or = el("p", { class: "quiet" });
    p.words = el("ol", { class: "words", lang: "en" });
    p.several = el("p", { class: "trouble" });
    p.answer = el("p", { class: "answered" }, icon("available"), el("b"));
    this.#approve = new ActForm({ open: "approve.open", go: "approve.go", done: "approve.done" }, null, () => this.#say(api.approveUnit(key)));
    this.#reject = new ActForm({ open: "reject.open", go: "reject.go", done: "reject.done" }, null, () => this.#say(api.rejectUnit(key)));
    this.#approve.element.classList.add("approve");
    const heading = el("header", {}, icon("unit"), p.unit, p.office, p.since);
    const acts = el("div", { class: "acts" }, this.#approve.element, this.#reject.element);
    this.element.append(heading, p.why, p.numbers, p.or, p.words, p.several, p.answer, acts);
    this.translate();
  }

  /** What is waited for is told anew, and the focus, whose form is gone, is here. */
  async #say(asked) {
    await asked;
    await this.#page.units.load();
    this.element.focus();
  }

  show(request) {
    this.#request = request;
    const { unit, office, answer, namesakes, numbers, words } = request;
    const p = this.#parts;
    const asks = answer === "nothing";
    this.element.dataset.answer = answer;
    setText(p.unit, unit);
    setText(p.office, office ? pick(this.#page.floor.offices.get(office)?.name) || office : "");
    setText(p.why, request.claim ? t("waits.new", { claim: request.claim.replace("seki:claim/", "") }) : t("waits.returns"));
    p.numbers.setAttribute("aria-label", t("waits.numbers", { unit }));
    if (p.numbers.textContent !== numbers.join("")) p.numbers.replaceChildren(...numbers.map((each) => el("li", {}, each)));
    setText(p.or, t("waits.words"));
    if (p.words.textContent !== words.join("")) p.words.replaceChildren(...words.map((each) => el("li", {}, each)));
    setText(p.several, asks && namesakes > 1 ? t("waits.several", { n: number(namesakes) }) : "");
    p.or.hidden = p.numbers.hidden = p.words.hidden = !asks;
    p.answer.hidden = asks;
    setText(p.answer.lastElementChild, asks ? "" : t(`waits.${answer}`));
    this.#approve.sure = t("approve.sure", { unit, numbers: numbers.join(" – ") });
    this.#reject.sure = t("reject.sure", { unit });
    const may = this.#page.units.keeper;
    this.#approve.element.hidden = this.#reject.element.hidden = !may || !asks;
    this.showTimes();
  }

  showTimes() {
    const now = this.#page.clock.now();
    const { since } = this.#request;
    setText(this.#parts.since, t("waits.since", { time: moment(since, now), length: length((now - Date.parse(since)) / 1000) }));
  }

  translate() {
    this.#approve.translate();
    this.#reject.translate();
    if (this.#request) this.show(this.#request);
  }
}
