// What people said after using a seat, by office and zone, in whole months; groups that are too small are not shown.

import { el, setText } from "./dom.js";
import { number, t, tn, word } from "./text.js";

const RATINGS = ["good", "fair", "poor"];
const CAUSES = ["noise", "temperature", "light", "desk", "network", "other"];

export class Opinions {
  element = el("div", { class: "report-opinions" });
  #page;
  #parts = {};

  constructor({ page }) {
    this.#page = page;
    const p = this.#parts;
    p.months = el("p", { class: "quiet" });
    p.none = el("p");
    p.caption = el("caption", { class: "unseen" });
    p.head = el("thead");
    p.body = el("tbody");
    p.table = el("table", {}, p.caption, p.head, p.body);
    p.scroll = el("div", { class: "scroll", tabindex: "0", role: "region" }, p.table);
    this.element.append(p.months, p.none, p.scroll);
  }

  show(told) {
    const p = this.#parts;
    setText(p.months, [t("opinion.months", { from: told.from, to: told.to }), t("opinion.least", { n: told.least }), told.hidden ? tn("opinion.hidden", told.hidden) : ""].join(" ").trim());
    setText(p.none, told.lines.length ? "" : t("opinion.none"));
    p.scroll.hidden = !told.lines.length;
    p.scroll.setAttribute("aria-label", t("report_kind.opinions"));
    setText(p.caption, t("report_kind.opinions"));
    const heads = [t("opinion.place"), t("opinion.answers"), ...RATINGS.map((rating) => t(`question_rating.${rating}`)), ...CAUSES.map((cause) => t(`question_cause.${cause}`))];
    p.head.replaceChildren(el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head))));
    p.body.replaceChildren(...told.lines.map((line) => this.#row(line)));
  }

  #row(line) {
    const place = line.zone === null ? this.#page.reports.officeName(line.office) : word("zone", line.zone);
    const cells = [line.answers, ...RATINGS.map((rating) => line[rating]), ...CAUSES.map((cause) => line.causes[cause])];
    return el("tr", { class: line.zone === null ? "whole" : "part" }, el("th", { scope: "row" }, place), ...cells.map((cell) => el("td", {}, number(cell))));
  }
}
