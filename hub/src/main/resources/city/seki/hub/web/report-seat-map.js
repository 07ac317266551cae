// The seats of one office where they stand, coloured by how much each was used.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { places } from "./plan.js";
import { heat } from "./report-charts.js";
import { Picture } from "./report-picture.js";
import { hoursWord, hours, percentOf } from "./report-words.js";
import { problemWord, t, word } from "./text.js";

const SEAT_PX = 54;
const ROW_PX = 46;

export class SeatMap {
  element = el("section", { class: "report-place" });
  #page;
  #picture;
  #select = el("select");
  #state = el("p", { class: "quiet", role: "status" });
  #about = null;
  #asked = 0;

  constructor(page) {
    this.#page = page;
    this.#picture = new Picture(page, "seats");
    this.#picture.choice.append(el("label", {}, el("span", { "data-t": "use.choose_office" }), this.#select));
    this.#select.addEventListener("change", () => this.#load());
    this.element.append(this.#picture.element, this.#state);
  }

  /** @param now the report whose offices can be chosen here */
  show(now, about) {
    this.#about = about;
    const offices = now.by_office ?? [];
    const chosen = this.#select.value || most(offices)?.office;
    this.#select.replaceChildren(...offices.map((office) => el("option", { value: office.office }, this.#page.reports.officeName(office.office, office.name))));
    this.#select.value = offices.some(({ office }) => office === chosen) ? chosen : (offices[0]?.office ?? "");
    this.element.hidden = offices.length === 0;
    if (offices.length) this.#load();
  }

  async #load() {
    const asked = ++this.#asked;
    const office = this.#select.value;
    const { choice } = this.#about;
    const query = choice.query(choice.period);
    query.delete("offices");
    query.set("office", office);
    try {
      const [{ by_seat: used = [] }, seats] = await Promise.all([api.report("utilisation", query), api.seats(office)]);
      if (asked !== this.#asked) return;
      this.#draw(office, used, seats);
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.#picture.show(null);
      setText(this.#state, problemWord(problem));
      this.#state.hidden = false;
    }
  }

  #draw(office, used, seats) {
    const known = new Map(used.map((seat) => [seat.seat, seat]));
    const there = places(seats);
    const [columns, rows] = ["x", "y"].map((axis) => lines(there.map((place) => place[axis])));
    const name = (seat) => t("seat.name", { seat: seat.seat });
    const cells = there.map(({ seat, x, y }) => ({ x: columns.at.get(x), y: rows.at.get(y), value: known.get(seat.seat)?.rate_percent ?? null, name: name(seat), seat: seat.seat }));
    const best = cells.reduce((a, b) => ((b.value ?? -1) > (a?.value ?? -1) ? b : a), null);
    setText(this.#state, best ? "" : t("office.no_seats"));
    this.#state.hidden = best !== null;
    if (!best) return this.#picture.show(null);
    const officeName = this.#page.reports.officeName(office);
    this.#picture.show({
      ...this.#about,
      file: `${office}-${this.#about.file}`,
      option: heat({ cells, columns: columns.words, rows: rows.words, axes: false, label: (cell, wide) => (wide ? `${cell.seat}\n${percentOf(cell.known)}` : String(cell.known ?? "–")) }),
      height: rows.words.length * ROW_PX + 64,
      width: Math.min(columns.words.length * SEAT_PX, columns.words.length * 40),
      most: columns.words.length * SEAT_PX * 1.8,
      label: t("picture_label.seats", { office: officeName, seat: best.seat, rate: percentOf(best.value) }),
      about: t("picture_about.seats", { office: officeName }),
      table: {
        caption: t("picture.seats"),
        columns: [
          { head: t("use.seat"), value: (row) => row.seat, name: true },
          { head: t("details.zone"), value: (row) => word("zone", row.zone), text: true },
          { head: t("use.rate"), value: (row) => row.rate_percent, show: (row) => percentOf(row.rate_percent) },
          { head: t("use_column.claimed_hours"), value: (row) => hours(row.claimed_minutes), show: (row) => hoursWord(row.claimed_minutes) },
          { head: t("use_column.offered_hours"), value: (row) => hours(row.offered_minutes), show: (row) => hoursWord(row.offered_minutes) },
        ],
        rows: used,
      },
    });
  }
}

/** The office with the most seats is shown first. */
const most = (offices) => offices.reduce((best, office) => (office.seats > (best?.seats ?? -1) ? office : best), null);

/** Lines of a plan; a gap of any size between two becomes one empty line. */
function lines(positions) {
  const at = new Map();
  let next = 0;
  let last = null;
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    if (last !== null && position > last + 1) next++;
    at.set(position, next++);
    last = position;
  }
  return { at, words: Array.from({ length: next }, (_, i) => String(i)) };
}
