// Which offices and seats the reader wants to see, and the totals, which are legend and state filter in one.

import { byId, el, icon, setText } from "./dom.js";
import { STATES } from "./model.js";
import { number, t, tn, word } from "./text.js";

const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

export class Filter {
  #floor;
  #changed;
  #text = "";
  #zone = "";
  #state = "all";
  #zones = new Set(["number", "lgwan", "internet"]);
  #tiles = new Map();
  #found = new Set();
  #alerts = false;
  /** Where something is wrong: offices, and seats as "office/seat"; who may know sets it. */
  troubled = new Set();

  /**
   * @param changed called when the reader chose something else
   * @param typed called with what the reader looks for, empty if for nothing any more
   */
  constructor(floor, changed, typed) {
    this.#floor = floor;
    this.#changed = changed;
    byId("search").addEventListener("input", (event) => {
      this.#found.clear(); // of another text
      this.#set({ text: event.target.value });
      typed(this.#text);
    });
    byId("alerts-only").addEventListener("change", (event) => this.#set({ alerts: event.target.checked }));
    byId("zone").addEventListener("change", (event) => this.#set({ zone: event.target.value }));
    byId("filter").addEventListener("submit", (event) => event.preventDefault());
    byId("filter").addEventListener("reset", () => {
      this.#set({ text: "", zone: "", state: "all", alerts: false });
      typed("");
    });
    for (const state of ["all", ...STATES]) this.#tiles.set(state, this.#tile(state));
    byId("totals").append(...this.#tiles.values());
  }

  #tile(state) {
    const label = el("span", { class: "label" });
    const tile = el("button", { type: "button", "data-state": state, "aria-pressed": "false" });
    tile.append(state === "all" ? el("span", { class: "mark", "aria-hidden": "true" }, "席") : icon(state));
    tile.append(el("b", {}, "–"), label);
    tile.addEventListener("click", () => this.#set({ state: state === this.#state ? "all" : state }));
    return tile;
  }

  #set({ text = this.#text, zone = this.#zone, state = this.#state, alerts = this.#alerts }) {
    this.#alerts = alerts;
    this.#text = plain(text).trim();
    this.#zone = zone;
    this.#state = state;
    this.showTotals();
    this.#changed();
  }

  get active() {
    return this.#text !== "" || this.#zone !== "" || this.#state !== "all" || this.#alerts;
  }

  /** Whether only that is shown with which something is wrong. */
  get alertsOnly() {
    return this.#alerts;
  }

  /** In those offices there are seats or rooms whose names fit. */
  found(offices) {
    this.#found = new Set(offices);
    this.#changed();
  }

  seat(seat, office) {
    if (this.#alerts && !this.troubled.has(`${office}/${seat.seat}`)) return false;
    const words = this.#found.has(office) ? this.#text.split(/\s+/) : [];
    if (words.length && !words.some((one) => plain(seat.seat).includes(one)) && !this.#isNamed(this.#floor.offices.get(office))) return false;
    const state = this.#state === "all" || this.#floor.shown(seat) === this.#state;
    return state && (this.#zone === "" || seat.zone === this.#zone);
  }

  /** Whether an office has anything to see; its seats decide if they are loaded, else its counts. */
  office(office) {
    if (this.#text && !this.#found.has(office.office) && !this.#isNamed(office)) return false;
    if (this.#alerts && !this.troubled.has(office.office)) return false;
    if (this.#zone === "" && this.#state === "all") return true;
    const seats = this.#floor.seats.get(office.office);
    if (seats) return [...seats.values()].some((seat) => this.seat(seat, office.office));
    const zones = this.#floor.zones(office);
    if (this.#zone !== "" && zones && !zones.includes(this.#zone)) return false;
    return this.#state === "all" || this.#floor.counts(office)[this.#state] > 0;
  }

  #isNamed(office) {
    return [office?.office, office?.name?.ja, office?.name?.en].some((name) => plain(name).includes(this.#text));
  }

  /** Offers the zones met so far. */
  learnZones(zones) {
    const before = this.#zones.size;
    for (const zone of zones) this.#zones.add(zone);
    if (this.#zones.size > before) this.translate();
  }

  translate() {
    const zones = [...this.#zones].map((zone) => el("option", { value: zone }, word("zone", zone)));
    byId("zone").replaceChildren(el("option", { value: "" }, t("filter.all_zones")), ...zones);
    byId("zone").value = this.#zone;
    for (const [state, tile] of this.#tiles) {
      setText(tile.lastElementChild, t(`state.${state}`));
      tile.title = word("meaning", state, "");
    }
    this.showTotals();
  }

  showTotals() {
    const totals = this.#floor.totals();
    for (const [state, tile] of this.#tiles) {
      setText(tile.querySelector("b"), number(totals[state]));
      tile.setAttribute("aria-pressed", String(state === this.#state));
      tile.classList.toggle("none", !totals[state]);
    }
    byId("clear").hidden = !this.active;
  }

  /** Says how many offices are on the page. */
  showCount(shown) {
    const all = this.#floor.offices.size;
    let text = tn("offices", all);
    if (all === 0) text = t("offices.empty");
    else if (shown === 0) text = t("offices.none");
    else if (shown < all) text = t("offices.some", { shown: number(shown), n: number(all) });
    setText(byId("shown"), text);
  }
}
