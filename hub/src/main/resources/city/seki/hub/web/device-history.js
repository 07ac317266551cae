// The devices of a room, and how each of them was in the last seven days.

import * as api from "./api.js";
import { el, icon } from "./dom.js";
import { ails, byTrouble } from "./room-model.js";
import { deviceIcon, deviceState, list, troubleWord } from "./room-words.js";
import { ago, length, moment, number, pick, t, word } from "./text.js";

const MOST_ROWS = 200;

export class DeviceList {
  element = el("ul", { class: "device-list" });
  #page;
  #shown = null;
  /** By device: the spans told, the latest first; or null while they are on their way. */
  #open = new Map();

  constructor(page) {
    this.#page = page;
  }

  clear() {
    this.#open.clear();
    this.#shown = null;
    this.element.replaceChildren();
  }

  show(office, room, stale) {
    this.#shown = { office, room, stale };
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.device : null;
    const lines = byTrouble(room.devices).map((device) => this.#line(device));
    this.element.replaceChildren(...(lines.length ? lines : [el("li", { class: "quiet" }, t("room.no_devices"))]));
    if (focused) [...this.element.querySelectorAll("button")].find((button) => button.dataset.device === focused)?.focus();
  }

  translate() {
    if (this.#shown) this.show(this.#shown.office, this.#shown.room, this.#shown.stale);
  }

  #line(device) {
    const { stale, room } = this.#shown;
    const state = deviceState(device, stale);
    const now = this.#page.clock.now();
    const open = this.#open.has(device.device);
    const more = el("button", { type: "button", "data-device": device.device, "aria-expanded": String(open) }, t("history.open"));
    more.addEventListener("click", () => this.#toggle(device.device));
    const name = el("div", { class: "device-name" }, el("b", {}, pick(device.name) || device.device), el("span", { class: "quiet" }, device.device));
    const told = device.age_s === null ? t("details.never") : ago(device.age_s + room.told.seconds());
    const facts = [
      device.since && !stale ? t("seat.since", { time: moment(device.since, now) }) : "",
      t("room.heard", { ago: told }),
      device.seen ? t("device.answered", { time: moment(device.seen, now) }) : "",
      device.source === "none" ? "" : device.source,
      device.firmware ? t("device.firmware", { version: device.firmware }) : "",
    ];
    const trouble = stale ? "" : troubleWord(device);
    const line = el("li", { "data-device": state, class: !stale && ails(device) ? "ails" : null }, icon(deviceIcon(state)), name, el("b", { class: "word" }, t(`device_state.${state}`)), more);
    if (trouble) line.append(el("p", { class: "trouble" }, trouble));
    line.append(el("p", { class: "quiet" }, list(facts)));
    if (open) line.append(this.#history(device.device));
    return line;
  }

  async #toggle(device) {
    const { office, room } = this.#shown;
    if (this.#open.delete(device)) return this.#again();
    this.#open.set(device, null);
    this.#again();
    try {
      const spans = await api.deviceHistory(office, device);
      if (this.#shown?.room.room === room.room && this.#open.has(device)) this.#open.set(device, spans.reverse());
    } catch (problem) {
      this.#open.delete(device);
      this.#page.complain(problem);
    }
    this.#again();
  }

  #again() {
    if (this.#shown) this.show(this.#shown.office, this.#shown.room, this.#shown.stale);
  }

  #history(device) {
    const spans = this.#open.get(device);
    if (spans === null) return el("p", { class: "quiet", role: "status" }, t("history.loading"));
    if (spans.length === 0) return el("p", { class: "quiet" }, t("history.none"));
    const head = el("tr", {}, ...["state", "from", "to", "length"].map((column) => el("th", { scope: "col" }, t(`history.${column}`))));
    const rows = spans.slice(0, MOST_ROWS).map((span) => this.#row(span));
    const table = el("table", {}, el("caption", { class: "unseen" }, t("history.title")), el("thead", {}, head), el("tbody", {}, ...rows));
    const rest = spans.length - rows.length;
    return el("div", { class: "history" }, table, rest > 0 ? el("p", { class: "quiet" }, t("history.more", { n: number(rest) })) : null);
  }

  #row(span) {
    const now = this.#page.clock.now();
    const seconds = ((span.to ? Date.parse(span.to) : now) - Date.parse(span.from)) / 1000;
    const state = el("td", {}, icon(deviceIcon(span.state)), ` ${word("device_state", span.state)}`);
    const to = span.to ? moment(span.to, now) : t("history.still");
    return el("tr", { "data-device": span.state }, state, el("td", {}, moment(span.from, now)), el("td", {}, to), el("td", {}, length(seconds)));
  }
}
