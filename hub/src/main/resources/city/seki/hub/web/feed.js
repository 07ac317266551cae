// The latest taps, without persons: the hub does not tell them.

import { byId, el } from "./dom.js";
import { moment, pick, placeWord, word } from "./text.js";

const LENGTH = 8;

export class Feed {
  #page;
  #taps = [];

  constructor(page) {
    this.#page = page;
  }

  add(tap) {
    this.#taps.unshift(tap);
    this.#taps.length = Math.min(this.#taps.length, LENGTH);
  }

  show() {
    const list = byId("feed").querySelector("ol");
    list.replaceChildren(...this.#taps.map((tap) => this.#row(tap)));
    list.nextElementSibling.hidden = this.#taps.length > 0;
  }

  #row(tap) {
    const office = pick(this.#page.floor.offices.get(tap.office)?.name) || tap.office;
    const time = el("time", {}, moment(tap.at, this.#page.clock.now()));
    const why = tap.reason ? ` (${word("deny", tap.reason)})` : "";
    const what = el("span", {}, el("b", {}, word("outcome", tap.outcome)), `${why} ${office} ${tap.seat ?? placeWord(tap.reader)}`);
    return el("li", { "data-light": tap.light }, time, what);
  }
}
