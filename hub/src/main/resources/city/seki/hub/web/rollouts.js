// Roll-outs as those see them who look after units: what goes on, what there was, and a new one.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { byId, el, setText } from "./dom.js";
import { KeyedList } from "./keyed-list.js";
import { RolloutCard } from "./rollout-card.js";
import { countsWord, phaseOf, titleWord } from "./rollout-words.js";
import { moment, number, problemWord, t, tn, translate } from "./text.js";

const AGAIN_AFTER_FAILURE_MS = 4_000;
const TOGETHER_MS = 400; // several changes of a moment are one question
const OPEN = ["running", "paused", "halted"];

export class Rollouts {
  #page;
  #told = null;
  #problem = null;
  #asked = 0;
  #timer = 0;
  #parts = {};
  #open = new KeyedList(el("ul", { class: "cards rollouts-open" }), (key) => new RolloutCard(key, this.#page));
  #start;
  #chosen = el("select", { required: true });

  constructor(page) {
    this.#page = page;
    page.rollouts = this;
    this.#build();
    this.translate();
    this.load();
  }

  #build() {
    const p = this.#parts;
    p.state = el("p", { class: "rollouts-state", role: "status" });
    p.other = el("p", { class: "other-units" });
    const text = { open: "rollout_start.open", label: "rollout_start.which", go: "rollout_start.go", done: "rollout_start.done" };
    this.#start = new ActForm(text, this.#chosen, (goal) => this.#begin(goal));
    this.#start.element.classList.add("start");
    p.none = el("p", { class: "quiet" });
    p.past = el("ul", { class: "past-rollouts" });
    p.pastTitle = el("h2", { "data-t": "rollouts.past" });
    p.all = el("div", { class: "rollouts" }, el("section", {}, el("h2", { "data-t": "rollouts.title" }), p.other, this.#start.element, p.none, this.#open.element), el("section", {}, p.pastTitle, p.past));
    byId("rollouts").replaceChildren(p.state, p.all);
  }

  /** @param goal as the list has it: `c7` for a configuration, `s0.2.0` for software */
  async #begin(goal) {
    await api.startRollout(goal.startsWith("c") ? { configuration: Number(goal.slice(1)) } : { software: goal.slice(1) });
    await this.load();
  }

  // ---- loading

  /** Everything anew: at the start, after an act, when the hub says that something changed, and now and then. */
  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one counts
    try {
      const bundled = this.#page.may("operator") ? api.bundles() : [];
      const [rollouts, configurations, bundles] = await Promise.all([api.rollouts(), api.configurations(), bundled]);
      const shown = rollouts.filter((each, i) => i === 0 || OPEN.includes(phaseOf(each)));
      const whole = await Promise.all(shown.map(({ rollout }) => api.rollout(rollout)));
      if (asked !== this.#asked) return;
      this.#told = { whole, past: rollouts.filter((each) => !shown.includes(each)), configurations, bundles };
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
    if (this.#problem?.status !== 403) this.load();
  }

  onRollout() {
    if (this.#problem?.status === 403) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), TOGETHER_MS);
  }

  // ---- what is shown

  everySecond() {
    if (!byId("rollouts").hidden) this.#open.tell("showTimes");
  }

  translate() {
    translate(byId("rollouts"));
    this.#start.translate();
    this.#open.tell("translate");
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const state = this.#problem ? (this.#problem.status === 403 ? problemWord(this.#problem) : t("rollouts.failed")) : this.#told ? "" : t("rollouts.loading");
    setText(p.state, state);
    p.state.hidden = state === "";
    p.state.classList.toggle("trouble", this.#problem !== null);
    p.all.hidden = this.#told === null;
    if (this.#told) this.#showAll(this.#told);
  }

  #showAll({ whole, past, configurations, bundles }) {
    const p = this.#parts;
    const newest = configurations[0];
    this.#open.show(new Map(whole.map((each) => [String(each.rollout), each])));
    setText(p.none, whole.length ? "" : t("rollouts.none"));
    const others = newest?.units.other ?? 0;
    setText(p.other, others ? tn("rollouts.other", others, { version: newest.version }) : "");
    this.#start.element.hidden = !this.#page.may("operator") || !newest;
    this.#start.sure = t("rollout_start.sure");
    this.#choices(configurations, bundles);
    p.pastTitle.hidden = past.length === 0;
    p.past.replaceChildren(...past.map((each) => this.#line(each)));
  }

  /** What was chosen stays chosen while the list is told anew. */
  #choices(configurations, bundles) {
    const chosen = this.#chosen.value;
    const now = this.#page.clock.now();
    const options = configurations.map(({ version, at, note }) =>
      el("option", { value: `c${version}` }, [t("rollout_goal.configuration", { version: number(version) }), moment(at, now), note].filter(Boolean).join(" · ")),
    );
    const software = bundles.toReversed().map(({ version }) => el("option", { value: `s${version}` }, t("rollout_goal.software", { version })));
    this.#chosen.replaceChildren(...options, ...software);
    if (chosen) this.#chosen.value = chosen;
  }

  #line(rollout) {
    const now = this.#page.clock.now();
    return el(
      "li",
      {},
      el("b", {}, titleWord(rollout)),
      el("span", {}, t(`rollout_phase.${phaseOf(rollout)}`)),
      el("span", { class: "quiet" }, moment(rollout.at, now)),
      el("span", { class: "quiet" }, countsWord(rollout.units)),
    );
  }
}
