// Seats and rooms that fit what the reader types, as a list under the field; loaded with the first letter.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { number, pick, t, tn, word } from "./text.js";

const PAUSE_MS = 150; // while somebody types

export class Search {
  #page;
  #open;
  #text = "";
  #found = null;
  #timer = 0;
  #said = el("p", { class: "quiet", role: "status" });
  #list = el("ul", { class: "found" });

  /** @param open called with office and seat when the reader chose one */
  constructor(page, open) {
    this.#page = page;
    this.#open = open;
    byId("found").replaceChildren(this.#said, this.#list);
    byId("search").addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.#list.querySelector("button, a")?.focus();
    });
    this.#list.addEventListener("keydown", (event) => this.#move(event));
  }

  show(text) {
    clearTimeout(this.#timer);
    this.#text = text;
    if (text === "") return this.#clear();
    this.#timer = setTimeout(() => this.#ask(text), PAUSE_MS);
  }

  translate() {
    this.#show();
  }

  #clear() {
    this.#found = null;
    this.#show();
  }

  async #ask(text) {
    try {
      const found = await api.search(text);
      if (text !== this.#text) return; // typed on since
      this.#found = found;
      this.#page.filter.found(found.offices);
      this.#show();
    } catch (problem) {
      if (text === this.#text) this.#clear();
      if (problem.status === 401) this.#page.complain(problem);
    }
  }

  #show() {
    const found = this.#found;
    byId("found").hidden = !found || !found.all;
    if (!found) return this.#list.replaceChildren();
    const shown = found.seats.length + found.rooms.length;
    const rest = shown < found.all ? ` ${t("search.first", { n: number(shown) })}` : "";
    setText(this.#said, found.all ? tn("search.found", found.all) + rest : "");
    this.#list.replaceChildren(...found.seats.map((seat) => this.#seat(seat)), ...found.rooms.map((room) => this.#room(room)));
  }

  #office(id) {
    return pick(this.#page.floor.offices.get(id)?.name) || id;
  }

  #seat({ office, seat, zone, state }) {
    const words = el("span", {}, `${this.#office(office)} · ${word("zone", zone)} · ${t(`state.${state}`)}`);
    const button = el("button", { type: "button", "data-state": state }, icon(state), el("b", {}, seat), words);
    button.addEventListener("click", () => this.#open(office, seat));
    return el("li", {}, button);
  }

  #room({ office, name }) {
    return el("li", {}, el("a", { href: "#rooms" }, icon("call"), el("b", {}, pick(name)), el("span", {}, this.#office(office))));
  }

  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.#list.querySelectorAll("button, a")];
    const at = all.indexOf(document.activeElement) + step;
    if (at < 0) byId("search").focus();
    else all[at]?.focus();
  }
}
