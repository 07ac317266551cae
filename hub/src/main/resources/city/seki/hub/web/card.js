// The card of one office: what a glance needs above, the plan below.

import { el, icon, setText } from "./dom.js";
import { ageOf, STATES } from "./model.js";
import { paintLamp, Plan } from "./plan.js";
import { length, moment, number, pick, t, tn, word } from "./text.js";

export class OfficeCard {
  element;
  plan;
  #id;
  #page;
  #seen = false;
  #name = el("h2");
  #open = el("p", { class: "open" });
  #free = el("p", { class: "free" }, el("b"), el("span"));
  #bar = el("div", { class: "bar", "aria-hidden": "true" });
  #counts = el("ul", { class: "counts" });
  #note = el("p", { class: "quiet" });
  #kiosks = el("p", { class: "kiosks", hidden: true });
  #zones = el("p", { class: "zones" });
  #heard = el("p", { class: "heard" });
  #owes = el("p", { class: "owes", role: "status", hidden: true });

  constructor(office, page) {
    this.#id = office.office;
    this.#page = page;
    this.plan = new Plan(this.#id, page);
    this.#name.id = `office-${this.#id}`;
    this.element = el("article", { class: "office far", "aria-labelledby": this.#name.id, "data-office": this.#id }, this.#name);
  }

  /** Fills the card when it first comes near the screen: 500 at once would keep everybody waiting. */
  see(office) {
    if (this.#seen) return;
    this.#seen = true;
    this.#bar.append(...STATES.map((state) => el("i", { "data-state": state })));
    this.#counts.append(...STATES.slice(1).map((state) => el("li", { "data-state": state }, icon(state), el("b"), el("span"))));
    const footer = el("footer", {}, this.#kiosks, this.#zones, this.#heard);
    this.element.append(el("header", {}, this.#name, this.#open), this.#free, this.#bar, this.#counts, this.#owes, this.#note, footer);
    this.element.classList.remove("far");
    this.refresh(office);
  }

  get loaded() {
    return this.plan.element.isConnected;
  }

  /** The head of the card, after an office event or in another language. */
  refresh(office) {
    const counts = this.#page.floor.counts(office);
    setText(this.#name, pick(office.name) || office.office);
    if (!this.#seen) return;
    setText(this.#open, opening(office, this.#page.now()));
    this.element.classList.toggle("closed", office.open === false);
    setText(this.#free.firstElementChild, number(counts.free));
    this.#free.classList.toggle("none", !counts.free);
    const cap = office.cap === null || office.cap === undefined ? "" : ` · ${t("office.cap", { n: number(office.cap) })}`;
    setText(this.#free.lastElementChild, t("office.free", { n: number(office.seats) }) + cap);
    STATES.forEach((state, i) => {
      this.#bar.children[i].hidden = !counts[state];
      this.#bar.children[i].style.flexGrow = counts[state];
    });
    STATES.slice(1).forEach((state, i) => {
      const item = this.#counts.children[i];
      item.hidden = !counts[state];
      setText(item.children[1], number(counts[state]));
      setText(item.children[2], t(`state.${state}`));
    });
    this.#showDebt(office);
    this.plan.element.setAttribute("aria-label", t("office.plan", { office: this.#name.textContent }));
    if (!this.loaded) setText(this.#note, t(office.seats ? "office.loading" : "office.no_seats"));
  }

  /** Taps that the office's units answered alone and the hub has not got yet: the seats may be others by them. */
  #showDebt(office) {
    const owes = office.owes ?? 0;
    this.#owes.hidden = !owes;
    if (!owes) return;
    const since = office.owes_since;
    setText(this.#owes, since ? tn("office.owes", owes, { time: moment(since, this.#page.clock.now()) }) : tn("office.owes_some", owes));
  }

  /** The plan, once the seats are known, and again whenever all of them may have changed. */
  showSeats() {
    const seats = this.#page.floor.seats.get(this.#id);
    if (!seats?.size) return;
    this.plan.show(seats);
    if (!this.loaded) this.#note.replaceWith(this.plan.element);
    this.#showZones(seats);
    this.#showKiosks();
    this.showAge();
  }

  /** The seats are no longer known. */
  forgetSeats() {
    if (this.loaded) this.plan.element.replaceWith(this.#note);
    setText(this.#heard, "");
  }

  failed() {
    setText(this.#note, t("office.failed"));
  }

  #showZones(seats) {
    const zones = [...new Set([...seats.values()].map((seat) => seat.zone))];
    this.#zones.replaceChildren(...zones.map((zone) => el("span", { class: "chip" }, word("zone", zone))));
  }

  /** Readers at the door have a lamp but no seat; only the demo tells them. */
  #showKiosks() {
    const kiosks = this.#page.demo?.kiosks(this.#id) ?? [];
    this.#kiosks.hidden = kiosks.length === 0;
    this.#kiosks.replaceChildren(
      ...kiosks.map((reader) => {
        const lamp = el("span", { class: "lamp", "data-reader": reader });
        paintLamp(lamp, this.#page.floor.lights.get(`${this.#id}/${reader}`));
        return el("button", { type: "button", class: "kiosk", "data-office": this.#id, "data-reader": reader }, icon("card"), t("demo.kiosk", { name: reader.slice("kiosk:".length) }), lamp);
      }),
    );
  }

  light(reader, light) {
    if (reader.startsWith("seat:")) return this.plan.light(reader, light);
    for (const lamp of this.#kiosks.querySelectorAll(".lamp")) if (lamp.dataset.reader === reader) paintLamp(lamp, light);
  }

  /** How old the information is: the oldest of the seats that are known, and how many are not. */
  showAge() {
    const seats = [...(this.#page.floor.seats.get(this.#id)?.values() ?? [])];
    const known = seats.filter((seat) => this.#page.floor.shown(seat) !== "unknown");
    const silent = seats.length - known.length;
    const ages = known.map(ageOf).filter((age) => age !== null);
    const words = [];
    if (ages.length) words.push(t("office.heard", { age: length(Math.max(...ages)) }));
    if (silent && !this.#page.floor.stale) words.push(t("office.silent", { n: number(silent) }));
    setText(this.#heard, words.join(" · "));
  }
}

function opening(office, now) {
  if (office.open === false) return office.opens ? t("office.closed_until", { time: moment(office.opens, now) }) : t("office.closed");
  return office.closes ? t("office.open_until", { time: moment(office.closes, now) }) : t("office.open");
}
