// One unit in the list of all: a row on a wide screen, a card on a phone.

import { el, icon, setIcon, setText } from "./dom.js";
import { diskWord, FLEET_ICONS, fleetState, heardWord, heatWord, linkWord, troubleWords } from "./fleet-words.js";
import { pick, t } from "./text.js";

export class FleetRow {
  element = el("li", { class: "fleet-row" });
  #page;
  #unit = null;
  #parts = {};

  constructor(name, page) {
    this.#page = page;
    const p = this.#parts;
    p.choose = el("input", { type: "checkbox" });
    p.choose.addEventListener("change", () => page.fleet.choose(name, p.choose.checked));
    p.icon = icon("unknown");
    p.state = el("b");
    p.what = el("span", { class: "what" });
    p.open = el("button", { type: "button", class: "unit" });
    p.open.addEventListener("click", () => page.fleet.open(name));
    p.office = el("span", { class: "quiet" });
    [p.heat, p.disk, p.link, p.version] = ["heat", "disk", "link", "version"].map((column) => el("span", { class: "value", "data-column": column }));
    const values = [["heat", p.heat], ["disk", p.disk], ["link", p.link], ["version", p.version]];
    this.element.append(
      el("label", { class: "choose" }, p.choose),
      el("p", { class: "name-line" }, p.open, p.office),
      el("p", { class: "state-line" }, p.icon, p.state, p.what),
      ...values.map(([column, part]) => el("p", { class: "value-line" }, el("span", { class: "quiet", "data-t": `fleet.column_${column}` }), part)),
    );
  }

  show(unit) {
    this.#unit = unit;
    const p = this.#parts;
    const state = fleetState(unit);
    if (this.element.dataset.state !== state) this.element.dataset.state = state;
    setIcon(p.icon, FLEET_ICONS[state]);
    setText(p.open, unit.unit);
    setText(p.state, t(`fleet_state.${state}`));
    setText(p.office, pick(this.#page.floor.offices.get(unit.office)?.name) || unit.office);
    setText(p.heat, heatWord(unit));
    setText(p.disk, diskWord(unit));
    setText(p.link, linkWord(unit));
    setText(p.version, unit.version ?? "–");
    p.choose.checked = this.#page.fleet.isChosen(unit.unit);
    p.choose.setAttribute("aria-label", t("fleet.choose", { unit: unit.unit }));
    p.open.setAttribute("aria-label", t("fleet.details", { unit: unit.unit }));
    this.showTimes();
  }

  showTimes() {
    const words = troubleWords(this.#unit).join(" · ");
    setText(this.#parts.what, words || heardWord(this.#unit, this.#page.clock.now()));
  }

  translate() {
    for (const label of this.element.querySelectorAll("[data-t]")) setText(label, t(label.dataset.t));
    if (this.#unit) this.show(this.#unit);
  }
}
