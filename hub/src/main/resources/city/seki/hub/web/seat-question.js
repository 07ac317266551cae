// One question after a use, answered by one touch: how was it; and where it was not good, why. Nobody learns who said it.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { problemWord, t, translate } from "./text.js";

const RATINGS = ["good", "fair", "poor"];
const CAUSES = ["noise", "temperature", "light", "desk", "network", "other"];

export class SeatQuestion {
  element = el("section", { class: "find-question", "aria-labelledby": "question-title", hidden: true });
  #page;
  #view;
  #use = null;
  #rating = null; // chosen, while the reason is asked for
  #parts = {};

  constructor(page, view) {
    this.#page = page;
    this.#view = view;
    const p = this.#parts;
    p.title = el("h2", { id: "question-title" });
    p.ratings = el("div", { class: "buttons" }, ...RATINGS.map((rating) => this.#button("question_rating", rating, () => this.#rate(rating))));
    p.why = el("p", { "data-t": "question.why", tabindex: "-1" });
    p.causes = el("div", { class: "buttons" }, ...CAUSES.map((cause) => this.#button("question_cause", cause, () => this.#send(this.#rating, cause))));
    p.no = el("button", { type: "button", class: "quiet-button" });
    p.no.addEventListener("click", () => this.#send(this.#rating ?? "none", null));
    p.error = el("p", { class: "error", role: "alert" });
    this.element.append(p.title, el("p", { class: "quiet", "data-t": "question.private" }), p.ratings, p.why, p.causes, p.no, p.error);
  }

  #button(group, value, act) {
    const button = el("button", { type: "button", "data-value": value, "data-t": `${group}.${value}` });
    button.addEventListener("click", act);
    return button;
  }

  async load() {
    try {
      const { use } = await api.question();
      if (use === null || use.seat !== this.#use?.seat) this.#rating = null;
      this.#use = use;
    } catch {
      this.#use = null; // it is only a question
    }
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    this.element.hidden = this.#use === null;
    if (this.#use === null) return;
    setText(p.title, t("question.title", { seat: this.#use.seat, office: this.#view.officeName(this.#use.office) }));
    p.ratings.hidden = this.#rating !== null;
    p.why.hidden = p.causes.hidden = this.#rating === null;
    setText(p.no, t(this.#rating === null ? "question.no" : "question.no_cause"));
  }

  translate() {
    translate(this.element);
    this.refresh();
  }

  /** What was good needs no reason. */
  #rate(rating) {
    if (rating === "good") return this.#send(rating, null);
    this.#rating = rating;
    this.refresh();
    this.#parts.why.focus();
  }

  async #send(rating, cause) {
    const p = this.#parts;
    setText(p.error, "");
    try {
      await api.answer(cause === null ? { rating } : { rating, cause });
      this.#use = null;
      this.#rating = null;
      this.refresh();
      this.#view.mine.say(t(rating === "none" ? "question.skipped" : "question.thanks"));
    } catch (problem) {
      if (problem.status === 401) return this.#page.complain(problem);
      if (problem.status === 404) return this.load(); // answered elsewhere, or the day is over
      setText(p.error, problemWord(problem));
    }
  }
}
