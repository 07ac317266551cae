// Everything about one seat: in the rail beside the plans, or as a sheet at the bottom of a phone.

import { byId, el, icon, loadStyle, setIcon, setText } from "./dom.js";
import { ageOf } from "./model.js";
import { ago, length, moment, percent, pick, t, word } from "./text.js";

const ROWS = ["since", "until", "zone", "source", "confidence", "unit", "heard"];

export class Details {
  /** What is shown: office and seat code, or null. */
  chosen = null;
  #page;
  #panel = byId("details");
  #parts = {};
  #service = null;
  #servicing = false;

  /** @param closed called after the panel was closed, with what it had shown */
  constructor(page, closed) {
    this.#page = page;
    this.closed = closed;
    this.#build();
  }

  #build() {
    const p = this.#parts;
    p.icon = icon("unknown");
    p.title = el("h2", { id: "details-title" });
    p.office = el("p", { class: "quiet" });
    p.close = el("button", { type: "button", class: "close" }, icon("close"));
    p.close.addEventListener("click", () => this.close());
    p.state = el("p", { class: "state" }, p.icon, el("b"), el("span"));
    p.meaning = el("p", { class: "meaning" });
    p.note = el("p", { class: "note" });
    p.list = el("dl");
    for (const row of ROWS) p.list.append(el("dt", { "data-t": `details.${row}` }), (p[row] = el("dd")));
    p.tap = el("p", { class: "answer" });
    p.tapHere = el("button", { type: "button", class: "primary", hidden: true });
    p.tapHere.addEventListener("click", () => this.#page.demo.tap(this.chosen.office, `seat:${this.chosen.seat}`));
    p.find = el("a", { class: "primary", "data-t": "details.find", hidden: true });
    p.service = el("div", { class: "service-place", hidden: true });
    const heading = el("header", {}, el("div", {}, p.title, p.office), p.close);
    this.#panel.append(heading, p.state, p.meaning, p.note, p.list, el("h3", { "data-t": "details.tap" }), p.tap, p.tapHere, p.service);
    p.note.after(p.find);
    this.#panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  open(office, seat) {
    this.chosen = { office, seat };
    this.#panel.hidden = false;
    document.body.classList.add("choosing");
    this.refresh();
  }

  /** For the keyboard: into the panel, from where Escape leads back. */
  enter() {
    this.#panel.focus();
  }

  close() {
    if (!this.chosen) return;
    const was = this.chosen;
    this.chosen = null;
    this.#panel.hidden = true;
    document.body.classList.remove("choosing");
    this.closed(was);
  }

  /** Called at every change and every second, because ages grow. */
  refresh() {
    if (!this.chosen) return;
    const { floor } = this.#page;
    const seat = floor.seats.get(this.chosen.office)?.get(this.chosen.seat);
    const p = this.#parts;
    setText(p.title, t("seat.name", { seat: this.chosen.seat }));
    setText(p.office, pick(floor.offices.get(this.chosen.office)?.name));
    p.close.setAttribute("aria-label", t("details.close"));
    this.#showTap();
    if (seat) this.#showSeat(seat);
    p.find.hidden = !seat || this.#page.at !== null || this.#page.floor.shown(seat) !== "free" || byId("views").querySelector('[href="#seat"]').hidden;
    p.find.href = `#seat/${encodeURIComponent(this.chosen.office)}/${encodeURIComponent(this.chosen.seat)}`;
    this.#showService(seat);
  }

  /** What facilities may do about it; its code is loaded when one of them looks at a seat. */
  #showService(seat) {
    const { service } = this.#parts;
    service.hidden = !seat || this.#page.at !== null || !this.#page.may("facilities");
    if (service.hidden) return;
    if (this.#service) this.#service.refresh(this.chosen, seat.state, seat.until);
    else this.#loadService();
  }

  async #loadService() {
    if (this.#servicing) return;
    this.#servicing = true;
    try {
      loadStyle("/web/cards.css");
      loadStyle("/web/fields.css");
      const { SeatService } = await import("./seat-service.js");
      this.#service = new SeatService(this.#page);
      this.#parts.service.append(this.#service.element);
      this.refresh();
    } catch {
      this.#servicing = false; // looked for again with the next seat that is shown
    }
  }

  translate() {
    this.#service?.translate();
  }

  #showSeat(seat) {
    const p = this.#parts;
    const state = this.#page.floor.shown(seat);
    p.state.dataset.state = state;
    setIcon(p.icon, state);
    setText(p.state.children[1], t(`state.${state}`));
    setText(p.state.children[2], this.#page.floor.stale ? t("details.last_known", { state: word("state", seat.state) }) : "");
    setText(p.meaning, t(`meaning.${state}`));
    p.meaning.hidden = this.#page.floor.stale;
    setText(p.note, seat.provisional ? t("seat.provisional") : "");
    setText(p.since, this.#when(seat.since, true));
    setText(p.until, this.#when(seat.until, false));
    setText(p.zone, word("zone_word", seat.zone, word("zone", seat.zone)));
    setText(p.source, word("source", seat.source));
    setText(p.confidence, typeof seat.confidence === "number" ? percent(seat.confidence) : t("details.none"));
    setText(p.unit, seat.unit ?? t("details.none"));
    const age = ageOf(seat);
    setText(p.heard, age === null ? t(this.#page.at ? "details.none" : "details.never") : ago(age));
  }

  #when(text, past) {
    if (!text) return t("details.none");
    const now = this.#page.now();
    const seconds = (past ? 1 : -1) * ((now - Date.parse(text)) / 1000);
    return seconds >= 60 ? `${moment(text, now)} (${length(seconds)})` : moment(text, now);
  }

  #showTap() {
    const { at, clock, demo, floor } = this.#page;
    const p = this.#parts;
    const tap = at ? null : floor.taps.get(`${this.chosen.office}/${this.chosen.seat}`);
    p.tap.dataset.light = tap?.light ?? "off";
    setText(p.tap, tap ? `${moment(tap.at, clock.now())} ${pick(tap.text) || word("outcome", tap.outcome)}` : t("details.none"));
    p.tapHere.hidden = !demo || at !== null;
    if (demo) setText(p.tapHere, t("demo.tap_here", { card: demo.cardLabel }));
  }
}
