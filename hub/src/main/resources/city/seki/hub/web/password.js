// Another password for who is signed in by one, in a panel over the page.

import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { problemWord, t, translate } from "./text.js";

export class PasswordPanel {
  #dialog = el("dialog", { id: "password-panel", class: "sheet-dialog", "aria-labelledby": "password-title" });
  #form;
  #parts = {};

  constructor() {
    const p = this.#parts;
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#form.reset());
    const heading = el("header", {}, el("h2", { id: "password-title", "data-t": "password.title" }), close);
    p.current = el("input", { type: "password", autocomplete: "current-password", required: "" });
    p.wanted = el("input", { type: "password", autocomplete: "new-password", required: "", minlength: "15", maxlength: "128" });
    p.error = el("p", { class: "error", role: "alert" });
    p.done = el("p", { class: "done", role: "status" });
    p.go = el("button", { type: "submit", class: "primary", "data-t": "password.go" });
    this.#form = el(
      "form",
      { class: "act" },
      el("label", {}, el("span", { "data-t": "password.current" }), p.current),
      el("label", {}, el("span", { "data-t": "password.wanted" }), p.wanted),
      el("p", { class: "quiet", "data-t": "password.advice" }),
      p.error,
      el("div", { class: "buttons" }, p.go),
      p.done,
    );
    this.#form.addEventListener("submit", (event) => this.#send(event));
    this.#dialog.append(el("div", { class: "sheet" }, heading, this.#form));
    document.body.append(this.#dialog);
  }

  open() {
    const p = this.#parts;
    setText(p.error, "");
    setText(p.done, "");
    translate(this.#dialog);
    if (!this.#dialog.open) this.#dialog.showModal();
    p.current.focus();
  }

  async #send(event) {
    event.preventDefault();
    const p = this.#parts;
    p.go.disabled = true; // one attempt at a time: each counts
    setText(p.error, "");
    try {
      await api.changePassword(p.current.value, p.wanted.value);
      this.#form.reset();
      setText(p.done, t("password.done"));
    } catch (problem) {
      setText(p.error, problem.status === 429 ? t("sign_in.wait", { n: problem.retryAfter ?? 60 }) : problemWord(problem));
      p.current.focus();
    }
    p.go.disabled = false;
  }
}
