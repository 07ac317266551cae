// The address by which the reader's own calendar program reads the reservations: made, made anew, taken back.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { lang, moment, problemWord, t } from "./text.js";

export class SeatCalendar {
  element = el("details", { class: "find-calendar" });
  #page;
  #parts = {};
  #made = null;
  #address = null; // known only where it was just made

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    p.state = el("p");
    p.address = el("input", { type: "text", readonly: true, "data-t-label": "calendar.address" });
    p.address.addEventListener("focus", () => p.address.select());
    p.copy = el("button", { type: "button", "data-t": "calendar.copy" });
    p.copy.addEventListener("click", () => this.#copy());
    p.shown = el("div", { class: "buttons" }, p.address, p.copy);
    p.make = el("button", { type: "button" });
    p.make.addEventListener("click", () => this.#make());
    p.revoke = el("button", { type: "button", "data-t": "calendar.revoke" });
    p.revoke.addEventListener("click", () => this.#revoke());
    p.said = el("p", { role: "status", class: "done" });
    p.error = el("p", { role: "alert", class: "error" });
    const what = el("p", { class: "quiet", "data-t": "calendar.what" });
    this.element.append(el("summary", { "data-t": "calendar.title" }), what, p.state, p.shown, el("div", { class: "buttons" }, p.make, p.revoke), p.said, p.error);
  }

  async load() {
    try {
      this.#made = (await api.calendar()).made;
    } catch {
      return; // who is nobody of the roster is told so above
    }
    this.refresh();
  }

  translate() {
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    setText(p.state, this.#made ? t("calendar.made", { time: moment(this.#made, this.#page.clock.now()) }) : t("calendar.none"));
    p.shown.hidden = !this.#address;
    p.address.value = this.#address ?? "";
    setText(p.make, t(this.#made ? "calendar.again" : "calendar.make"));
    p.revoke.hidden = !this.#made;
  }

  async #carryOut(act) {
    const p = this.#parts;
    setText(p.said, "");
    setText(p.error, "");
    try {
      const words = await act();
      await this.load();
      this.refresh();
      setText(p.said, words);
    } catch (problem) {
      setText(p.error, problemWord(problem));
    }
  }

  #make() {
    return this.#carryOut(async () => {
      const { path } = await api.makeCalendar();
      this.#address = `${location.origin}${path}&lang=${lang()}`;
      return t("calendar.once");
    });
  }

  #revoke() {
    return this.#carryOut(async () => {
      await api.revokeCalendar();
      this.#address = null;
      return t("calendar.revoked");
    });
  }

  async #copy() {
    const p = this.#parts;
    p.address.select();
    try {
      await navigator.clipboard.writeText(this.#address);
      setText(p.said, t("calendar.copied"));
    } catch {
      setText(p.said, t("calendar.copy_by_hand")); // without HTTPS a browser has no clipboard for pages
    }
  }
}
