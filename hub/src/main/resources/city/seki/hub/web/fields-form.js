// A form of some fields inside a panel: a button opens it, and what it would do is told while one fills it in.

import { el, setText } from "./dom.js";
import { problemWord, t, translate } from "./text.js";

export class FieldsForm {
  element = el("div", { class: "act fields" });
  #text;
  #fields;
  #parts = {};

  /**
   * @param text keys: `{open, go, done}`
   * @param fields by name: `{label, input}`, in their order
   * @param told element that says what would follow, null if nothing does
   * @param changed called when it is opened and after each change
   * @param send async (values by name) => void
   */
  constructor(text, fields, told, changed, send) {
    this.#text = text;
    this.#fields = fields;
    const p = this.#parts;
    p.open = el("button", { type: "button", "data-t": text.open });
    p.go = el("button", { type: "submit", class: "primary", "data-t": text.go });
    p.cancel = el("button", { type: "button", "data-t": "form.cancel" });
    p.error = el("p", { class: "error", role: "alert" });
    p.done = el("p", { class: "done", role: "status", tabindex: "-1" });
    p.labels = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, label(field)]));
    const last = Object.values(p.labels).filter((one) => one.className === "check"); // they answer what is told
    const first = Object.values(p.labels).filter((one) => !last.includes(one));
    p.form = el("form", { hidden: true }, ...first, told, ...last, p.error, el("div", { class: "buttons" }, p.go, p.cancel));
    this.element.append(p.open, p.form, p.done);
    p.open.addEventListener("click", () => this.#open());
    p.cancel.addEventListener("click", () => this.close(true));
    p.form.addEventListener("submit", (event) => this.#submit(event, send));
    p.form.addEventListener("change", () => changed(this.values));
    p.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // the first Escape leaves the form, the next one the panel
      event.stopPropagation();
      this.close(true);
    });
    this.opened = () => changed(this.values);
  }

  get values() {
    const value = ({ input }) => (input.type === "checkbox" ? input.checked : input.value.trim());
    return Object.fromEntries(Object.entries(this.#fields).map(([name, field]) => [name, value(field)]));
  }

  get isOpen() {
    return !this.#parts.form.hidden;
  }

  /** Whether that field is to be filled in now. */
  offer(name, whether) {
    this.#parts.labels[name].hidden = !whether;
  }

  translate() {
    translate(this.element);
  }

  #open() {
    const p = this.#parts;
    p.form.hidden = false;
    p.open.hidden = true;
    setText(p.done, "");
    Object.values(this.#fields)[0].input.focus();
    this.opened();
  }

  close(back = false) {
    const p = this.#parts;
    p.form.reset();
    setText(p.error, "");
    p.form.hidden = true;
    p.open.hidden = false;
    if (back) p.open.focus();
  }

  /** Forgets what was said and typed, for another thing of the same kind. */
  clear() {
    this.close();
    setText(this.#parts.done, "");
  }

  async #submit(event, send) {
    event.preventDefault();
    const p = this.#parts;
    p.go.disabled = true;
    setText(p.error, "");
    setText(p.go, t("form.sending"));
    try {
      await send(this.values);
      this.close();
      setText(p.done, t(this.#text.done));
      p.done.focus(); // the form that had the focus is gone
    } catch (problem) {
      setText(p.error, problemWord(problem));
      p.go.focus();
    }
    p.go.disabled = false;
    setText(p.go, t(this.#text.go));
  }
}

function label({ label: key, input }) {
  const words = el("span", { "data-t": key });
  const box = input.type === "checkbox";
  return el("label", { class: box ? "check" : null }, ...(box ? [input, words] : [words, input]));
}

/** A choice of names, each with the key of its word. */
export function choiceOf(names, keyOf) {
  return el("select", {}, ...names.map((name) => el("option", { value: name, "data-t": keyOf(name) })));
}
