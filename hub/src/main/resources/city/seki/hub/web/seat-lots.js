// Where lots are drawn for the seats of the chosen day: when, how many wish for how many seats, and a wish for any of them.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { clockTime, longDate, problemWord, t, tn, word } from "./text.js";

/** Whether that seat may be wished for: the reader has neither a wish nor a seat for that time yet. */
export const isWish = (offer, { lottery }) => offer.reason === "lottery" && lottery !== null && lottery.wish === null && !lottery.reserved;

const span = ({ from, to }) => `${longDate(new Date(from))} ${clockTime(new Date(from))}–${clockTime(new Date(to))}`;

export const drawTime = (text) => `${longDate(new Date(text))} ${clockTime(new Date(text))}`;

/** What somebody wishes for, in words. */
export const wished = ({ seat, zone }) =>
  seat ? t("seat.name", { seat }) : zone ? t("lots.any_of", { zone: word("zone", zone) }) : t("lots.any");

export class SeatLots {
  element = el("div", { class: "find-lots", hidden: true });
  #page;
  #view;
  #words = el("p");
  #demand = el("p");
  #how = el("p", { class: "quiet", "data-t": "lots.how" });
  #any = el("button", { type: "button", "data-t": "lots.wish_any" });
  #chance = el("p");
  #error = el("p", { class: "error", role: "alert" });
  #about = ""; // of what the error is

  constructor(page, view) {
    this.#page = page;
    this.#view = view;
    this.element.append(this.#words, this.#demand, this.#chance, this.#how, this.#any, this.#error);
    this.#any.addEventListener("click", () => this.#wish());
  }

  refresh() {
    const { office, date, slot, lottery = null } = this.#view.offers ?? {};
    const about = [office, date, slot].join("\n");
    if (about !== this.#about) setText(this.#error, "");
    this.#about = about;
    this.element.hidden = lottery === null;
    if (lottery === null) return;
    const time = drawTime(lottery.draws_at);
    const demand = `${tn("lots.seats", lottery.seats)}${t("lots.and")}${tn("lots.wishes", lottery.wishes)}`;
    setText(this.#words, t("lots.draws", { time }));
    setText(this.#demand, lottery.wish ? demand + t("lots.have") : demand);
    const all = lottery.wishes + (lottery.wish || lottery.reserved ? 0 : 1);
    setText(this.#chance, t(all > lottery.seats ? "lots.scarce" : "lots.enough"));
    this.#chance.hidden = lottery.reserved || lottery.seats === 0;
    this.#any.hidden = lottery.wish !== null || !this.#view.offers.seats.some((offer) => isWish(offer, this.#view.offers));
  }

  /** A seat of the network that is chosen, or any. */
  async #wish() {
    const { office, slot, date, zone } = this.#view.choice;
    this.#any.disabled = true;
    setText(this.#error, "");
    try {
      await this.send({ office, slot, date, ...(zone ? { zone } : {}) });
    } catch (problem) {
      if (problem.status === 401) this.#page.complain(problem);
      setText(this.#error, problemWord(problem));
      this.#view.ask();
    }
    this.#any.disabled = false;
  }

  /** Makes that wish and says so. */
  async send(wanted) {
    const wish = await api.wish(wanted);
    const where = { what: wished(wish), office: this.#view.officeName(wish.office), when: span(wish) };
    this.#view.done(t("lots.made", { ...where, time: drawTime(wish.draws_at) }));
  }
}
