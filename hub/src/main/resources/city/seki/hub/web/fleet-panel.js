// How one unit is, in a panel over the page: what is wrong, what to do, and every value in words.

import { el, icon, setIcon, setText } from "./dom.js";
import { FLEET_ICONS, fleetState, healthLines, heardWord, remedies, troubleWords } from "./fleet-words.js";
import { pick, t, translate } from "./text.js";

export class FleetPanel {
  #page;
  #unit = null;
  #dialog = el("dialog", { id: "fleet-panel", class: "sheet-dialog", "aria-labelledby": "fleet-title" });
  #parts = {};

  /** @param closed called when it was closed */
  constructor(page, closed) {
    this.#page = page;
    const p = this.#parts;
    p.title = el("h2", { id: "fleet-title" });
    p.office = el("p", { class: "quiet" });
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener("close", () => {
      this.#unit = null;
      closed();
    });
    p.icon = icon("unknown");
    p.state = el("b");
    p.what = el("span");
    p.now = el("p", { class: "fleet-now" }, p.icon, p.state, p.what);
    p.remedies = el("ul", { class: "remedies" });
    p.todo = el("section", {}, el("h3", { "data-t": "fleet.what_now" }), p.remedies);
    p.silent = el("p", { class: "quiet", "data-t": "fleet.no_machine" });
    p.values = el("tbody");
    this.#dialog.append(
      el("div", { class: "sheet" }, el("header", {}, el("div", {}, p.title, p.office), close), p.now, p.todo, p.silent, el("table", {}, p.values)),
    );
    document.body.append(this.#dialog);
    this.translate();
  }

  open(unit) {
    this.#unit = unit;
    this.refresh();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  translate() {
    translate(this.#dialog);
    this.refresh();
  }

  refresh() {
    const unit = this.#unit && this.#page.fleet.of(this.#unit);
    if (!unit) return;
    const p = this.#parts;
    const state = fleetState(unit);
    setText(p.title, unit.unit);
    setText(p.office, pick(this.#page.floor.offices.get(unit.office)?.name) || unit.office);
    p.now.dataset.state = state;
    setIcon(p.icon, FLEET_ICONS[state]);
    setText(p.state, t(`fleet_state.${state}`));
    setText(p.what, troubleWords(unit).join(" · ") || heardWord(unit, this.#page.clock.now()));
    const todo = state === "away" ? [t("alert_do.unit-silent")] : remedies(unit);
    p.todo.hidden = todo.length === 0;
    p.remedies.replaceChildren(...todo.map((words) => el("li", {}, words)));
    p.silent.hidden = Boolean(unit.health?.machine);
    const rows = healthLines(unit).map(([name, words]) => el("tr", {}, el("th", { scope: "row" }, t(`fleet_value.${name}`)), el("td", {}, words)));
    p.values.replaceChildren(...rows);
  }
}
