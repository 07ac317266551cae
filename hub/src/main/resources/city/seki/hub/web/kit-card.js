// The card of one kit: whether it is to be had, who has it, and what has to be in it.

import { el, icon, setIcon, setText } from "./dom.js";
import { kitState } from "./kit-model.js";
import { dueWord, holderWords, kitIcon, timeWord } from "./kit-words.js";
import { pick, t } from "./text.js";

export class KitCard {
  element = el("article", { class: "card kit" });
  #page;
  #key;
  #parts = {};

  constructor(key, page) {
    this.#page = page;
    this.#key = key;
    this.element.dataset.kit = key;
    const p = this.#parts;
    p.office = el("p", { class: "quiet" });
    p.name = el("h2");
    p.now = el("p", { class: "now" }, icon("unknown"), el("b"), el("span", { class: "people" }), el("span", { class: "since" }));
    p.holder = el("p", { class: "holder" }, el("span", { class: "quiet" }), el("b"), el("span"));
    p.noTag = el("p", { class: "no-tag" }, icon("unclaimed-use"), el("span"));
    p.contents = el("div", { class: "contents" });
    p.open = el("button", { type: "button", class: "open-card", "aria-haspopup": "dialog" });
    this.element.append(el("header", {}, p.office, p.name), p.now, p.holder, p.noTag, p.contents, p.open);
  }

  get kit() {
    return this.#page.kits.known.kits.get(this.#key);
  }

  refresh() {
    const kit = this.kit;
    if (!kit) return;
    const p = this.#parts;
    const keeper = this.#page.kits.keeper;
    setText(p.office, pick(this.#page.floor.offices.get(kit.office)?.name) || kit.office);
    setText(p.name, pick(kit.name) || kit.kit);
    showNow(this.element, p.now, kit, this.#page);
    showHolder(p.holder, holderWords(kit, keeper, this.#page.floor.stale));
    p.noTag.hidden = kit.tags > 0;
    setText(p.noTag.lastElementChild, t("kit.no_tag"));
    p.contents.replaceChildren(...contents(kit));
    p.open.hidden = !keeper;
    this.element.classList.toggle("fixed", !keeper);
    setText(p.open, t(`kit_do.${doing(kit)}`));
    p.open.setAttribute("aria-label", `${p.name.textContent}: ${p.open.textContent}`);
  }

  /** What changes with time alone. */
  showTimes() {
    if (this.kit) showNow(this.element, this.#parts.now, this.kit, this.#page);
  }

  focus() {
    this.#parts.open.focus();
  }
}

/** What facilities most likely want of a kit in that state. */
export function doing(kit) {
  if (kit.state !== "available") return "take_back";
  return kit.tags > 0 ? "look" : "link";
}

/** The state as picture and words, in the colour of its element. */
export function showNow(element, line, kit, page) {
  const { stale } = page.floor;
  const now = page.clock.now();
  const state = kitState(kit, stale);
  if (element.dataset.state !== state) element.dataset.state = state;
  setIcon(line.firstElementChild, kitIcon(state));
  setText(line.children[1], t(`kit_state.${state}`));
  setText(line.children[2], dueWord(kit, now, stale));
  setText(line.children[3], timeWord(kit, now, stale));
}

export function showHolder(line, words) {
  line.hidden = words === null;
  if (words === null) return;
  setText(line.children[0], t("kit.holder"));
  setText(line.children[1], words[0]);
  setText(line.children[2], words[1]);
}

/** What has to be in it, to be ticked off by eye. */
export function contents(kit) {
  if (!kit.parts.length) return [el("p", { class: "quiet" }, t("kit.no_parts"))];
  return [el("h3", {}, t("kit.parts")), el("ul", {}, ...kit.parts.map((part) => el("li", {}, pick(part))))];
}
