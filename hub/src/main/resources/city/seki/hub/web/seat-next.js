// What the hub suggests instead: another seat, another time, another office.

import { el, setText } from "./dom.js";
import { clockTime, longDate, t, word } from "./text.js";

export class NextBest {
  element = el("div", { class: "find-next", hidden: true }, el("h3"), el("ul"), el("p", { class: "quiet" }));
  #view;
  #found = [];
  #asked = 0;

  constructor(view) {
    this.#view = view;
  }

  clear() {
    this.#asked++;
    this.element.hidden = true;
  }

  /** @param question async () => suggestions */
  async ask(question) {
    const asked = ++this.#asked;
    let found = [];
    try {
      found = await question();
    } catch {
      // without suggestions the reason stands alone
    }
    if (asked !== this.#asked) return;
    this.#found = found;
    this.element.hidden = false;
    this.refresh();
  }

  refresh() {
    if (this.element.hidden) return;
    const [title, list, none] = this.element.children;
    setText(title, t("find.next"));
    list.replaceChildren(...this.#found.map((one) => this.#item(one)));
    list.hidden = !this.#found.length;
    setText(none, this.#found.length ? "" : t("find.no_next"));
  }

  #item(one) {
    const button = el("button", { type: "button", "data-kind": one.kind }, el("b", {}, t(`find_next.${one.kind}`)), el("span", {}, this.#words(one)));
    button.addEventListener("click", () => this.#view.take(one));
    return el("li", {}, button);
  }

  #words({ kind, office, seat, zone, slot, from, to }) {
    const start = new Date(from);
    const time = slot === "now" ? t("find.until", { time: clockTime(new Date(to)) }) : `${clockTime(start)}–${clockTime(new Date(to))}`;
    const when = kind === "time" ? `${longDate(start)} ${t(`find_slot.${slot}`)} ${time}` : time;
    const where = kind === "office" ? `${this.#view.officeName(office)} ` : "";
    return `${where}${seat} · ${word("zone", zone)} · ${when}`;
  }
}
