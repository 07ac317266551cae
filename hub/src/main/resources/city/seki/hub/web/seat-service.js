// A seat out of service, in the panel of a seat and for facilities only: why, from when to when, and whom that hits.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { choiceOf, FieldsForm } from "./fields-form.js";
import { cityTime, lang, moment, t, tn, translate, word } from "./text.js";

const REASONS = ["broken", "cleaning", "works", "other"];
const LONGEST_NOTE = 500;
const MOST_LISTED = 5;

export class SeatService {
  element = el("section", { class: "service" });
  #page;
  #seat = null;
  #known = null; // what the hub said of it last
  #asked = 0;
  #shown = "";
  #parts = {};
  #out;
  #back;

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    p.now = el("p", { class: "quiet" });
    p.hits = el("div", { class: "hits", role: "status" });
    p.reason = choiceOf(REASONS, (reason) => `outage_reason.${reason}`);
    const note = el("input", { type: "text", autocomplete: "off", maxlength: LONGEST_NOTE, required: true });
    p.from = el("input", { type: "datetime-local" });
    p.until = el("input", { type: "datetime-local" });
    p.cancel = el("input", { type: "checkbox" });
    const fields = {
      reason: { label: "outage.reason", input: p.reason },
      note: { label: "outage.note", input: note },
      from: { label: "outage.from", input: p.from },
      until: { label: "outage.until", input: p.until },
      cancel: { label: "outage.cancel", input: p.cancel },
    };
    const text = { open: "outage.open", go: "outage.go", done: "outage.done" };
    this.#out = new FieldsForm(text, fields, p.hits, (values) => this.#look(values), (values) => this.#takeOut(values));
    this.#back = new ActForm({ open: "in_service.open", go: "in_service.go", done: "in_service.done" }, null, () => this.#putBack());
    p.until.addEventListener("change", () => (p.cancel.checked = p.until.value !== ""));
    p.codes = el("a", { target: "_blank", rel: "noopener", "data-t": "service.codes" });
    this.element.append(el("h3", { "data-t": "outage.title" }), p.now, this.#out.element, this.#back.element, el("p", { class: "codes" }, p.codes));
    this.translate();
  }

  translate() {
    translate(this.element);
    this.#out.translate();
    this.#back.translate();
    this.#show();
  }

  /** Of that seat, `{office, seat}`; asked anew whenever its state is another one. */
  refresh(chosen, state, until) {
    const key = `${chosen.office}/${chosen.seat} ${state} ${until}`;
    if (key === this.#shown) return;
    if (chosen.office !== this.#seat?.office || chosen.seat !== this.#seat?.seat) {
      this.#seat = chosen;
      this.#known = null;
      this.#out.clear();
      this.#back.clear();
    }
    this.#shown = key;
    this.#ask();
  }

  async #ask() {
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    try {
      const known = await api.outage(this.#seat, {});
      if (asked === this.#asked) this.#known = known;
    } catch (problem) {
      if (problem.status === 401) this.#page.complain(problem);
    }
    this.#show();
  }

  #show() {
    const outage = this.#known?.outage;
    setText(this.#parts.now, outage ? this.#words(outage) : "");
    this.#parts.now.hidden = !outage;
    if (this.#seat) this.#parts.codes.href = `/api/v1/offices/${encodeURIComponent(this.#seat.office)}/seat-codes?lang=${lang()}&at=${encodeURIComponent(location.origin)}`;
    this.#back.sure = t("in_service.sure");
    this.#back.offered = Boolean(outage);
  }

  #words({ reason, note, from, until }) {
    const now = this.#page.clock.now();
    const begins = Date.parse(from) > now;
    const times = { from: moment(from, now), until: until ? moment(until, now) : t("outage.open_end") };
    return `${t(begins ? "outage.planned" : "outage.lasts", times)} ${word("outage_reason", reason)}: ${note}`;
  }

  /** Whom it hits is said before it is done. */
  async #look(values) {
    const asked = ++this.#asked;
    const { hits } = this.#parts;
    try {
      const known = await api.outage(this.#seat, times(values));
      if (asked === this.#asked) this.#showHits(known);
    } catch {
      if (asked === this.#asked) hits.replaceChildren();
    }
  }

  #showHits({ claimed, reservations }) {
    const now = this.#page.clock.now();
    const lines = reservations.slice(0, MOST_LISTED).map(({ from, to }) => el("li", {}, `${moment(from, now)} – ${moment(to, now)}`));
    const rest = reservations.length - lines.length;
    if (rest > 0) lines.push(el("li", {}, tn("outage.more", rest)));
    const parts = [el("p", {}, reservations.length ? tn("outage.hits", reservations.length) : t("outage.hits_none"))];
    if (lines.length) parts.push(el("ul", {}, ...lines));
    if (claimed) parts.push(el("p", {}, t("outage.claimed")));
    this.#parts.hits.replaceChildren(...parts);
    this.#out.offer("cancel", reservations.length > 0);
  }

  async #takeOut(values) {
    await api.takeOut(this.#seat, { reason: values.reason, note: values.note, cancel_reservations: values.cancel, ...times(values) });
    await this.#ask();
  }

  async #putBack() {
    await api.putBack(this.#seat);
    await this.#ask();
  }
}

/** The city's clock is meant, wherever the browser is. */
function times({ from, until }) {
  const told = {};
  if (from) told.from = cityTime(from).toISOString();
  if (until) told.until = cityTime(until).toISOString();
  return told;
}
