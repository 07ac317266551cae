// One roll-out: how far each wave is, who failed and why, who is waited for, and what can be done.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { el, icon, setIcon, setText } from "./dom.js";
import * as words from "./rollout-words.js";
import { number, pick, t, translate } from "./text.js";

const ICONS = { running: "live", halted: "broken", paused: "standby", stopped: "out-of-service", superseded: "out-of-service", finished: "available" };
const MOST_LINES = 30; // of one kind; the rest is a number

const ACTS = ["pause", "resume", "force", "stop", "back"];
const NEEDS_REASON = ["resume", "force"];

/** Which acts make sense in which phase. */
const OFFERED = {
  pause: ["running"],
  resume: ["paused", "halted"],
  force: ["running", "paused", "halted"],
  stop: ["running", "paused", "halted"],
  back: ["paused", "halted", "stopped", "finished"],
};

export class RolloutCard {
  element = el("li", { class: "card fixed rollout", tabindex: "-1" });
  #page;
  #number;
  #rollout = null;
  #parts = {};
  #acts = {};

  constructor(key, page) {
    this.#page = page;
    this.#number = Number(key);
    const p = this.#parts;
    p.icon = icon("live");
    p.title = el("h3");
    p.phase = el("b", { class: "phase" });
    p.about = el("p", { class: "about" });
    p.note = el("p", { class: "quiet" });
    p.counts = el("p", { class: "quiet" });
    p.waves = el("ol", { class: "steps" });
    [p.failed, p.waiting, p.underWay] = [1, 2, 3].map(() => el("section", { class: "of-units" }, el("h4"), el("ul")));
    const forms = ACTS.map((act) => (this.#acts[act] = this.#form(act)).element);
    p.acts = el("div", { class: "acts" }, ...forms);
    this.element.append(el("header", {}, p.icon, p.title, p.phase), p.about, p.note, p.waves, p.counts, p.failed, p.underWay, p.waiting, p.acts);
    this.translate();
  }

  #form(act) {
    const field = act === "back" ? null : { required: NEEDS_REASON.includes(act), maxlength: "500" };
    const text = { open: `rollout_act.${act}`, label: NEEDS_REASON.includes(act) ? "rollout_act.why" : "rollout_act.why_optional", go: `rollout_act.${act}_go`, done: "rollout_act.done" };
    const form = new ActForm(text, field, (reason) => this.#carryOut(act, reason));
    form.element.classList.add(act);
    return form;
  }

  async #carryOut(act, reason) {
    if (act === "back") await api.startRollout({ before: this.#number });
    else await api.moveRollout(this.#number, act, reason);
    await this.#page.rollouts.load();
    this.element.focus(); // the form that had the focus is gone
  }

  /** @param rollout with its steps */
  show(rollout) {
    this.#rollout = rollout;
    const p = this.#parts;
    const phase = words.phaseOf(rollout);
    this.element.dataset.state = phase;
    setIcon(p.icon, ICONS[phase]);
    setText(p.title, words.titleWord(rollout));
    setText(p.phase, t(`rollout_phase.${phase}`));
    setText(p.note, rollout.note ?? "");
    setText(p.counts, words.countsWord(rollout.units));
    p.waves.replaceChildren(...rollout.steps.map((step) => this.#step(step)));
    const units = rollout.steps.flatMap((step) => step.units);
    this.#list(p.failed, "rollout.failed", units.filter(({ state }) => state === "failed"), words.failureWord);
    this.#list(p.underWay, "rollout.under_way", units.filter(({ state }) => state === "under-way"), words.doingWord);
    const hindered = units.filter(({ state, hindrances }) => (state === "waiting" || state === "off") && hindrances?.length);
    this.#list(p.waiting, "rollout.hindered", hindered, words.hindranceWord);
    for (const act of ACTS) {
      this.#acts[act].element.hidden = !this.#page.may("operator") || !OFFERED[act].includes(phase) || (act === "back" && !rollout.goal.configuration);
      this.#acts[act].sure = t(`rollout_act.${act}_sure`);
    }
    this.showTimes();
  }

  showTimes() {
    setText(this.#parts.about, words.phaseWord(this.#rollout, this.#page.clock.now()));
  }

  /** A bar whose parts are as long as there are units; what it says, its label says in words. */
  #step({ wave, state, units }) {
    const counts = Object.fromEntries(words.UNIT_STATES.map((each) => [each.replace("-", "_"), units.filter((unit) => unit.state === each).length]));
    const bar = el("div", { class: "bar", role: "img", "aria-label": words.countsWord(counts) });
    for (const each of words.UNIT_STATES) {
      const n = counts[each.replace("-", "_")];
      if (!n) continue;
      const part = el("span", { "data-unit": each });
      part.style.flexGrow = n;
      bar.append(part);
    }
    const name = t("rollout.wave", { wave: number(wave) });
    const done = t("rollout.of", { n: number(counts.confirmed), all: number(units.length) });
    return el("li", { "data-step": state, "aria-current": state === "current" ? "step" : null }, el("span", { class: "name" }, name), bar, el("span", { class: "n" }, done));
  }

  #list(section, title, units, say) {
    section.hidden = units.length === 0;
    setText(section.firstElementChild, t(title, { n: number(units.length) }));
    const lines = units.slice(0, MOST_LINES).map((unit) => el("li", {}, el("b", {}, unit.unit), el("span", { class: "quiet" }, this.#office(unit)), el("span", {}, say(unit))));
    if (units.length > MOST_LINES) lines.push(el("li", { class: "quiet" }, t("rollout.more", { n: number(units.length - MOST_LINES) })));
    section.lastElementChild.replaceChildren(...lines);
  }

  #office({ office }) {
    return pick(this.#page.floor.offices.get(office)?.name) || office;
  }

  translate() {
    for (const act of ACTS) this.#acts[act].translate();
    translate(this.element);
    if (this.#rollout) this.show(this.#rollout);
  }
}
