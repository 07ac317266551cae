// The bell in the head of the page, for those who look after the whole: how many alerts last that nobody looks after.

import * as api from "./api.js";
import { byId, loadStyle, setText } from "./dom.js";
import { number, tn, t } from "./text.js";

const AGAIN_AFTER_FAILURE_MS = 10_000;
const TOGETHER_MS = 300; // several changes of a moment are one question

export class Bell {
  /** As the hub lists them: what lasts, then what is past; null before they were told. */
  alerts = null;
  failed = false;
  #page;
  #button = byId("bell");
  #panel = null;
  #open = 0;
  #asked = 0;
  #timer = 0;

  constructor(page) {
    this.#page = page;
    page.bell = this;
    this.#button.addEventListener("click", () => this.#show());
    this.#button.hidden = false;
    this.translate();
    this.load();
  }

  async load() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked; // of two answers only the later one counts
    try {
      const alerts = await api.alerts();
      if (asked !== this.#asked) return;
      this.alerts = alerts;
      this.failed = false;
      this.#open = alerts.filter((alert) => lasts(alert) && !alert.acknowledged).length;
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.failed = true;
      this.#timer = setTimeout(() => this.load(), AGAIN_AFTER_FAILURE_MS);
    }
    this.refresh();
    this.#page.onTrouble(this.#places());
  }

  /** Offices in which something lasts, and seats as "office/seat". */
  #places() {
    const places = new Set();
    for (const { office, place } of (this.alerts ?? []).filter(lasts)) {
      if (!office) continue;
      places.add(office);
      if (place?.startsWith("seat:")) places.add(`${office}/${place.slice("seat:".length)}`);
    }
    return places;
  }

  /** The hub tells everybody how many there are, and what they are to who asks. */
  onAlert({ unacknowledged }) {
    this.#open = unacknowledged;
    this.#showCount();
    if (!this.#panel?.isOpen && !this.#page.filter.alertsOnly) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), TOGETHER_MS);
  }

  everySecond() {
    this.#panel?.everySecond();
  }

  refresh() {
    this.#showCount();
    this.#panel?.refresh();
  }

  translate() {
    this.#panel?.translate();
    this.#showCount();
  }

  /** What is too old may be any number: the bell then shows none. */
  #showCount() {
    const { stale } = this.#page.floor;
    const open = stale ? 0 : this.#open;
    setText(this.#button.lastElementChild, stale ? "?" : open ? number(open) : "");
    this.#button.classList.toggle("rings", open > 0);
    const words = open ? tn("bell.open", open) : t("bell.none");
    this.#button.setAttribute("aria-label", words);
    this.#button.title = words;
  }

  /** Panel and style are code of their own, loaded when somebody opens it. */
  async #show() {
    try {
      loadStyle("/web/cards.css");
      loadStyle("/web/alerts.css");
      const { AlertPanel } = await import("./alert-panel.js");
      this.#panel ??= new AlertPanel(this.#page);
      this.#panel.open();
      this.load();
    } catch {
      this.#page.complain({ status: 0 });
    }
  }
}

/** Whether an alert goes on; what is only a moment is told together with what is past. */
export const lasts = (alert) => alert.until === null && !MOMENTS.includes(alert.kind);

const MOMENTS = ["blocked-card", "bad-message", "conflict", "claim-used-twice", "unit-abuse"];
