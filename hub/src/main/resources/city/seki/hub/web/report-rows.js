// The rows that a figure counts, in a panel over the page: with names for those who may see them, as the hub decides.

import * as api from "./api.js";
import { el, icon, setText } from "./dom.js";
import { dayWord, periodWord } from "./report-period.js";
import { table } from "./report-table.js";
import { count } from "./report-words.js";
import { clockTime, problemWord, t, translate } from "./text.js";

/** Those of the answer that are shown, in this order, if it has them. */
const COLUMNS = ["date", "department", "staff_id", "name", "office", "seat", "from", "to", "weight"];

export class ReportRows {
  #page;
  #dialog = el("dialog", { id: "report-rows", class: "sheet-dialog", "aria-labelledby": "report-rows-title" });
  #parts = {};
  #asked = 0;
  #shown = null;

  constructor(page) {
    this.#page = page;
    const p = this.#parts;
    p.title = el("h2", { id: "report-rows-title" });
    p.about = el("p", { class: "quiet" });
    p.watched = el("p", { class: "quiet", "data-t": "rows.watched" });
    p.state = el("p", { role: "status" });
    p.rows = el("div");
    p.more = el("button", { type: "button", "data-t": "rows.more" });
    p.more.addEventListener("click", () => this.#load());
    const close = el("button", { type: "button", class: "close", "data-t-label": "details.close" }, icon("close"));
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.append(el("div", { class: "sheet" }, el("header", {}, el("div", {}, p.title, p.about, p.watched), close), p.state, p.rows, p.more));
    document.body.append(this.#dialog);
    this.translate();
  }

  /** @param cell which figure: `department`, `office` or `date`, or nothing for all */
  open(choice, cell) {
    const asked = choice.query(cell.date ? { from: cell.date, to: cell.date } : choice.period);
    if (cell.department) asked.set("department", cell.department);
    if (cell.office) asked.set("office", cell.office);
    if (cell.date) asked.set("date", cell.date);
    const of = cell.department ?? (cell.office && this.#page.reports.officeName(cell.office)) ?? (cell.date ? dayWord(cell.date) : t("telework.total"));
    this.#shown = { asked, of, about: periodWord(cell.date ? { from: cell.date, to: cell.date } : choice.period), rows: [], after: null };
    this.translate();
    this.#parts.rows.replaceChildren();
    this.#load();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  async #load() {
    const p = this.#parts;
    const shown = this.#shown;
    const asked = ++this.#asked;
    p.more.hidden = true;
    setText(p.state, t("report.loading"));
    try {
      if (shown.after) shown.asked.set("after", shown.after);
      const { rows, after = null } = await api.reportRows(shown.asked);
      if (asked !== this.#asked) return;
      shown.rows.push(...rows);
      shown.after = after;
      this.#show();
    } catch (problem) {
      if (asked !== this.#asked) return;
      setText(p.state, problemWord(problem));
      if (problem.status === 401) this.#page.complain(problem);
    }
  }

  #show() {
    const { rows, after } = this.#shown;
    const p = this.#parts;
    setText(p.state, rows.length ? t(after ? "rows.count_more" : "rows.count", { n: count(rows.length) }) : t("rows.none"));
    p.more.hidden = after === null;
    const there = COLUMNS.filter((column) => rows.some((row) => row[column] != null));
    const columns = there.map((column) => ({ head: t(`rows.${column}`), value: (row) => row[column], show: (row) => this.#word(column, row[column]), text: column !== "weight", name: column === "date" }));
    p.rows.replaceChildren(...(rows.length ? [table({ caption: t("rows.title", { of: this.#shown.of }), columns, rows })] : []));
    p.watched.hidden = !there.includes("staff_id");
  }

  #word(column, value) {
    if (value == null) return "–";
    if (column === "date") return dayWord(value);
    if (column === "office") return this.#page.reports.officeName(value);
    return column === "from" || column === "to" ? clockTime(new Date(value)) : String(value);
  }

  translate() {
    translate(this.#dialog);
    if (!this.#shown) return;
    setText(this.#parts.title, t("rows.title", { of: this.#shown.of }));
    setText(this.#parts.about, this.#shown.about);
    if (this.#shown.rows.length) this.#show();
  }
}
