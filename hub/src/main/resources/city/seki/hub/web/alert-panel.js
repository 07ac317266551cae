// What somebody has to look after, in a panel over the page: what lasts, and what ended lately.

import { AlertItem } from "./alert-item.js";
import { lasts } from "./bell.js";
import { el, icon, setText } from "./dom.js";
import { number, t, translate } from "./text.js";

const PAST_AT_ONCE = 30;

export class AlertPanel {
  #page;
  #dialog = el("dialog", { id: "alert-panel", class: "sheet-dialog alert-panel", "aria-labelledby": "alert-title" });
  #items = new Map();
  #parts = {};
  #mostPast = PAST_AT_ONCE;

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog || event.target.closest("a")) this.#dialog.close(); // a link leads to what lies below
    });
    p.state = el("p", { class: "quiet", role: "status" });
    p.lasting = el("ul", { class: "alerts" });
    p.past = el("ul", { class: "alerts past" });
    p.noPast = el("p", { class: "quiet" });
    p.more = el("button", { type: "button" });
    p.more.addEventListener("click", () => this.#showMore());
    const heading = el("header", {}, el("h2", { id: "alert-title", "data-t": "alerts.title" }), close);
    const lasting = el("section", {}, el("h3", { "data-t": "alerts.lasting" }), p.state, p.lasting);
    const past = el("section", {}, el("h3", { "data-t": "alerts.past" }), p.past, p.more, p.noPast);
    this.#dialog.append(el("div", { class: "sheet" }, heading, lasting, past));
    document.body.append(this.#dialog);
    this.translate();
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open() {
    this.#mostPast = PAST_AT_ONCE;
    this.refresh();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  everySecond() {
    if (this.isOpen) for (const item of this.#items.values()) item.showTimes();
  }

  translate() {
    translate(this.#dialog);
    for (const item of this.#items.values()) item.translate();
    this.refresh();
  }

  refresh() {
    const { alerts, failed } = this.#page.bell;
    const p = this.#parts;
    const going = (alerts ?? []).filter(lasts);
    const lasting = [...going.filter((alert) => !alert.acknowledged), ...going.filter((alert) => alert.acknowledged)];
    const all = (alerts ?? []).filter((alert) => !lasts(alert));
    const past = all.slice(0, this.#mostPast);
    this.#forget(new Set([...lasting, ...past].map(({ alert }) => alert)));
    this.#list(p.lasting, lasting);
    this.#list(p.past, past);
    const well = lasting.length ? "" : t("alerts.all_well");
    setText(p.state, failed ? t("alerts.failed") : alerts ? well : t("alerts.loading"));
    p.state.classList.toggle("trouble", failed);
    const rest = all.length - past.length;
    setText(p.more, t("alerts.more", { n: number(rest) }));
    p.more.hidden = !rest;
    setText(p.noPast, past.length || !alerts ? "" : t("alerts.no_past"));
  }

  #showMore() {
    const next = this.#mostPast;
    this.#mostPast += PAST_AT_ONCE;
    this.refresh();
    this.#parts.past.children[next]?.focus();
  }

  #forget(shown) {
    for (const [number, item] of this.#items) {
      if (shown.has(number)) continue;
      item.element.remove();
      this.#items.delete(number);
    }
  }

  /** Only what is not in its place is moved: a form that stays keeps its focus. */
  #list(list, alerts) {
    let at = list.firstElementChild;
    for (const alert of alerts) {
      const item = this.#items.get(alert.alert);
      if (item) item.refresh(alert);
      else this.#items.set(alert.alert, new AlertItem(alert, this.#page));
      const { element } = this.#items.get(alert.alert);
      if (element === at) at = at.nextElementSibling;
      else list.insertBefore(element, at);
    }
  }
}
