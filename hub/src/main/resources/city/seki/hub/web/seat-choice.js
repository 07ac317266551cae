// Which office, day and part of the day; and folded away, because most people choose it once, which zone. The browser remembers office and zone.

import { el, setText } from "./dom.js";
import { recall, remember } from "./memory.js";
import { clockTime, dayOf, pick, t, tn, word } from "./text.js";

const SLOTS = ["now", "am", "pm", "day"];
const DAY_MS = 86_400_000;

export class SeatChoice {
  element = el("form", { class: "find-choice" });
  /** What is chosen seldom; it says what is chosen. */
  more = el("details", { class: "find-more" });
  office = recall("office");
  slot = "day";
  zone = recall("zone") ?? "";
  #date = null; // null for the city's today, which is another one after midnight
  #page;
  #changed;
  #parts = {};

  /** @param changed called after the reader chose something else */
  constructor(page, changed) {
    this.#page = page;
    this.#changed = changed;
    const p = this.#parts;
    p.office = el("select", { id: "find-office" });
    p.date = el("input", { type: "date", id: "find-date", "data-t-label": "find.date" });
    p.today = el("button", { type: "button", "data-t": "find.today" });
    p.tomorrow = el("button", { type: "button", "data-t": "find.tomorrow" });
    p.slots = el("div", { class: "find-slots", role: "group", "data-t-label": "find.slot" });
    p.zones = el("div", { class: "find-zones", role: "group", "data-t-label": "filter.zone" });
    const days = el("div", { class: "find-days", role: "group", "data-t-label": "find.date" }, p.today, p.tomorrow, p.date);
    p.zone = el("p", { class: "quiet find-zone-word", id: "find-zone-word" });
    p.zones.setAttribute("aria-describedby", "find-zone-word");
    const office = el("label", { for: "find-office", class: "quiet", "data-t": "find.office" });
    this.element.append(office, p.office, days, p.slots);
    p.more = el("summary");
    this.more.append(p.more, p.zones, p.zone);
    this.element.addEventListener("submit", (event) => event.preventDefault());
    p.office.addEventListener("change", () => this.#choose({ office: p.office.value }));
    p.today.addEventListener("click", () => this.#choose({ date: this.#day(0) }));
    p.tomorrow.addEventListener("click", () => this.#choose({ date: this.#day(1) }));
    p.date.addEventListener("change", () => p.date.value && this.#choose({ date: p.date.value }));
    for (const slot of SLOTS) p.slots.append(this.#button("slot", slot));
  }

  #button(kind, value) {
    const button = el("button", { type: "button", "data-value": value }, el("b"), el("small"));
    button.addEventListener("click", () => this.#choose({ [kind]: value }));
    return button;
  }

  #day(ahead) {
    return dayOf(new Date(this.#page.clock.now().getTime() + ahead * DAY_MS));
  }

  /** "2026-11-29" */
  get date() {
    return this.#date ?? this.#day(0);
  }

  #choose(chosen) {
    this.set(chosen);
    this.#changed();
  }

  /** Chooses without asking anew. Now is today: whoever asks for now has today, who asks for another day has all of it. */
  set(wanted) {
    const today = this.#day(0);
    const { office = this.office, zone = this.zone, date = wanted.slot === "now" ? today : this.date } = wanted;
    let { slot = this.slot } = wanted;
    if (date !== today && slot === "now") slot = "day";
    if (office !== this.office) remember("office", office);
    if (zone !== this.zone) remember("zone", zone);
    Object.assign(this, { office, slot, zone });
    this.#date = date === today || slot === "now" ? null : date;
    this.refresh();
  }

  refresh() {
    const p = this.#parts;
    const { offices } = this.#page.floor;
    if (offices.size && !offices.has(this.office)) this.office = offices.keys().next().value;
    this.#showOffices(offices);
    p.date.value = this.date;
    p.date.min = this.#day(0);
    p.today.setAttribute("aria-pressed", String(this.date === this.#day(0)));
    p.tomorrow.setAttribute("aria-pressed", String(this.date === this.#day(1)));
    p.date.classList.toggle("chosen", this.date > this.#day(1));
    this.#showSlots();
    this.#showZones();
    this.#showMore();
  }

  #showOffices(offices) {
    const { office } = this.#parts;
    const known = [...office.options].map((option) => option.value).join("\n");
    if (known !== [...offices.keys()].join("\n")) {
      office.replaceChildren(...[...offices.keys()].map((id) => el("option", { value: id })));
    }
    const lotteries = this.#page.findSeat?.offers?.lotteries ?? [];
    for (const option of office.options) {
      const name = pick(offices.get(option.value).name) || option.value;
      setText(option, lotteries.includes(option.value) ? t("lots.office", { office: name }) : name);
    }
    if (this.office) office.value = this.office;
  }

  #showSlots() {
    const offers = this.#page.findSeat?.offers;
    const told = offers?.office === this.office && offers.date === this.date ? offers.slots : null;
    for (const button of this.#parts.slots.children) {
      const slot = button.dataset.value;
      const times = told?.find((one) => one.slot === slot);
      button.hidden = slot === "now" && this.date !== this.#day(0);
      button.setAttribute("aria-pressed", String(slot === this.slot));
      setText(button.firstElementChild, t(`find_slot.${slot}`));
      setText(button.lastElementChild, times ? `${clockTime(new Date(times.from))}–${clockTime(new Date(times.to))}` : "");
    }
  }

  #showZones() {
    const { zones } = this.#parts;
    const known = this.#page.floor.offices.get(this.office)?.zones ?? [];
    if (this.zone && !known.includes(this.zone)) this.zone = "";
    zones.hidden = known.length < 2;
    this.#parts.zone.hidden = zones.hidden;
    setText(this.#parts.zone, (this.zone ? [this.zone] : known).map((zone) => word("zone_word", zone, "")).filter(Boolean).join(" "));
    const wanted = ["", ...known];
    if ([...zones.children].map((button) => button.dataset.value).join("\n") !== wanted.join("\n")) {
      zones.replaceChildren(...wanted.map((zone) => this.#button("zone", zone)));
    }
    for (const button of zones.children) {
      const zone = button.dataset.value;
      button.setAttribute("aria-pressed", String(zone === this.zone));
      setText(button.firstElementChild, zone ? word("zone", zone) : t("find.all_zones"));
    }
  }

  #showMore() {
    const near = this.#page.findSeat?.colleagues?.near.length;
    const chosen = [this.zone && word("zone", this.zone), near && tn("near.chosen", near)].filter(Boolean);
    const none = t(this.#parts.zones.hidden ? "near.title" : "find.more");
    setText(this.#parts.more, chosen.length ? t("find.more_chosen", { what: chosen.join(" · ") }) : none);
  }

  translate() {
    this.refresh();
  }
}
