// As whom one is signed in, and the way out: a small menu in the head of the page.

import * as api from "./api.js";
import { byId, el, icon, setText } from "./dom.js";
import { t } from "./text.js";

const ROLES = ["staff", "facilities", "hr", "supervisor", "operator", "admin", "auditor"];

/** The menu; `translate` puts it into another language. */
export class Who {
  #page;
  #self = null;
  #name = el("span", { class: "name" });
  #roles = el("p", { class: "quiet" });
  #by = el("p", { class: "quiet" });
  #password = el("button", { type: "button", hidden: true });
  #panel = null;
  #out = el("button", { type: "button", class: "primary" });
  #everywhere = el("button", { type: "button" });
  #menu = byId("who");

  constructor(page) {
    this.#page = page;
    this.#menu.append(
      el("summary", {}, icon("person"), this.#name),
      el("div", { class: "panel" }, this.#roles, this.#by, this.#password, this.#out, this.#everywhere),
    );
    this.#password.addEventListener("click", () => this.#change());
    this.#out.addEventListener("click", () => this.#leave(false));
    this.#everywhere.addEventListener("click", () => this.#leave(true));
    this.#menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#menu.open) return;
      event.stopPropagation();
      this.#close();
    });
    addEventListener("click", (event) => {
      if (this.#menu.open && !this.#menu.contains(event.target)) this.#menu.open = false;
    });
    this.load();
  }

  async load() {
    try {
      this.#self = await api.session();
      this.translate();
      this.#menu.hidden = false;
    } catch (problem) {
      this.#page.complain(problem);
    }
  }

  translate() {
    if (!this.#self) return;
    const { name, by, roles, read_only: readOnly } = this.#self;
    const shown = ROLES.filter((role) => roles.includes(role)).map((role) => t(`role.${role}`));
    setText(this.#name, name ?? t("who.nameless"));
    this.#menu.firstElementChild.setAttribute("aria-label", t("who.label", { name: name ?? t("who.nameless") }));
    setText(this.#roles, t("who.roles", { roles: shown.join(t("who.and")) }) + (readOnly ? ` ${t("who.read_only")}` : ""));
    setText(this.#by, t(`who.by_${by}`));
    this.#password.hidden = by !== "account"; // others have none here
    setText(this.#password, t("who.password"));
    setText(this.#out, t("who.out"));
    setText(this.#everywhere, t("who.everywhere"));
  }

  #close() {
    this.#menu.open = false;
    this.#menu.firstElementChild.focus();
  }

  async #change() {
    this.#close();
    try {
      const { PasswordPanel } = await import("./password.js");
      this.#panel ??= new PasswordPanel();
      this.#panel.open();
    } catch {
      this.#page.complain({ status: 0 });
    }
  }

  async #leave(everywhere) {
    try {
      const next = await api.signOut(everywhere);
      location.assign(next ?? "/");
    } catch (problem) {
      this.#page.complain(problem);
    }
  }
}
