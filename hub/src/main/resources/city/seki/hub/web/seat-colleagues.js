// Near whom one would like to sit: chosen among colleagues of the own department who let themselves be seen. The browser remembers it.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { recall, remember } from "./memory.js";
import { t } from "./text.js";

const MOST = 5; // as of the hub
const SEARCHED_FROM = 6; // as many are seen at a glance

const byName = new Intl.Collator("ja"); // the roster has no readings
const plain = (name) => name.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");

export class SeatColleagues {
  element = el("section", { class: "find-colleagues", "aria-labelledby": "near-title" });
  #view;
  #all = [];
  #asked = ""; // the time at which they were asked for
  #chosen = new Set((recall("colleagues") ?? "").split(" ").filter(Boolean));
  #search = el("input", { type: "search", autocomplete: "off", spellcheck: "false", "data-t-label": "near.search", "data-t-placeholder": "near.search" });
  #list = el("div", { class: "find-people", role: "group", "data-t-label": "near.title" });
  #places = el("ul", { class: "find-places" });
  #none = el("p", { class: "quiet", role: "status" });

  constructor(view) {
    this.#view = view;
    this.element.append(el("h3", { id: "near-title", "data-t": "near.title" }), this.#search, this.#list, this.#none);
    this.#search.addEventListener("input", () => this.refresh());
  }

  /** Where the chosen ones are: seen without opening anything. */
  get places() {
    return this.#places;
  }

  get #time() {
    return `${this.#view.choice.slot} ${this.#view.choice.date}`;
  }

  async load() {
    const { slot, date } = this.#view.choice;
    const asked = (this.#asked = this.#time);
    const { near } = this;
    try {
      const { colleagues } = await api.colleagues(slot, date);
      if (asked !== this.#asked) return;
      this.#all = colleagues.sort((a, b) => byName.compare(a.name, b.name));
    } catch {
      return; // who is nobody of the roster is told so above
    }
    this.#fill();
    this.refresh();
    if (this.near.join() !== near.join()) this.#view.ask();
  }

  /** Another time may have been chosen: where they are then is worth a question while somebody looks. */
  follow() {
    if (this.#view.choice.more.open && this.#asked !== this.#time) this.load();
  }

  translate() {
    this.#fill();
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
      ...this.#all.map(({ id, name, office, seat }) => {
        const box = el("input", { type: "checkbox", value: id });
        box.checked = this.#chosen.has(id);
        box.addEventListener("change", () => this.#choose(id, box.checked));
        const place = seat === null ? t("near.no_seat") : `${seat} · ${this.#view.officeName(office)}`;
        return el("label", { "data-name": plain(name) }, box, el("span", {}, name, el("small", {}, place)));
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
    const wanted = plain(this.#search.value);
    let found = 0;
    for (const line of this.#list.children) {
      const [box] = line.children;
      box.disabled = !box.checked && near.length >= MOST;
      line.hidden = !line.dataset.name.includes(wanted);
      if (!line.hidden) found++;
    }
    this.#search.hidden = this.#all.length < SEARCHED_FROM;
    const words = this.#all.length === 0 ? "near.none" : found === 0 ? "near.unfound" : "near.most";
    setText(this.#none, `${t(words)} ${t("near.own")}`);
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
