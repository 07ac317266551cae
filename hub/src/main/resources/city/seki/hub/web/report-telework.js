// Who came: the figures of telework in total, by department, by day and by office.

import { el, setText } from "./dom.js";
import { bars, barsHeight, trend } from "./report-charts.js";
import { shortDay, dayWord } from "./report-period.js";
import { Picture } from "./report-picture.js";
import { table } from "./report-table.js";
import { tile, tiles } from "./report-tiles.js";
import { count, mean, percentOf } from "./report-words.js";
import { pick, t, translate } from "./text.js";

const TREND_PX = 240;

export class Telework {
  element = el("div", { class: "report-part" });
  #open;
  #page;
  #write = {}; // how rates and means are written
  #parts = {};
  #byDepartment;
  #byDay;
  #byOffice;

  /** @param open called with what somebody wants to see the rows of: `{department}`, `{office}`, `{date}` or `{}` */
  constructor({ page, open }) {
    this.#page = page;
    this.#open = open;
    const p = this.#parts;
    p.nobody = el("p", { class: "report-none" });
    p.tiles = el("ul", { class: "tiles" });
    p.table = el("section", { class: "picture of-all" }, el("h3", { "data-t": "telework.by_department" }), el("div"));
    [this.#byDepartment, this.#byDay, this.#byOffice] = ["departments", "days", "offices"].map((name) => new Picture(page, name));
    this.#byDepartment.element.classList.add("tall");
    p.notes = el("section", { class: "report-notes" }, el("h3", { "data-t": "report.notes" }), el("ul"));
    this.element.append(p.nobody, p.tiles, p.table, this.#byDepartment.element, this.#byDay.element, this.#byOffice.element, p.notes);
  }

  /** @param before the same of the period to compare with, or null; @param about `period` in words and `file`, for files, and the `choice` */
  show(now, before, about) {
    const { decimals } = about.choice;
    this.#write = { perDay: (value) => mean(value, decimals.per_open_day), perPerson: (value) => mean(value, decimals.per_person), rate: (value) => percentOf(value, decimals.rate_percent) };
    translate(this.element);
    const p = this.#parts;
    const nobody = now.total.person_days === 0;
    setText(p.nobody, nobody ? t("telework.nobody") : "");
    p.nobody.hidden = !nobody;
    p.tiles.replaceChildren(...this.#tiles(now, before));
    p.table.hidden = now.departments.length === 0;
    p.table.lastElementChild.replaceWith(table(this.#departments(now)));
    p.notes.hidden = !now.notes?.length;
    p.notes.lastElementChild.replaceChildren(...(now.notes ?? []).map((note) => el("li", {}, pick(note.text) || note.code)));
    this.#byDepartment.show(nobody ? null : { ...about, ...this.#rates(now, before) });
    this.#byDay.show(nobody || !now.days?.length ? null : { ...about, ...this.#days(now) });
    this.#byOffice.show(nobody || (now.by_office?.length ?? 0) < 2 ? null : { ...about, ...this.#offices(now, before) });
  }

  #tiles({ total, open_days: days }, before) {
    const was = before?.total;
    const { perDay, perPerson, rate } = this.#write;
    const rows = () => this.#open({});
    return tiles([
      tile("telework.person_days", count(total.person_days), { now: total.person_days, before: was?.person_days, write: count, open: rows }),
      tile("telework.implementers", count(total.implementers), { now: total.implementers, before: was?.implementers, write: count, under: t("telework.of_staff", { n: count(total.staff) }) }),
      tile("telework.rate", rate(total.rate_percent), { now: total.rate_percent, before: was?.rate_percent, write: rate, isRate: true }),
      tile("telework.per_open_day", perDay(total.per_open_day), { now: total.per_open_day, before: was?.per_open_day, write: perDay, under: t("telework.open_days", { n: count(days) }) }),
      tile("telework.per_person", perPerson(total.per_person), { now: total.per_person, before: was?.per_person, write: perPerson }),
    ]);
  }

  #departments(now) {
    const link = (row) => (row.opens ? this.#link(row.department, { department: row.department }) : row.department);
    const { perDay, perPerson, rate } = this.#write;
    const number = (head, key, write) => ({ head: t(head), value: (row) => row[key], show: (row) => (key in row ? write(row[key]) : "") });
    return {
      caption: t("telework.by_department"),
      columns: [
        { head: t("telework.department"), value: (row) => row.department, show: link, name: true },
        number("telework.staff", "staff", count),
        number("telework.implementers", "implementers", count),
        number("telework.person_days", "person_days", count),
        number("telework.per_open_day", "per_open_day", perDay),
        number("telework.per_person", "per_person", perPerson),
        number("telework.rate", "rate_percent", rate),
      ],
      rows: now.departments.map((row) => ({ ...row, opens: row.person_days > 0 })),
      foot: [
        { ...now.total, department: t("telework.total") },
        { ...now.simple_mean, department: t("telework.simple_mean") },
        { ...now.weighted_mean, department: t("telework.weighted_mean") },
      ],
    };
  }

  #link(word, cell) {
    const button = el("button", { type: "button", class: "to-rows", "aria-label": t("rows.open", { of: word }) }, word);
    button.addEventListener("click", () => this.#open(cell));
    return button;
  }

  #rates(now, before) {
    const earlier = new Map((before?.departments ?? []).map((row) => [row.department, row.rate_percent]));
    const rows = now.departments.map((row) => ({ name: row.department, value: row.rate_percent, before: earlier.get(row.department) }));
    const most = rows.reduce((best, row) => ((row.value ?? -1) > (best?.value ?? -1) ? row : best), null);
    const columns = [{ head: t("telework.department"), value: (row) => row.name, name: true }, { head: t("telework.rate"), value: (row) => row.value, show: (row) => percentOf(row.value) }];
    if (before) columns.push({ head: t("report.before"), value: (row) => row.before, show: (row) => percentOf(row.before) });
    return {
      option: bars({ rows, mean: now.simple_mean?.rate_percent ?? null, unit: "percent", words: { now: t("report.now"), before: t("report.before"), mean: t("telework.simple_mean") } }),
      height: barsHeight(rows.length, before ? 2 : 1),
      label: most ? t("picture_label.departments", { name: most.name, rate: percentOf(most.value), mean: percentOf(now.simple_mean?.rate_percent) }) : t("picture.departments"),
      about: t("picture_about.departments"),
      table: { caption: t("picture.departments"), columns, rows },
    };
  }

  #days(now) {
    const days = now.days.filter((day) => day.open || day.persons > 0).map((day) => ({ ...day, word: shortDay(day.date), value: day.persons }));
    const most = days.reduce((best, day) => (day.persons > (best?.persons ?? -1) ? day : best), null);
    const columns = [
      { head: t("rows.date"), value: (day) => day.date, show: (day) => this.#link(dayWord(day.date), { date: day.date }), name: true },
      { head: t("telework.persons"), value: (day) => day.persons, show: (day) => count(day.persons) },
      { head: t("telework.open_day"), value: (day) => t(day.open ? "telework.yes" : "telework.no"), text: true },
    ];
    return {
      option: trend({ days, unit: "number", mean: now.total.per_open_day, words: { now: t("telework.persons"), mean: t("telework.per_open_day") } }),
      height: TREND_PX,
      label: most ? t("picture_label.days", { day: dayWord(most.date), n: count(most.persons) }) : t("picture.days"),
      about: t("picture_about.days"),
      table: { caption: t("picture.days"), columns, rows: days },
    };
  }

  #offices(now, before) {
    const name = (row) => this.#page.reports.officeName(row.office, row.name);
    const earlier = new Map((before?.by_office ?? []).map((row) => [row.office, row.person_days]));
    const rows = now.by_office.map((row) => ({ ...row, name: name(row), value: row.person_days, before: earlier.get(row.office) }));
    const most = rows.reduce((best, row) => (row.value > (best?.value ?? -1) ? row : best), null);
    const columns = [
      { head: t("telework.office"), value: (row) => row.name, show: (row) => this.#link(row.name, { office: row.office }), name: true },
      { head: t("telework.implementers"), value: (row) => row.implementers, show: (row) => count(row.implementers) },
      { head: t("telework.person_days"), value: (row) => row.person_days, show: (row) => count(row.person_days) },
      { head: t("telework.per_open_day"), value: (row) => row.per_open_day, show: (row) => this.#write.perDay(row.per_open_day) },
    ];
    return {
      option: bars({ rows, unit: "number", words: { now: t("report.now"), before: t("report.before") } }),
      height: barsHeight(rows.length, before ? 2 : 1),
      label: most ? t("picture_label.offices", { name: most.name, n: count(most.value) }) : t("picture.offices"),
      table: { caption: t("picture.offices"), columns, rows },
    };
  }
}
