// Whether the reader is told of the own reservations by mail or chat, and where. Hidden where the hub tells nobody.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { lang, moment, problemWord, t, translate } from "./text.js";

export class SeatNotices {
  element = el("details", { class: "find-calendar", hidden: true });
  #page;
  #parts = {};
  #told = null;

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    p.state = el("p");
    p.trouble = el("p", { class: "error", role: "status" });
    p.channel = el("select", { id: "notices-channel" });
    p.channel.addEventListener("change", () => this.refresh());
    p.to = el("input", { id: "notices-to", required: true, autocomplete: "off", spellcheck: false });
    p.toLabel = el("label", { for: "notices-to" });
    p.where = el("p", { class: "quiet", id: "notices-where" });
    p.to.setAttribute("aria-describedby", "notices-where");
    p.save = el("button", { type: "submit", "data-t": "notices.save" });
    p.end = el("button", { type: "button", "data-t": "notices.end" });
    p.end.addEventListener("click", () => this.#carryOut(() => api.endNotices(), "notices.ended"));
    p.choice = el("div", { class: "notices-field" }, el("label", { for: "notices-channel", "data-t": "notices.channel" }), p.channel);
    p.form = el("form", { class: "notices-form", novalidate: true }, p.choice, el("div", { class: "notices-field" }, p.toLabel, p.to), p.where, el("div", { class: "buttons" }, p.save, p.end));
    p.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    p.said = el("p", { role: "status", class: "done" });
    p.error = el("p", { role: "alert", class: "error" });
    const what = el("p", { class: "quiet", "data-t": "notices.what" });
    this.element.append(el("summary", { "data-t": "notices.title" }), what, p.state, p.trouble, p.form, p.said, p.error);
  }

  async load() {
    try {
      this.#told = await api.notices();
    } catch {
      return; // who is nobody of the roster is told so above
    }
    this.refresh();
  }

  translate() {
    translate(this.element);
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const told = this.#told;
    const offered = told === null ? [] : [...(told.mail_domains.length ? ["mail"] : []), ...(told.chat_hosts.length ? ["chat"] : [])];
    this.element.hidden = !offered.length;
    if (!offered.length) return;
    const channel = offered.includes(p.channel.value) ? p.channel.value : (told.wanted?.channel ?? offered[0]);
    p.channel.replaceChildren(...offered.map((value) => el("option", { value }, t(`notices_channel.${value}`))));
    p.channel.value = channel;
    p.choice.hidden = offered.length < 2;
    setText(p.toLabel, t(`notices_to.${channel}`));
    p.to.type = channel === "mail" ? "email" : "url";
    const places = channel === "mail" ? told.mail_domains.map((domain) => `@${domain}`) : told.chat_hosts;
    setText(p.where, t(`notices_where.${channel}`, { places: places.join(", ") }));
    const { wanted } = told;
    const since = wanted && moment(wanted.since, this.#page.clock.now());
    setText(p.state, wanted ? t(`notices_on.${wanted.channel}`, { to: wanted.to, since }) : t("notices.off"));
    setText(p.trouble, wanted?.trouble ? t("notices.trouble") : "");
    p.end.hidden = wanted === null;
  }

  async #carryOut(act, done) {
    const p = this.#parts;
    setText(p.said, "");
    setText(p.error, "");
    try {
      await act();
      p.to.value = "";
      await this.load();
      setText(p.said, t(done));
    } catch (problem) {
      if (problem.status === 401) return this.#page.complain(problem);
      setText(p.error, problemWord(problem));
    }
  }

  #save() {
    const p = this.#parts;
    const wanted = { channel: p.channel.value, to: p.to.value.trim(), language: lang() };
    return this.#carryOut(() => api.wantNotices(wanted), "notices.saved");
  }
}
