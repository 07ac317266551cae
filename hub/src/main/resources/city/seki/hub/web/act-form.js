// A small form inside a panel: a button opens it, it asks for one line and sends that, errors are told in words.

import { el, setText } from "./dom.js";
import { problemWord, t, translate } from "./text.js";

export class ActForm {
  element = el("div", { class: "act" });
  #offered = true;
  #send;
  #parts = {};
  #text;

  /**
   * @param text groups of keys: `{open, sure, label, go, back, done}`; without `open` the form is always open, without `back`
   *   it says so in the usual word, without `done` whoever sends says what was done
   * @param field attributes of the input, or a select instead of it; null where there is nothing to type
   * @param send async (what was typed) => void
   */
  constructor(text, field, send) {
    this.#text = text;
    this.#send = send;
    const p = this.#parts;
    p.open = el("button", { type: "button", "data-t": text.open, hidden: !text.open });
    p.sure = el("p");
    p.input = field instanceof Element ? field : el("input", { type: "text", autocomplete: "off", spellcheck: "false", ...field });
    p.go = el("button", { type: "submit", class: "primary", "data-t": text.go });
    p.cancel = el("button", { type: "button", "data-t": text.back ?? "form.cancel", hidden: !text.open });
    p.error = el("p", { class: "error", role: "alert" });
    p.done = el("p", { class: "done", role: "status", tabindex: "-1" });
    const label = el("label", { hidden: !field }, el("span", { "data-t": field && text.label }), p.input);
    p.first = field ? p.input : p.cancel; // where nothing is typed, Enter twice must not do it
    p.form = el("form", {}, p.sure, label, p.error, el("div", { class: "buttons" }, p.go, p.cancel));
    this.element.append(p.open, p.form, p.done);
    p.open.addEventListener("click", () => this.open());
    p.cancel.addEventListener("click", () => this.close(true));
    p.form.addEventListener("submit", (event) => this.#submit(event));
    p.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !text.open) return;
      event.preventDefault(); // the first Escape leaves the form, the next one the panel
      event.stopPropagation();
      this.close(true);
    });
    this.close();
  }

  translate() {
    translate(this.element);
  }

  /** What is asked before it is sent, already in the reader's language. */
  set sure(words) {
    setText(this.#parts.sure, words);
  }

  /** Whether there is anything to do: without, the button that opens the form is not there. */
  set offered(whether) {
    this.#offered = whether;
    this.#parts.open.hidden = !whether || !this.#text.open || !this.#parts.form.hidden;
  }

  open() {
    const p = this.#parts;
    p.form.hidden = false;
    p.open.hidden = true;
    setText(p.done, "");
    p.first.focus();
  }

  close(back = false) {
    const p = this.#parts;
    p.form.reset();
    setText(p.error, "");
    p.form.hidden = Boolean(this.#text.open);
    this.offered = this.#offered;
    if (back) p.open.focus();
  }

  /** Forgets what was said and typed, for another thing of the same kind. */
  clear() {
    this.close();
    setText(this.#parts.done, "");
  }

  async #submit(event) {
    event.preventDefault();
    const p = this.#parts;
    p.go.disabled = true;
    setText(p.error, "");
    setText(p.go, t("form.sending"));
    try {
      await this.#send(p.input.value.trim());
      this.close();
      if (this.#text.done) setText(p.done, t(this.#text.done));
      if (this.#text.done && this.#text.open) p.done.focus(); // the form that had the focus is gone
    } catch (problem) {
      setText(p.error, problemWord(problem));
      p.first.focus();
    }
    p.go.disabled = false;
    setText(p.go, t(this.#text.go));
  }
}
