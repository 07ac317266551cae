// All sensors of an office in a panel over the page, the doubtful first, and what network sensors were refused there.

import * as api from "./api.js";
import { el, icon, loadStyle, setText } from "./dom.js";
import { honesty, refusedWords, viewName, viewPlace } from "./sensor-words.js";
import { number, pick, t, translate } from "./text.js";

export class SensorPanel {
  #page;
  #office = null;
  /** What the hub told of that office, null while it is on its way. */
  #told = null;
  #failed = false;
  #asked = 0;
  #dialog = el("dialog", { id: "sensor-panel", class: "sheet-dialog sensor-panel", "aria-labelledby": "sensor-title" });
  #parts = {};

  constructor(page) {
    this.#page = page;
    loadStyle("/web/sensors.css");
    this.#build();
    document.body.append(this.#dialog);
    this.translate();
  }

  #build() {
    const p = this.#parts;
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    p.office = el("select");
    p.office.addEventListener("change", () => this.#choose(p.office.value));
    p.state = el("p", { role: "status" });
    p.list = el("ul", { class: "sensor-list" });
    p.units = el("ul", { class: "refusals" });
    p.refused = el("section", {}, el("h3", { "data-t": "refusals.title" }), el("p", { class: "quiet", "data-t": "refusals.why" }), p.units);
    const heading = el("header", {}, el("h2", { id: "sensor-title", "data-t": "sensors.title" }), close);
    const label = el("label", { class: "of-office" }, el("span", { "data-t": "sensors.office" }), p.office);
    this.#dialog.append(el("div", { class: "sheet" }, heading, el("p", { class: "quiet", "data-t": "sensors.why" }), label, p.state, p.list, p.refused));
  }

  open(office) {
    this.#choose(office);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  translate() {
    translate(this.#dialog);
    this.#show();
  }

  async #choose(office) {
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    this.#office = office;
    this.#told = null;
    this.#failed = false;
    this.#show();
    try {
      const [sensors, units] = await Promise.all([api.sensors(office), api.units()]);
      if (asked !== this.#asked) return;
      this.#told = { sensors, units: units.filter((unit) => unit.office === office) };
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.#failed = true;
      if (problem.status === 401) this.#page.complain(problem);
    }
    this.#show();
  }

  #show() {
    const p = this.#parts;
    const offices = [...this.#page.floor.offices.values()];
    p.office.replaceChildren(...offices.map(({ office, name }) => el("option", { value: office, selected: office === this.#office }, pick(name) || office)));
    const sensors = this.#told?.sensors ?? [];
    setText(p.state, this.#stateWord(sensors));
    p.state.classList.toggle("trouble", this.#failed);
    p.list.replaceChildren(...sensors.map((view) => this.#line(view)));
    const refused = (this.#told?.units ?? []).map((unit) => [unit.unit, refusedWords(unit)]).filter(([, lines]) => lines.length);
    p.refused.hidden = refused.length === 0;
    p.units.replaceChildren(...refused.map(([unit, lines]) => el("li", {}, el("b", {}, t("alert_about.unit", { unit })), el("ul", {}, ...lines.map((line) => el("li", {}, line))))));
  }

  #stateWord(sensors) {
    if (this.#failed) return t("sensors.failed");
    if (!this.#told) return t("sensors.loading");
    if (!sensors.length) return t("sensors.none");
    const doubtful = sensors.filter((view) => view.doubtful).length;
    return t("sensors.count", { n: number(sensors.length), doubtful: number(doubtful) });
  }

  #line(view) {
    const room = this.#page.rooms.known.room(this.#office, view.place.replace(/^room:/, ""));
    const heading = el("h3", {}, viewPlace(view, room), el("span", {}, viewName(view, room)));
    return el("li", { class: view.doubtful ? "doubted" : null }, heading, honesty(view));
  }
}
