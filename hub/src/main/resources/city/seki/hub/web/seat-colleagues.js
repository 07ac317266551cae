// Near whom one would like to sit: chosen among colleagues of the own department who let themselves be seen. The browser remembers it.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { recall, remember } from "./memory.js";
import { t } from "./text.js";

const MOST = 5; // as of the hub

export class SeatColleagues {
  element = el("details", { class: "find-colleagues" });
  #view;
  #all = [];
  #chosen = new Set((recall("colleagues") ?? "").split(" ").filter(Boolean));
  #title = el("summary");
  #list = el("div", { class: "find-people", role: "group", "data-t-label": "near.title" });
  #places = el("ul", { class: "find-places" });
  #none = el("p", { class: "quiet" });

  constructor(view) {
    this.#view = view;
    this.element.append(this.#title, this.#list, this.#none);
  }

  /** Where the chosen ones are: seen without opening anything. */
  get places() {
    return this.#places;
  }

  async load() {
    try {
      this.#all = (await api.colleagues()).colleagues;
    } catch {
      return; // who is nobody of the roster is told so above
    }
    this.#fill();
    this.refresh();
    if (this.near.length) this.#view.ask();
  }

  /** Their names for the hub, those only who still let themselves be seen. */
  get near() {
    return this.#all.filter(({ id }) => this.#chosen.has(id)).map(({ id }) => id).slice(0, MOST);
  }

  /** "2 seats from …", nothing where nobody chosen is near. */
  words(near) {
    const name = near && this.#all.find(({ id }) => id === near.id)?.name;
    if (!name) return "";
    return near.steps <= 1 ? t("near.beside", { name }) : t("near.steps", { name, n: near.steps });
  }

  #fill() {
    this.#list.replaceChildren(
      ...this.#all.map(({ id, name }) => {
        const box = el("input", { type: "checkbox", value: id });
        box.checked = this.#chosen.has(id);
        box.addEventListener("change", () => this.#choose(id, box.checked));
        return el("label", {}, box, el("span", {}, name));
      }),
    );
  }

  #choose(id, whether) {
    if (whether) this.#chosen.add(id);
    else this.#chosen.delete(id);
    remember("colleagues", this.near.join(" "));
    this.refresh();
    this.#view.ask();
  }

  refresh() {
    const { near } = this;
    setText(this.#title, near.length ? t("near.chosen", { n: near.length }) : t("near.title"));
    for (const box of this.#list.querySelectorAll("input")) box.disabled = !box.checked && near.length >= MOST;
    setText(this.#none, `${t(this.#all.length ? "near.most" : "near.none")} ${t("near.own")}`);
    this.#showPlaces(near);
  }

  #showPlaces(near) {
    const { colleagues = [] } = this.#view.offers ?? {};
    const lines = near.map((id) => {
      const name = this.#all.find((one) => one.id === id)?.name;
      const at = colleagues.find((one) => one.id === id);
      return { text: at ? t("near.at", { name, seat: at.seat, office: this.#view.officeName(at.office) }) : t("near.nowhere", { name }), office: at?.office };
    });
    const key = JSON.stringify([lines, this.#view.choice.office]);
    if (this.#places.dataset.key === key) return; // nothing changed: what has the focus keeps it
    this.#places.dataset.key = key;
    this.#places.replaceChildren(...lines.map((line) => this.#place(line)));
  }

  #place({ text, office }) {
    if (!office || office === this.#view.choice.office) return el("li", {}, text);
    const go = el("button", { type: "button" }, t("near.go"));
    go.addEventListener("click", () => this.#view.goTo(office));
    return el("li", {}, text, " ", go);
  }
}
