// One seat in a sheet over the page: reserve it, use it now or leave it; and where that is refused, why, and what is next best.

import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { isChange, isToBeHad, why } from "./seat-list.js";
import { isWish } from "./seat-lots.js";
import { NextBest } from "./seat-next.js";
import { WeeksChoice, refusedDays } from "./seat-series.js";
import { clockTime, dayOf, longDate, midnight, pick, problemWord, t, translate, word } from "./text.js";

const WEEK_MS = 7 * 86_400_000;

export class SeatSheet {
  #page;
  #view;
  #dialog = el("dialog", { id: "seat-sheet", class: "sheet-dialog seat-sheet", "aria-labelledby": "seat-sheet-title" });
  #parts = {};
  #seat = null;
  #said = null; // what the hub said to the last try
  #suggested = false; // whether it was asked what is next best

  constructor(page, view) {
    this.#page = page;
    this.#view = view;
    const p = this.#parts;
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.close());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.close());
    p.title = el("h2", { id: "seat-sheet-title" });
    p.office = el("p", { class: "quiet" });
    p.zone = el("p", { class: "quiet" });
    p.when = el("p", { class: "find-when" });
    p.note = el("p", { class: "note" });
    p.error = el("p", { class: "error", role: "alert" });
    p.refused = el("div");
    p.weeks = new WeeksChoice();
    p.go = el("button", { type: "button", class: "primary" });
    p.go.addEventListener("click", () => this.#go());
    p.next = new NextBest(view);
    const heading = el("header", {}, el("div", {}, p.title, p.office, p.zone), close);
    this.#dialog.append(el("div", { class: "sheet" }, heading, p.when, p.note, p.error, p.refused, p.weeks.element, p.go, p.next.element));
    document.body.append(this.#dialog);
  }

  translate() {
    translate(this.#dialog);
    this.#parts.weeks.translate();
  }

  open(seat) {
    this.#seat = seat;
    this.#said = null;
    this.#suggested = false;
    this.#parts.next.clear();
    this.#parts.weeks.reset(this.#weeksAhead());
    this.#parts.refused.replaceChildren();
    this.refresh();
    if (!this.#dialog.open) this.#dialog.showModal();
    if (!this.#parts.go.hidden) this.#parts.go.focus();
  }

  /** How many weeks from the chosen day on are open for reservations. */
  #weeksAhead() {
    const { date, reservable_from: opens } = this.#view.offers ?? {};
    if (!opens) return 1;
    const open = midnight(date) - midnight(dayOf(new Date(opens))); // so long ahead of a day it opens
    const ahead = midnight(date) - midnight(dayOf(this.#page.clock.now()));
    return 1 + Math.max(0, Math.floor((open - ahead) / WEEK_MS));
  }

  close() {
    this.#seat = null;
    if (this.#dialog.open) this.#dialog.close();
  }

  get #offer() {
    return this.#view.offers?.seats.find((offer) => offer.seat === this.#seat);
  }

  refresh() {
    if (this.#seat === null) return;
    const p = this.#parts;
    const { offers } = this.#view;
    const offer = this.#offer;
    setText(p.title, t("seat.name", { seat: this.#seat }));
    setText(p.office, `${this.#view.officeName(this.#view.choice.office)}${offer ? ` · ${word("zone", offer.zone)}` : ""}`);
    setText(p.zone, offer ? word("zone_word", offer.zone, "") : "");
    setText(p.when, offer ? this.#when(offers, offer) : "");
    setText(p.note, offer ? this.#note(offers, offer) : t("reason.unknown-seat"));
    setText(p.error, this.#said ?? this.#why(offer));
    p.go.hidden = !offer || !this.#act(offers, offer);
    p.weeks.element.hidden = p.go.hidden || this.#act(offers, offer) !== "reserve";
    if (!p.go.hidden) setText(p.go, t(`find_do.${this.#act(offers, offer)}`));
    p.next.refresh();
    if (this.#why(offer) && !this.#suggested) this.#suggest(); // also if somebody was faster while one looked at it
  }

  #why(offer) {
    return offer?.reason && !offer.own && !isChange(offer) && !isWish(offer, this.#view.offers) ? why(offer.reason) : "";
  }

  #when({ slot, from, to }, offer) {
    const start = offer.from ?? from;
    const end = offer.to ?? to;
    if (!start) return "";
    if (slot === "now") return end ? t("find.now_until", { time: clockTime(new Date(end)) }) : "";
    return `${longDate(new Date(start))} ${t(`find_slot.${slot}`)} ${clockTime(new Date(start))}–${clockTime(new Date(end))}`;
  }

  #note({ slot }, offer) {
    if (offer.own) return t(slot === "now" ? "find.own_now" : "find.own");
    if (isWish(offer, this.#view.offers)) return t("lots.note");
    if (isChange(offer)) return t("find.instead_of", { what: this.#view.mine.told(offer.instead_of) });
    if (!offer.spaced && slot !== "now" && offer.reason === null) return t("find.close_note");
    if (offer.accessible && slot !== "now" && offer.reason === null) return t("find.accessible_note");
    if (slot !== "now" || offer.reason !== null) return "";
    if (!isToBeHad(offer, slot, this.#page.floor.stale)) return t(`meaning.${offer.state}`);
    const { seat } = this.#view.mine;
    return seat ? t("find.moves", { seat: seat.seat, office: this.#view.officeName(seat.office) }) : t("find.at_seat");
  }

  /** What can be done here, null if nothing can. */
  #act({ slot }, offer) {
    if (slot === "now") return offer.own ? "leave" : offer.reason === null ? "use" : null;
    if (offer.own) return this.#promise ? "cancel" : null;
    if (isChange(offer)) return "change";
    if (isWish(offer, this.#view.offers)) return "wish";
    return offer.reason === null ? "reserve" : null;
  }

  /** The reader's own reservation of this seat at the time that is chosen. */
  get #promise() {
    const { office, from, to } = this.#view.offers;
    return this.#view.mine.promiseOf(office, this.#seat, from, to);
  }

  async #go() {
    const { office, slot, date } = this.#view.choice;
    const act = this.#offer && this.#act(this.#view.offers, this.#offer);
    const p = this.#parts;
    const seat = this.#seat;
    if (!act) return; // somebody was faster, and the page knows it already
    p.go.disabled = true;
    setText(p.go, t("form.sending"));
    try {
      if (act === "reserve") {
        await this.#reserve({ office, seat, date, slot }, p.weeks.weeks);
      } else if (act === "change") {
        await this.#change({ office, seat, date, slot, instead_of: this.#offer.instead_of });
      } else if (act === "wish") {
        await this.#view.lots.send({ office, seat, date, slot });
      } else if (act === "cancel") {
        await this.#view.mine.cancel(this.#promise);
      } else {
        const answer = await api.tap(office, seat);
        if (answer.outcome === "denied") this.#refused(pick(answer.text));
        else this.#view.done(pick(answer.text));
      }
    } catch (problem) {
      if (problem.status === 401) this.#page.complain(problem);
      if (problem.words) this.#said = problem.words;
      else this.#refused(problemWord(problem));
    }
    p.go.disabled = false;
    this.refresh();
  }

  /** One decision of the hub: what is given up stays if the other seat is refused. */
  async #change(wanted) {
    const when = this.#when(this.#view.offers, this.#offer);
    const gone = this.#view.mine.told(wanted.instead_of);
    await api.reserve(wanted);
    this.#view.done(t("find.changed", { seat: wanted.seat, office: this.#view.officeName(wanted.office), when, gone }));
  }

  async #reserve(wanted, weeks) {
    const where = { seat: wanted.seat, office: this.#view.officeName(wanted.office) };
    const when = this.#when(this.#view.offers, this.#offer);
    if (weeks === 1) {
      await api.reserve(wanted);
      this.#view.done(t("find.reserved", { ...where, when }));
      return;
    }
    const told = await api.reserveSeries({ ...wanted, weeks });
    const refused = refusedDays(told);
    if (told.series === null) {
      this.#parts.refused.replaceChildren(refused);
      this.#refused(t("series.none"));
      return;
    }
    const made = told.days.length - (refused?.children.length ?? 0);
    this.#view.done(t(refused ? "series.some" : "series.all", { ...where, n: made, of: told.days.length }), refused);
  }

  #refused(words) {
    this.#said = words;
    this.#suggest();
    this.#view.ask();
  }

  #suggest() {
    const { office, slot, date } = this.#view.choice;
    const seat = this.#seat;
    this.#suggested = true;
    this.#parts.next.ask(() => api.nextBest(office, seat, slot, date));
  }
}
