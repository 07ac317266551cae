// The floor as it was at a moment that is over: chosen here or in the address, "#seats/2026-11-24T10:32" by the city's clock.

import { byId, el, setText } from "./dom.js";
import { cityTime, clockTime, fullDate, t, translate, wallTime } from "./text.js";

const MINUTE = 60_000;
const STEPS = [-60, -10, 10, 60];

export class Replay {
  #page;
  #shown = null; // the address's own words of the moment that is shown
  #parts = {};

  constructor(page) {
    this.#page = page;
    this.#build();
    addEventListener("hashchange", () => this.#follow());
    this.translate();
    this.#follow();
  }

  #build() {
    const p = this.#parts;
    p.at = el("input", { type: "datetime-local", required: true });
    p.go = el("button", { type: "submit", "data-t": "replay.go" });
    p.form = el("form", {}, el("label", {}, el("span", { "data-t": "replay.label" }), p.at), p.go);
    p.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go(p.at.value);
    });
    p.open = el("details", {}, el("summary", { "data-t": "replay.open" }), p.form);
    p.words = el("strong");
    p.about = el("span", { "data-t": "replay.about" });
    p.steps = STEPS.map((minutes) => this.#step(minutes));
    p.back = el("button", { type: "button", class: "primary", "data-t": "replay.back" });
    p.back.addEventListener("click", () => this.#go(null));
    p.banner = el("div", { class: "replay-banner", role: "status", hidden: true }, el("p", {}, p.words, " ", p.about), el("div", { class: "buttons" }, ...p.steps, p.back));
    p.all = el("section", { class: "replay of-seats", "data-t-label": "replay.open", hidden: document.body.dataset.view !== "seats" }, p.banner, p.open);
    byId("filter").before(p.all);
  }

  #step(minutes) {
    const step = el("button", { type: "button" });
    step.addEventListener("click", () => this.#go(wallTime(new Date(cityTime(this.#shown).getTime() + minutes * MINUTE))));
    return step;
  }

  /** To that moment, or with null back to now. */
  #go(at) {
    const now = wallTime(this.#page.clock.now());
    location.hash = at === null || at >= now ? "#seats" : `#seats/${at}`;
  }

  #follow() {
    const [view, at] = location.hash.slice(1).split("/");
    const wanted = (view === "seats" || view === "") && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at ?? "") && !Number.isNaN(cityTime(at).getTime()) ? at : null;
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    this.refresh();
    this.#page.travel(wanted === null ? null : cityTime(wanted).toISOString());
  }

  translate() {
    translate(this.#parts.all);
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const at = this.#shown;
    p.banner.hidden = at === null;
    p.at.max = wallTime(this.#page.clock.now());
    p.steps.forEach((step, i) => setText(step, t(STEPS[i] < 0 ? "replay.earlier" : "replay.later", { n: Math.abs(STEPS[i]) })));
    if (at === null) return;
    p.at.value = at;
    const moment = cityTime(at);
    setText(p.words, t("replay.at", { date: fullDate(moment), time: clockTime(moment) }));
  }
}
