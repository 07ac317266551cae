// What is held about the reader, and who looked at it, in a panel over the page.

import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { wished } from "./seat-lots.js";
import { lostWhy, unluckyWhy } from "./seat-lost.js";
import { isForGood, undoOf } from "./seat-undo.js";
import { clockTime, longDate, moment, period, pick, problemWord, t, translate, word } from "./text.js";

/** Kinds of what is held, each with how long. */
const KEPT = ["seats", "roster", "looks", "opinions", "calendar", "notices", "colleagues"];

const orNone = (lines) => (lines.length ? lines : [el("li", { class: "quiet" }, t("me.none"))]);

/** With the day of the week. */
const span = (from, to) => `${longDate(new Date(from))} ${clockTime(new Date(from))}–${clockTime(new Date(to))}`;

export class MyPanel {
  #page;
  #dialog = el("dialog", { id: "my-panel", class: "sheet-dialog my-panel", "aria-labelledby": "my-title" });
  #parts = {};
  #mine = null;
  #today = null; // null where the hub cannot tell
  #problem = null;
  #asked = 0;
  #warned = null; // the reservation whose owner knows that it would be gone for good

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    p.state = el("p", { class: "quiet", role: "status" });
    p.facts = el("dl", { class: "facts" });
    p.promises = el("ul", { class: "mine" });
    p.looks = el("div");
    const heading = el("header", {}, el("h2", { id: "my-title", "data-t": "me.title" }), close);
    const save = el("a", { class: "save", href: "/api/v1/me/data", download: "seki-my-data.json", "data-t": "me.save" });
    p.said = el("p", { class: "done", role: "status", tabindex: "-1" });
    p.more = el("div", { class: "said-more" });
    p.error = el("p", { class: "error", role: "alert" });
    const promises = el("section", {}, el("h3", { "data-t": "me.promises" }), p.said, p.more, p.error, p.promises);
    p.today = el("ul", { class: "mine" });
    const today = el("section", {}, el("h3", { "data-t": "me.today" }), p.today);
    const calendar = el("a", { class: "save", href: "#seat/calendar", "data-t": "calendar.title" });
    calendar.addEventListener("click", () => {
      this.#dialog.close();
      if (location.hash === calendar.hash) this.#page.findSeat?.showCalendar(); // else the address does it
    });
    promises.append(calendar);
    p.shown = el("input", { type: "checkbox" });
    p.shown.addEventListener("change", () => this.#show(p.shown.checked));
    p.showing = el("p", { role: "status" });
    const label = el("label", { class: "my-choice" }, p.shown, el("span", { "data-t": "me.shown" }));
    const colleagues = el("section", {}, el("h3", { "data-t": "me.colleagues" }), label, el("p", { class: "quiet", "data-t": "me.shown_what" }), p.showing);
    p.kept = el("dl", { class: "facts" });
    const looks = el("section", {}, el("h3", { "data-t": "me.looks" }), p.looks);
    const rights = el("section", {}, el("h3", { "data-t": "me.rights" }), ...["me.correct", "me.delete"].map((key) => el("p", { "data-t": key })), p.kept, el("p", { "data-t": "me.kept" }), save);
    this.#dialog.append(el("div", { class: "sheet" }, heading, p.state, p.facts, promises, today, colleagues, looks, rights));
    document.body.append(this.#dialog);
    this.translate();
  }

  open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
    this.#say("");
    setText(this.#parts.showing, "");
    this.#load();
  }

  translate() {
    setText(this.#parts.showing, ""); // it was said in another language
    translate(this.#dialog);
    this.refresh();
  }

  /** Whether colleagues see where the reader sits. */
  async #show(shown) {
    const p = this.#parts;
    p.shown.disabled = true;
    try {
      await api.showMySeat(shown);
      setText(p.showing, t(shown ? "me.shown_on" : "me.shown_off"));
    } catch (problem) {
      setText(p.showing, problemWord(problem));
    }
    p.shown.disabled = false;
    await this.#load();
    p.shown.focus();
  }

  async #load() {
    const asked = ++this.#asked; // of two answers only the later one counts
    try {
      const [mine, today] = await Promise.all([api.me(), api.myDay().catch(() => null)]);
      if (asked !== this.#asked) return;
      this.#mine = mine;
      this.#today = today;
      this.#problem = null;
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.#problem = problem;
      if (problem.status === 401) this.#page.complain(problem);
    }
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const mine = this.#mine;
    setText(p.state, this.#problem ? problemWord(this.#problem) : mine ? "" : t("me.loading"));
    p.state.classList.toggle("trouble", this.#problem !== null);
    if (!mine) return;
    p.facts.replaceChildren(...this.#facts(mine).flatMap(([key, value]) => [el("dt", {}, t(`me.${key}`)), el("dd", {}, value)]));
    const promises = [...mine.reservations, ...mine.bookings];
    const lost = [...mine.taken_back.map((gone) => this.#lost(gone)), ...mine.lost_wishes.map((gone) => this.#wish("lots.lost", gone, unluckyWhy(gone)))];
    const wishes = mine.wishes.map((wish) => this.#wish("lots.mine", wish, t("lots.open")));
    const lines = [...lost, ...promises.map((promise) => this.#promise(promise)), ...wishes];
    p.promises.replaceChildren(...orNone(lines));
    p.today.parentElement.hidden = this.#today === null;
    p.today.replaceChildren(...orNone((this.#today?.used ?? []).map((use) => this.#use(use))));
    p.shown.checked = mine.shown_to_colleagues;
    const time = period(mine.kept_for);
    p.kept.replaceChildren(...KEPT.flatMap((kind) => [el("dt", {}, t(`me.keeps.${kind}`)), el("dd", {}, t(`me.keeps_for.${kind}`, { time }))]));
    p.looks.replaceChildren(this.#looks(mine.looks));
  }

  #facts(mine) {
    const { keys, known, blocked } = mine.card;
    const card = known ? t(blocked ? "me.card_blocked" : "me.card_known", { keys: keys.join(", ") }) : t("me.card_none");
    const seat = mine.seat ? `${this.#office(mine.seat.office)} ${mine.seat.seat}` : t("me.none");
    const kits = mine.kits.map(({ office, kit }) => `${this.#office(office)} ${kit}`).join(", ");
    return [
      ["name", mine.name ?? "–"],
      ["staff_id", mine.staff_id ?? "–"],
      ["department", mine.department ?? "–"],
      ["zones", mine.zones.map((zone) => word("zone", zone)).join(t("who.and")) || "–"],
      ["pseudonym", mine.pseudonym],
      ["card", card],
      ["seat", seat],
      ["kits", kits || t("me.none")],
    ];
  }

  #office(id) {
    return pick(this.#page.floor.offices.get(id)?.name) || id;
  }

  #lost(lost) {
    return el("li", {}, el("b", {}, t("find.lost", { what: this.#what(lost) })), ` ${span(lost.from, lost.to)} · ${lostWhy(lost)}`);
  }

  #wish(key, wish, words) {
    const what = `${this.#office(wish.office)} ${wished(wish)}`;
    return el("li", {}, el("b", {}, t(key, { what })), ` ${span(wish.from, wish.to)} · ${words}`);
  }

  #use({ office, seat, since, until }) {
    return el("li", {}, el("b", {}, this.#what({ office, seat })), ` ${clockTime(new Date(since))}–${clockTime(new Date(until))}`);
  }

  #what({ office, seat, room }) {
    return `${this.#office(office)} ${seat ?? room}`;
  }

  #promise(promise) {
    const cancel = el("button", { type: "button" }, t("me.cancel"));
    cancel.addEventListener("click", async () => {
      cancel.disabled = true;
      try {
        await this.#cancel(promise);
      } catch (problem) {
        setText(this.#parts.error, problem.words ?? problemWord(problem));
        cancel.disabled = false;
      }
    });
    return el("li", {}, el("b", {}, this.#what(promise)), ` ${span(promise.from, promise.to)} `, cancel);
  }

  async #cancel(promise) {
    if (this.#warned !== promise.id && (await isForGood(promise, this.#page.clock.now()))) {
      this.#warned = promise.id;
      throw { words: t("find.for_good") };
    }
    await api.cancel(promise.id);
    const what = t("find.place_time", { place: this.#what(promise), time: span(promise.from, promise.to) });
    const done = async () => {
      await this.#load();
      this.#say(t("find.undone", { what }));
    };
    const refused = (problem) => setText(this.#parts.error, `${t("find.not_undone")} ${problemWord(problem)}`);
    await this.#load();
    this.#say(t("find.cancelled", { what }), undoOf(promise, done, refused));
  }

  /** What was done, with more about it. */
  #say(words, ...more) {
    const p = this.#parts;
    setText(p.said, words);
    p.more.replaceChildren(...more);
    setText(p.error, "");
    if (!words) return;
    p.said.focus();
    this.#page.findSeat?.lookAgain();
  }

  #looks(looks) {
    if (!looks.length) return el("p", { class: "quiet" }, t("me.no_looks"));
    const now = this.#page.clock.now();
    const head = el("tr", {}, ...["at", "by", "purpose"].map((column) => el("th", { scope: "col" }, t(`me.look_${column}`))));
    const rows = looks.map((look) =>
      el("tr", {}, el("td", {}, moment(look.at, now)), el("td", {}, word("me.by", look.by)), el("td", {}, word("me.for", look.purpose))),
    );
    return el("table", {}, el("caption", { class: "unseen" }, t("me.looks")), el("thead", {}, head), el("tbody", {}, ...rows));
  }
}
