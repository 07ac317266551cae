// What the reader has: the seat that is held and until when, and what is reserved; each with what can be done about it.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { drawTime, wished } from "./seat-lots.js";
import { lostWhy, unluckyWhy } from "./seat-lost.js";
import { bySeries } from "./seat-series.js";
import { isForGood, undoOf } from "./seat-undo.js";
import { clockTime, dayOf, longDate, moment, pick, problemWord, t, tn } from "./text.js";

export class SeatMine {
  element = el("section", { class: "find-mine", "aria-labelledby": "mine-title" });
  #page;
  #view;
  #mine = null;
  #asked = 0;
  #warned = null; // the reservation whose owner knows that it would be gone for good
  #news = 0; // changes since something was said
  #said = el("p", { class: "done", role: "status", tabindex: "-1" });
  #error = el("p", { class: "error", role: "alert" });
  #list = el("ul");
  #more = el("div", { class: "said-more" });

  constructor(page, view) {
    this.#page = page;
    this.#view = view;
    this.element.append(el("h2", { id: "mine-title", "data-t": "find.mine" }), this.#said, this.#more, this.#error, this.#list);
  }

  /** The seat that the reader holds, null if there is none. */
  get seat() {
    return this.#mine?.seat ?? null;
  }

  async load() {
    const asked = ++this.#asked;
    try {
      const mine = await api.me();
      if (asked === this.#asked) this.#mine = mine;
    } catch (problem) {
      if (problem.status === 401) this.#page.complain(problem);
      return; // what is wrong is told below, where seats are asked for
    }
    if (asked === this.#asked) this.refresh();
  }

  /** Says what was just done, and more about it where there is more. */
  say(words, more = null) {
    this.#more.replaceChildren(...(more ? [more] : []));
    setText(this.#error, "");
    setText(this.#said, words);
    this.#news = 0;
    this.element.scrollIntoView({ block: "nearest" });
    this.#said.focus();
  }

  refresh() {
    const mine = this.#mine;
    if (!mine) return;
    const lines = [...mine.taken_back.map((lost) => this.#lost(lost)), ...mine.lost_wishes.map((lost) => this.#unlucky(lost))];
    if (mine.seat) lines.push(this.#held(mine.seat));
    const promises = [...mine.reservations, ...mine.bookings].sort((a, b) => (a.from < b.from ? -1 : 1));
    for (const { promise, later } of bySeries(promises)) lines.push(later.length ? this.#series(promise, later) : this.#promise(promise));
    for (const wish of mine.wishes) lines.push(this.#wish(wish));
    if (!lines.length) lines.push({ key: "none", make: () => el("li", { class: "quiet" }, t("find.nothing")) });
    const key = lines.map((line) => line.key).join("\n") + document.documentElement.lang;
    if (this.#list.dataset.key === key) return; // nothing changed: what has the focus keeps it
    this.#list.dataset.key = key;
    if (this.#news++ > 0) this.#unsay(); // the first is what it was said about
    this.#list.replaceChildren(...lines.map((line) => line.make()));
  }

  /** What was said is in another language now, or no longer so. */
  #unsay() {
    setText(this.#said, "");
    this.#more.replaceChildren();
  }

  /** The reservation of that seat in that time, undefined if there is none. */
  promiseOf(office, seat, from, to) {
    const within = (promise) => new Date(promise.from) < new Date(to) && new Date(promise.to) > new Date(from);
    return this.#mine?.reservations.find((promise) => promise.office === office && promise.seat === seat && within(promise));
  }

  /** Those reservations in words. */
  told(ids) {
    const found = this.#mine?.reservations.filter((promise) => ids.includes(promise.id)) ?? [];
    return found.map((promise) => this.#told(promise)).join(t("find.and"));
  }

  #told(promise) {
    return t("find.place_time", { place: this.#place(promise), time: this.#when(promise) });
  }

  #when({ from, to }) {
    const start = new Date(from);
    return `${longDate(start)} ${clockTime(start)}–${clockTime(new Date(to))}`;
  }

  /** What somebody else took back: it is told until the day is over. */
  #lost(lost) {
    return {
      key: `lost ${JSON.stringify(lost)}`,
      make: () => this.#line("out-of-service", t("find.lost", { what: this.#place(lost) }), `${this.#when(lost)} · ${lostWhy(lost)}`, []),
    };
  }

  /** A draw gave nothing: why, and what one can do now. */
  #unlucky(lost) {
    const what = `${wished(lost)} · ${this.#view.officeName(lost.office)}`;
    return {
      key: `unlucky ${JSON.stringify(lost)}`,
      make: () => this.#line("out-of-service", t("lots.lost", { what }), `${this.#when(lost)} · ${unluckyWhy(lost)}`, []),
    };
  }

  #wish(wish) {
    const what = t("lots.mine", { what: `${wished(wish)} · ${this.#view.officeName(wish.office)}` });
    const when = `${this.#when(wish)}${wish.draws_at ? ` · ${t("lots.draws_at", { time: drawTime(wish.draws_at) })}` : ""}`;
    const withdraw = async () => {
      await api.withdraw(wish.id);
      this.#view.done(t("lots.withdrawn", { what: wished(wish), office: this.#view.officeName(wish.office) }));
    };
    return { key: `wish ${JSON.stringify(wish)}`, make: () => this.#line("reserved", what, when, [["lots.withdraw", withdraw]]) };
  }

  #held(seat) {
    const now = this.#page.clock.now();
    const until = seat.until ? t("find.until", { time: moment(seat.until, now) }) : "";
    const leave = () => this.#tap(seat);
    return {
      key: `held ${JSON.stringify(seat)}`,
      make: () => this.#line("claimed", this.#place(seat), `${t("find.held")} ${until}`, [["find_do.leave", leave]]),
    };
  }

  /** @param giveUp what is written on the button that cancels it */
  #promise(promise, giveUp = "find_do.cancel") {
    const today = dayOf(new Date(promise.from)) === dayOf(this.#page.clock.now());
    const canCome = promise.seat && today && this.seat?.seat !== promise.seat;
    const acts = [[giveUp, () => this.cancel(promise)]];
    if (promise.seat) acts.unshift(["find_do.change_mine", () => this.#view.changeFrom(promise)]);
    if (canCome) acts.unshift(["find_do.come", () => this.#tap(promise)]);
    return {
      key: `${JSON.stringify(promise)} ${canCome}`,
      make: () => this.#line("reserved", this.#place(promise), this.#when(promise), acts),
    };
  }

  /** The next one of a series as any other, those after it folded away. */
  #series(promise, later) {
    const next = this.#promise(promise, "series.cancel_one");
    const rest = later.map((one) => this.#promise(one));
    const last = longDate(new Date(later.at(-1).from));
    return {
      key: [next, ...rest].map((line) => line.key).join(" "),
      make: () => {
        const line = next.make();
        line.append(
          el(
            "details",
            { class: "find-series" },
            el("summary", {}, tn("series.later", later.length, { last })),
            el("ul", {}, ...rest.map((one) => one.make())),
          ),
          this.#allAtOnce(promise, later.length + 1, last),
        );
        return line;
      },
    };
  }

  #place({ office, seat, room }) {
    return `${seat ?? room} · ${this.#view.officeName(office)}`;
  }

  #line(state, what, when, acts) {
    const words = el("div", {}, el("b", {}, what), el("span", {}, when));
    return el("li", { "data-state": state }, icon(state), words, el("div", { class: "buttons" }, ...this.#buttons(acts, `${what} ${when}`)));
  }

  #buttons(acts, what) {
    return acts.map(([text, act]) => {
      const button = el("button", { type: "button", "aria-label": `${t(text)}: ${what}` }, t(text));
      button.addEventListener("click", () => this.#carryOut(button, act));
      return button;
    });
  }

  async #carryOut(button, act) {
    button.disabled = true;
    setText(this.#error, "");
    setText(this.#said, "");
    this.#more.replaceChildren();
    try {
      await act();
    } catch (problem) {
      setText(this.#error, problem.words ?? problemWord(problem));
      this.#view.lookAgain();
    }
    button.disabled = false;
  }

  /** A card at the seat's reader does the same. */
  async #tap({ office, seat }) {
    const answer = await api.tap(office, seat);
    if (answer.outcome === "denied") throw { words: pick(answer.text) };
    this.#view.done(pick(answer.text));
  }

  /** Many at once: asked for once more, as other acts that cannot be undone. */
  #allAtOnce(promise, n, last) {
    const what = this.#place(promise);
    const form = new ActForm({ open: "series.cancel", go: "series.cancel_go", back: "series.keep" }, null, async () => {
      const { cancelled } = await api.cancelSeries(promise.series);
      this.#view.done(tn("series.cancelled", cancelled, { what }));
    });
    form.sure = tn("series.sure", n, { what, last });
    form.translate();
    return form.element;
  }

  /** One touch is enough, because one more takes it back; where none can, it needs a second one. */
  async cancel(promise) {
    if (this.#warned !== promise.id && (await isForGood(promise, this.#page.clock.now()))) {
      this.#warned = promise.id;
      throw { words: t("find.for_good") };
    }
    await api.cancel(promise.id);
    const what = this.#told(promise);
    const undo = undoOf(
      promise,
      () => this.#view.done(t("find.undone", { what })),
      (problem) => this.#notUndone(problem),
    );
    this.#view.done(t("find.cancelled", { what }), undo);
  }

  #notUndone(problem) {
    if (problem.status === 401) this.#page.complain(problem);
    setText(this.#error, `${t("find.not_undone")} ${problemWord(problem)}`);
    this.#view.lookAgain();
  }
}
