// Everything about one kit in a panel over the page, for those who look after kits: take it back, link its tag, who had it.

import { ActForm } from "./act-form.js";
import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { contents, doing, showHolder, showNow } from "./kit-card.js";
import { holderWords } from "./kit-words.js";
import { moment, pick, t, tn, translate } from "./text.js";

const COLUMNS = ["holder", "since", "due", "returned", "note"];
const LONGEST_NOTE = 500;

export class KitPanel {
  #page;
  #key = null;
  #dialog = el("dialog", { id: "kit-panel", class: "sheet-dialog kit-panel", "aria-labelledby": "kit-title" });
  #parts = {};
  #back;
  #tag;
  #untag;
  #loans = null;
  #failed = false;
  #told = null;
  #asked = 0;

  constructor(page) {
    this.#page = page;
    const note = { maxlength: LONGEST_NOTE };
    this.#back = new ActForm({ open: "take_back.open", label: "take_back.note", go: "take_back.go", done: "take_back.done" }, note, (text) => api.takeBack(this.#kit, text));
    const code = { maxlength: 20, required: true, class: "tag-code", autocapitalize: "characters" };
    this.#tag = new ActForm({ label: "tag.code", go: "tag.go", done: "tag.done" }, code, (text) => this.#tell(api.linkTag(this.#kit, text.toUpperCase())));
    this.#untag = new ActForm({ open: "untag.open", go: "untag.go", done: "untag.done" }, null, () => this.#tell(api.unlinkTags(this.#kit)));
    this.#build();
    document.body.append(this.#dialog);
    this.translate();
  }

  #build() {
    const p = this.#parts;
    p.title = el("h2", { id: "kit-title" });
    p.office = el("p", { class: "quiet" });
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener("close", () => (this.#key = null));
    p.now = el("p", { class: "now" }, icon("unknown"), el("b"), el("span", { class: "people" }), el("span", { class: "since" }));
    p.holder = el("p", { class: "holder" }, el("span", { class: "quiet" }), el("b"), el("span"));
    p.contents = el("div", { class: "contents" });
    p.back = el("section", { class: "act" }, el("h3", { "data-t": "take_back.title" }), el("p", { class: "quiet", "data-t": "take_back.why" }), this.#back.element);
    p.tags = el("p", { class: "quiet" });
    const tag = el("section", { class: "act" }, el("h3", { "data-t": "tag.title" }), p.tags, el("p", { class: "quiet", "data-t": "tag.why" }), this.#tag.element, this.#untag.element);
    p.loans = el("div", { class: "loans" });
    const loans = el("section", {}, el("h3", { "data-t": "loans.title" }), p.loans);
    const heading = el("header", {}, el("div", {}, p.title, p.office), close);
    const state = el("div", { class: "kit-now" }, p.now, p.holder, p.contents);
    this.#dialog.append(el("div", { class: "sheet" }, heading, state, p.back, tag, loans));
  }

  get #kit() {
    return this.#page.kits.known.kits.get(this.#key);
  }

  open(key) {
    this.#key = key;
    this.#loans = null;
    this.#told = null;
    this.#back.clear();
    this.#tag.clear();
    this.#untag.clear();
    this.#parts.back.hidden = true; // shown for one that is away, and stays when it is back, to say so
    this.refresh();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
    if (doing(this.#kit) === "take_back") this.#back.element.querySelector("button").focus();
  }

  everySecond() {
    if (this.#kit) showNow(this.#dialog, this.#parts.now, this.#kit, this.#page);
  }

  translate() {
    translate(this.#dialog);
    this.refresh();
  }

  refresh() {
    const kit = this.#kit;
    if (!kit) return;
    const p = this.#parts;
    const { stale } = this.#page.floor;
    setText(p.title, pick(kit.name) || kit.kit);
    setText(p.office, pick(this.#page.floor.offices.get(kit.office)?.name) || kit.office);
    showNow(this.#dialog, p.now, kit, this.#page);
    showHolder(p.holder, holderWords(kit, true, stale));
    p.contents.replaceChildren(...contents(kit));
    this.#back.sure = t("take_back.sure", { kit: p.title.textContent });
    const away = kit.state !== "available";
    if (away) p.back.hidden = false;
    this.#back.offered = away;
    this.#untag.sure = t("untag.sure", { kit: p.title.textContent });
    this.#untag.offered = kit.tags > 0;
    setText(p.tags, kit.tags ? `${tn("kit.tags", kit.tags)} · ${tn("kit.days", kit.days)}` : t("kit.no_tag"));
    p.tags.classList.toggle("trouble", !kit.tags);
    const told = `${kit.state} ${kit.since}`;
    if (told !== this.#told) this.#load(told);
    else this.#showLoans();
  }

  /** What was done is shown before it is said, not a second later when the hub tells everybody. */
  async #tell(done) {
    await done;
    await this.#page.kits.load();
  }

  // ---- who had it

  async #load(told) {
    const asked = ++this.#asked; // of two answers only the later one's question still stands
    this.#told = told;
    this.#showLoans();
    try {
      const loans = await api.kitHistory(this.#kit);
      if (asked !== this.#asked) return;
      this.#loans = loans;
      this.#failed = false;
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.#failed = true;
      if (problem.status === 401) this.#page.complain(problem);
    }
    this.#showLoans();
  }

  #showLoans() {
    const p = this.#parts;
    if (this.#failed) return p.loans.replaceChildren(el("p", { class: "trouble" }, t("loans.failed")));
    if (!this.#loans) return p.loans.replaceChildren(el("p", { class: "quiet", role: "status" }, t("loans.loading")));
    if (!this.#loans.length) return p.loans.replaceChildren(el("p", { class: "quiet" }, t("loans.none")));
    const head = el("tr", {}, ...COLUMNS.map((column) => el("th", { scope: "col" }, t(`loans.${column}`))));
    const rows = this.#loans.map((loan) => this.#row(loan));
    p.loans.replaceChildren(el("table", {}, el("caption", { class: "unseen" }, t("loans.title")), el("thead", {}, head), el("tbody", {}, ...rows)));
  }

  #row(loan) {
    const now = this.#page.clock.now();
    const at = (time) => (time ? moment(time, now) : "");
    const who = loan.holder ? [el("b", {}, loan.holder.name), ` ${loan.holder.department}`] : [t("kit.holder_gone")];
    const late = Date.parse(loan.returned ?? now) > Date.parse(loan.due);
    const remark = [loan.by ? t("loans.by_hand") : "", loan.note ?? ""].filter(Boolean).join(": ");
    const cells = [at(loan.since), at(loan.due), loan.returned ? at(loan.returned) : t("loans.out"), remark].map((text) => el("td", {}, text));
    if (late) cells[2].className = "trouble";
    COLUMNS.slice(1).forEach((column, i) => (cells[i].dataset.label = t(`loans.${column}`))); // read where the head is not shown
    return el("tr", {}, el("th", { scope: "row" }, ...who), ...cells);
  }
}
