// Find a seat: which seats the reader may have and when, what the reader has, and the way to one's own calendar. Made for a phone.

import * as api from "./api.js";
import { byId, el, setText } from "./dom.js";
import { SeatCalendar } from "./seat-calendar.js";
import { SeatChoice } from "./seat-choice.js";
import { SeatColleagues } from "./seat-colleagues.js";
import { SeatList } from "./seat-list.js";
import { SeatLots } from "./seat-lots.js";
import { SeatMine } from "./seat-mine.js";
import { SeatNotices } from "./seat-notices.js";
import { SeatQuestion } from "./seat-question.js";
import { SeatSheet } from "./seat-sheet.js";
import { slotOf, slotsOf } from "./seat-undo.js";
import { clockTime, dayOf, longDate, pick, problemWord, t, translate } from "./text.js";

const AGAIN_AFTER_CHANGE_MS = 300; // several changes of a moment are one question

export class FindSeat {
  /** The newest answer to what is chosen, null before it is there. */
  offers = null;
  choice;
  mine;
  colleagues;
  lots;
  #page;
  #list;
  #sheet;
  #calendar;
  #notices;
  #question;
  #state = el("p", { class: "find-state", role: "status" });
  #terms = el("p", { class: "find-terms quiet" });
  #problem = null;
  #asked = 0;
  #timer = 0;
  #linked = null; // the seat of the address, until its offer is there

  constructor(page) {
    this.#page = page;
    page.findSeat = this;
    this.choice = new SeatChoice(page, () => this.ask());
    this.mine = new SeatMine(page, this);
    this.colleagues = new SeatColleagues(this);
    this.lots = new SeatLots(page, this);
    this.#list = new SeatList(page, this);
    this.#sheet = new SeatSheet(page, this);
    this.#calendar = new SeatCalendar(page);
    this.#notices = new SeatNotices(page);
    this.#question = new SeatQuestion(page, this);
    const find = el("section", { class: "find", "aria-labelledby": "find-title" }, el("h2", { id: "find-title", "data-t": "find.title" }));
    this.choice.more.append(this.colleagues.element);
    this.choice.more.addEventListener("toggle", () => this.choice.more.open && this.colleagues.load());
    find.append(this.choice.element, this.choice.more, this.colleagues.places, this.#terms, this.#state, this.lots.element, this.#list.element);
    byId("seat").replaceChildren(this.mine.element, this.#question.element, find, this.#calendar.element, this.#notices.element);
    addEventListener("hashchange", () => this.#follow());
    this.translate();
    this.#follow();
    this.load();
  }

  /** A code at a seat leads to "#seat/OFFICE/SEAT": that seat, now; one's data to "#seat/calendar". */
  #follow() {
    const [view, office, seat] = location.hash.slice(1).split("/").map(decodeURIComponent);
    if (view !== "seat") return;
    if (office === "calendar" && !seat) this.showCalendar();
    if (office && seat) {
      this.#linked = seat;
      this.choice.set({ office, slot: "now" });
    }
    this.ask();
  }

  /** Where the address for calendar programs is made. */
  showCalendar() {
    this.#calendar.element.open = true;
    this.#calendar.element.scrollIntoView({ block: "nearest" });
    this.#calendar.element.firstElementChild.focus();
  }

  get #shown() {
    return document.body.dataset.view === "seat";
  }

  load() {
    this.choice.refresh();
    this.ask();
    this.mine.load();
    this.#question.load();
    this.#calendar.load();
    this.colleagues.load();
    this.#notices.load();
  }

  lookAgain() {
    if (!this.#shown) return;
    this.ask();
    this.mine.load();
    this.#question.load();
  }

  /** A seat of the city has changed. */
  onSeat({ office }) {
    if (!this.#shown || (office !== this.choice.office && office !== this.mine.seat?.office)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.lookAgain(), AGAIN_AFTER_CHANGE_MS);
  }

  async ask() {
    const { office, slot, date } = this.choice;
    if (!office) return;
    const asked = ++this.#asked; // of two answers only the later one counts
    try {
      const offers = await api.offers(office, slot, date, this.colleagues.near);
      if (asked !== this.#asked) return;
      this.offers = offers;
      this.#problem = null;
    } catch (problem) {
      if (asked !== this.#asked) return;
      if (problem.status === 401) return this.#page.complain(problem);
      this.offers = null;
      this.#problem = problem;
    }
    this.refresh();
    this.colleagues.follow();
    if (this.#linked && this.offers) this.open(this.#linked);
  }

  refresh() {
    setText(this.#state, this.#words());
    this.#state.classList.toggle("trouble", this.#problem !== null);
    setText(this.#terms, this.#until());
    this.choice.refresh();
    this.mine.refresh();
    this.colleagues.refresh();
    this.lots.refresh();
    this.#list.refresh();
    this.#sheet.refresh();
  }

  #words() {
    if (this.#problem) return this.#problem.status === 403 ? t("find.nobody") : problemWord(this.#problem);
    if (this.#page.floor.stale) return t("error.network");
    return this.offers ? "" : t("find.loading");
  }

  /** Until when the day that is chosen may be reserved, before anybody tries. */
  #until() {
    if (!this.offers) return "";
    const { reservable_from: from, reservable_until: until } = this.offers;
    const now = this.#page.clock.now();
    const told = (text) => `${longDate(new Date(text))} ${clockTime(new Date(text))}`;
    if (from && new Date(from) > now) return t("find.opens", { time: told(from) });
    if (!until || this.offers.lottery) return ""; // until when one wishes is said there
    return t(new Date(until) < now ? "find.closed" : "find.closes", { time: told(until) });
  }

  translate() {
    translate(byId("seat"));
    this.choice.translate();
    this.colleagues.translate();
    this.#sheet.translate();
    this.#calendar.translate();
    this.#notices.translate();
    this.#question.translate();
    this.refresh();
  }

  officeName(id) {
    return pick(this.#page.floor.offices.get(id)?.name) || id;
  }

  /** Opens a seat of the office that is chosen. */
  open(seat) {
    this.#linked = null;
    this.#sheet.open(seat);
  }

  /** To another office, at the time that is chosen. */
  goTo(office) {
    this.choice.set({ office });
    this.ask();
  }

  /** Another seat, time or office that the hub suggested. */
  take({ office, seat, date, slot }) {
    this.choice.set({ office, date, slot });
    this.#linked = seat;
    this.ask();
  }

  /** To the seats that may be had instead of a reservation, at its time. */
  async changeFrom(promise) {
    const slot = slotOf(promise, await slotsOf(promise)) ?? "day";
    this.choice.set({ office: promise.office, date: dayOf(new Date(promise.from)), slot });
    await this.ask();
    this.#list.enter();
  }

  /** Something was done: says so above all, with more about it, and looks what became of it. */
  done(words, more = null) {
    this.#sheet.close();
    this.mine.say(words, more);
    this.lookAgain();
  }
}
