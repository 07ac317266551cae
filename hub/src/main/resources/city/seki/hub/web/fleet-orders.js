// What the chosen units are told to do, asked once more before it is sent, and what became of it for each.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { number, problemWord, t, tn, translate, word } from "./text.js";

const ORDERS = ["identify", "selftest", "logs", "reboot", "update"];
const AGAIN_MS = 1_500;
const MOST_SHOWN = 50;

/** Facilities may let units blink; everything else is for operators. */
const mayOrder = (page, order) => page.may("operator") || order === "identify";

export class FleetOrders {
  bar = el("div", { class: "fleet-bar", role: "group", "data-t-label": "order.title" });
  results = el("section", { class: "fleet-results" });
  #page;
  #given = new Map();
  #order = null;
  #timer = 0;
  #parts = {};

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    p.count = el("b");
    p.buttons = ORDERS.map((order) => {
      const button = el("button", { type: "button", "data-t": `order.${order}`, hidden: !mayOrder(page, order) });
      button.addEventListener("click", () => this.#ask(order));
      return button;
    });
    p.sure = el("p", { role: "status" });
    p.why = el("p", { class: "quiet", "data-t": "order.reboot_why" });
    p.go = el("button", { type: "submit", class: "primary", "data-t": "order.go" });
    p.cancel = el("button", { type: "button", "data-t": "form.cancel" });
    p.form = el("form", { hidden: true }, p.sure, p.why, el("div", { class: "buttons" }, p.go, p.cancel));
    p.cancel.addEventListener("click", () => this.#ask(null));
    p.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.bar.append(p.count, el("div", { class: "buttons" }, ...p.buttons), p.form);
    p.none = el("p", { class: "quiet", "data-t": "order.no_results" });
    p.list = el("ul", { class: "results" });
    this.results.append(el("h2", { "data-t": "order.results" }), p.none, p.list);
    this.show();
  }

  translate() {
    translate(this.bar);
    translate(this.results);
    this.show();
  }

  /** The units that are chosen are others now, or an answer came. */
  show() {
    const p = this.#parts;
    const chosen = this.#page.fleet?.chosen ?? [];
    this.bar.hidden = chosen.length === 0;
    setText(p.count, tn("fleet.chosen", chosen.length));
    p.form.hidden = this.#order === null || chosen.length === 0;
    if (this.#order) {
      setText(p.sure, tn("order.sure", chosen.length, { what: t(`order.${this.#order}`) }));
      p.why.hidden = this.#order !== "reboot";
    }
    this.results.hidden = this.#given.size === 0;
    p.none.hidden = this.#given.size > 0;
    p.list.replaceChildren(...[...this.#given.values()].reverse().slice(0, MOST_SHOWN).map((given) => this.#line(given)));
  }

  #ask(order) {
    this.#order = order;
    this.show();
    if (order) this.#parts.cancel.focus(); // Enter twice must not do it
  }

  async #send() {
    const order = this.#order;
    const units = [...this.#page.fleet.chosen];
    this.#ask(null);
    await Promise.all(
      units.map(async (unit) => {
        try {
          const given = await api.orderUnit(unit, { do: order });
          this.#given.set(given.command, given);
        } catch (problem) {
          if (problem.status === 401) return this.#page.complain(problem);
          this.#given.set(`${unit} ${order} ${this.#given.size}`, { unit, do: order, state: "refused", problem, checks: [] });
        }
      }),
    );
    this.show();
    this.results.scrollIntoView({ block: "nearest" });
    this.#wait();
  }

  /** Asks again as long as an answer may come. */
  #wait() {
    clearTimeout(this.#timer);
    if ([...this.#given.values()].some(({ state }) => state === "sent")) this.#timer = setTimeout(() => this.#look(), AGAIN_MS);
  }

  async #look() {
    const open = [...this.#given.values()].filter(({ state }) => state === "sent");
    try {
      for (const given of await Promise.all(open.map(({ command }) => api.order(command)))) this.#given.set(given.command, given);
    } catch (problem) {
      if (problem.status === 401) return this.#page.complain(problem);
    }
    this.show();
    this.#wait();
  }

  #line(given) {
    const { unit, state, checks, lines } = given;
    const parts = [el("b", {}, unit), ` ${t(`order.${given.do}`)}: `, el("span", { class: "outcome" }, t(`order_state.${state}`)), this.#because(given)];
    const failed = checks.filter(({ passed }) => !passed);
    if (failed.length) parts.push(this.#checks(failed));
    else if (checks.length) parts.push(el("details", {}, el("summary", {}, t("order.checks", { n: number(checks.length) })), this.#checks(checks)));
    if (lines?.length) parts.push(this.#log(given));
    return el("li", { "data-outcome": state }, ...parts);
  }

  #because({ problem, reason, detail }) {
    const words = problem ? problemWord(problem) : reason ? word("order_reason", reason, detail ?? reason) : "";
    return words ? ` – ${words}` : "";
  }

  #checks(checks) {
    return el("ul", { class: "checks" }, ...checks.map((check) => this.#check(check)));
  }

  #check({ part, passed, words }) {
    return el("li", { "data-passed": String(passed) }, `${passed ? "✓" : "✗"} ${part}: ${words}`);
  }

  #log({ unit, lines, left_out: leftOut }) {
    const more = leftOut ? [el("p", { class: "quiet" }, t("order.left_out", { n: number(leftOut) }))] : [];
    const log = el("pre", { tabindex: "0", "aria-label": t("order.log_of", { unit }) }, lines.join("\n"));
    return el("details", {}, el("summary", {}, t("order.lines", { n: number(lines.length) })), ...more, log);
  }
}
