// Only in the demo: tap a card of one's own choice at any reader, and see its light.

import { demoTap } from "./api.js";
import { byId, el, setText } from "./dom.js";
import { paintLamp } from "./plan.js";
import { pick, t, word } from "./text.js";

const ANSWER_WITHIN_MS = 5_000;

export class Demo {
  #page;
  #cards;
  #readers = new Map();
  #displays;
  #parts = {};
  #waiting = null;

  /** @param page what all views share; @param told the answer of GET /api/v1/demo */
  constructor(page, told) {
    this.#page = page;
    this.#cards = told.cards;
    this.#displays = new Map((told.displays ?? []).map(({ office, url }) => [office, url]));
    for (const { office, reader } of told.readers) {
      if (!this.#readers.has(office)) this.#readers.set(office, []);
      this.#readers.get(office).push(reader);
    }
    this.#build();
  }

  #build() {
    const p = this.#parts;
    const choice = (name) => el("label", {}, el("span", { "data-t": `demo.${name}` }), (p[name] = el("select")));
    p.lamp = el("span", { class: "lamp big" });
    p.light = el("b");
    p.answer = el("p", { class: "answer", role: "status" });
    p.tap = el("button", { type: "submit", class: "primary", "data-t": "demo.tap" });
    p.display = el("a", { class: "display", target: "_blank", rel: "noopener", "data-t": "demo.display" });
    const form = el("form", {}, choice("card"), choice("office"), choice("reader"), p.tap, p.display);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.tap(p.office.value, p.reader.value);
    });
    p.office.addEventListener("change", () => this.choose(p.office.value, null));
    p.reader.addEventListener("change", () => this.#show());
    p.card.addEventListener("change", () => this.#page.details.refresh());
    const light = el("div", { class: "light" }, p.lamp, el("div", {}, p.light, p.answer));
    p.fold = el("details", {}, el("summary", {}, el("h2", { "data-t": "demo.title" })), form, light);
    p.fold.open = matchMedia("(min-width: 68rem)").matches;
    byId("demo").append(p.fold);
    byId("demo").hidden = false;
    document.body.classList.add("has-demo");
  }

  /** The readers at an office's doors. */
  kiosks(office) {
    return (this.#readers.get(office) ?? []).filter((reader) => reader.startsWith("kiosk:"));
  }

  get cardLabel() {
    return pick(this.#cards.find((card) => card.card === this.#parts.card.value)?.label);
  }

  translate() {
    const p = this.#parts;
    const card = p.card.value;
    const kinds = [...new Set(this.#cards.map(({ kind }) => kind))];
    p.card.replaceChildren(...kinds.map((kind) => this.#cardsOf(kind)));
    if (card) p.card.value = card;
    const office = p.office.value || this.#readers.keys().next().value;
    const offices = [...this.#readers.keys()].map((id) => el("option", { value: id }, pick(this.#page.floor.offices.get(id)?.name) || id));
    p.office.replaceChildren(...offices);
    this.choose(office, p.reader.value || null);
  }

  #cardsOf(kind) {
    const cards = this.#cards.filter((card) => card.kind === kind);
    return el("optgroup", { label: word("kind", kind) }, ...cards.map(({ card, label }) => el("option", { value: card }, pick(label) || card)));
  }

  /** Follows what the reader of the page chose in a plan; null for an office's first reader. */
  choose(office, reader) {
    const readers = this.#readers.get(office);
    if (!readers) return;
    const p = this.#parts;
    p.office.value = office;
    p.reader.replaceChildren(...readers.map((name) => el("option", { value: name }, readerName(name))));
    p.reader.value = readers.includes(reader) ? reader : readers[0];
    this.#show();
  }

  unfold() {
    this.#parts.fold.open = true;
  }

  async tap(office, reader) {
    this.choose(office, reader);
    const p = this.#parts;
    setText(p.answer, t("demo.waiting"));
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => setText(p.answer, t("demo.no_answer")), ANSWER_WITHIN_MS);
    try {
      await demoTap(p.card.value, office, reader);
    } catch (problem) {
      this.#answered("");
      this.#page.complain(problem);
    }
  }

  #answered(text) {
    clearTimeout(this.#waiting);
    setText(this.#parts.answer, text);
  }

  #isChosen({ office, reader }) {
    return office === this.#parts.office.value && reader === this.#parts.reader.value;
  }

  onTap(tap) {
    if (this.#isChosen(tap)) this.#answered(pick(tap.text));
  }

  onLight(light) {
    if (!this.#isChosen(light)) return;
    if (light.text) this.#answered(pick(light.text));
    this.#showLight(light);
  }

  #show() {
    const { office, reader, display } = this.#parts;
    const url = this.#displays.get(office.value);
    display.hidden = !url || !reader.value.startsWith("kiosk:");
    if (url) display.href = url;
    this.#answered("");
    this.#showLight(this.#page.floor.lights.get(`${office.value}/${reader.value}`));
  }

  #showLight(light) {
    paintLamp(this.#parts.lamp, light);
    setText(this.#parts.light, word("light", light?.colour ?? "off"));
  }
}

function readerName(reader) {
  const [kind, name] = [reader.slice(0, reader.indexOf(":")), reader.slice(reader.indexOf(":") + 1)];
  return kind === "kiosk" ? t("demo.kiosk", { name }) : t("demo.seat", { seat: name });
}
