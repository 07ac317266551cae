// The seats of the chosen office at the chosen time: those to be had as large buttons, the others folded away with the reason.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { isWish } from "./seat-lots.js";
import { NextBest } from "./seat-next.js";
import { clockTime, t, tn, word } from "./text.js";

/** Whether it may be had if own reservations are given up for it. */
export const isChange = (offer) => offer.instead_of.length > 0;

/** What of an offer is worth a button: free by the rules and, for now, known to be free. */
export const isToBeHad = (offer, slot, stale) =>
  (offer.reason === null || isChange(offer)) && !stale && (slot !== "now" || offer.state === "free" || offer.state === "reserved");

/** Why the hub would refuse the reader, in the words of who reads it. */
export const why = (reason) => word("find_reason", reason, word("reason", reason, word("deny", reason)));

/** Reasons that say something of a seat; where no seat is chosen they say nothing. */
const OF_ONE_SEAT = new Set(["seat-taken", "seat-reserved", "reserved", "out-of-service"]);

export class SeatList {
  element = el("div", { class: "find-list" });
  #page;
  #view;
  #count = el("p", { class: "find-count", role: "status", tabindex: "-1" });
  #free = el("div", { class: "find-seats" });
  #rest = el("details", { class: "find-rest" }, el("summary"), el("div", { class: "find-seats" }));
  #next;
  #nextOf = "";

  constructor(page, view) {
    this.#page = page;
    this.#view = view;
    this.#next = new NextBest(view);
    this.element.append(this.#count, this.#free, this.#next.element, this.#rest);
    this.element.addEventListener("click", (event) => {
      const seat = event.target.closest("[data-seat]");
      if (seat) view.open(seat.dataset.seat);
    });
  }

  /** To the seats, from whatever led to them. */
  enter() {
    this.#count.focus();
    this.element.scrollIntoView({ block: "start" });
  }

  refresh() {
    const { offers, choice } = this.#view;
    const { stale } = this.#page.floor;
    this.element.hidden = !offers;
    if (!offers) return;
    const wanted = offers.seats.filter((offer) => !choice.zone || offer.zone === choice.zone);
    const free = wanted.filter((offer) => isToBeHad(offer, offers.slot, stale) || (isWish(offer, offers) && !stale));
    const rest = wanted.filter((offer) => !free.includes(offer));
    setText(this.#count, this.#words(free, wanted, offers));
    const under = (offer) => [this.#view.colleagues.words(offer.near), about(offer, offers)].filter(Boolean).join(" · ");
    fill(this.#free, free, under);
    this.#rest.hidden = !rest.length;
    setText(this.#rest.firstElementChild, tn("find.rest", rest.length));
    fill(this.#rest.lastElementChild, rest, (offer) => about(offer, offers));
    this.#suggest(free, wanted, offers);
  }

  #words(free, wanted, offers) {
    if (free.some((offer) => isWish(offer, offers))) return tn("lots.list", free.length);
    if (free.some(isChange)) return tn("find.change", free.length);
    if (free.length) return tn("find.free", free.length);
    if (hasOther(wanted, offers)) return t("find.have");
    if (offers.lottery?.wish) return t("lots.wished");
    const [only, ...more] = new Set(wanted.map((offer) => offer.reason));
    return only && !more.length && !OF_ONE_SEAT.has(only) ? why(only) : t("find.none");
  }

  /** Where there is nothing, what there is instead. */
  #suggest(free, wanted, offers) {
    const about = free.length || !wanted.length || hasOther(wanted, offers) || offers.lottery ? "" : [offers.office, wanted[0].seat, offers.date, offers.slot].join("\n");
    if (about === this.#nextOf) return this.#next.refresh();
    this.#nextOf = about;
    if (about) this.#next.ask(() => api.nextBest(offers.office, wanted[0].seat, offers.slot, offers.date));
    else this.#next.clear();
  }
}

/** Whether the reader has a seat at that time already, so that all the others are refused. */
const hasOther = (wanted, { lottery }) => lottery?.reserved || wanted.some((offer) => offer.reason === "already-reserved");

/** Only what is not in its place is made anew: a button that stays keeps its focus. */
function fill(grid, offered, under) {
  const known = new Map([...grid.children].map((button) => [button.dataset.seat, button]));
  for (const [seat, button] of known) if (!offered.some((offer) => offer.seat === seat)) button.remove();
  let at = grid.firstElementChild;
  for (const offer of offered) {
    const button = known.get(offer.seat) ?? el("button", { type: "button", "aria-haspopup": "dialog", "data-seat": offer.seat }, el("b"), el("small"), el("small"));
    if (button === at) at = at.nextElementSibling;
    else grid.insertBefore(button, at);
    button.classList.toggle("own", offer.own);
    setText(button.children[0], offer.seat);
    setText(button.children[1], word("zone", offer.zone));
    setText(button.children[2], under(offer));
  }
}

function about(offer, offers) {
  const { slot, to } = offers;
  if (offer.own) return t("find.yours");
  if (isChange(offer)) return t("find.changeable");
  if (isWish(offer, offers)) return offer.accessible ? t("find.accessible") : "";
  if (offer.reason !== null) return word("find_why", offer.reason, word("deny", offer.reason));
  if (slot === "now" && offer.state !== "free" && offer.state !== "reserved") return word("state", offer.state);
  if (!offer.spaced && offer.to === to) return t("find.close");
  if (offer.to === to) return offer.accessible ? t("find.accessible") : "";
  return t("find.until", { time: clockTime(new Date(offer.to)) });
}
