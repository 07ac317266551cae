// How seats, rooms and devices are used: in total, by weekday and hour, by day, by office, seat by seat, room by room.

import { el, setText } from "./dom.js";
import { dayWord } from "./report-period.js";
import { Picture } from "./report-picture.js";
import { RoomLines } from "./report-room-lines.js";
import { SeatMap } from "./report-seat-map.js";
import { table } from "./report-table.js";
import { tile } from "./report-tiles.js";
import { daysTold, devicesTold, hoursTold, officesTold, roomsTold } from "./report-use-told.js";
import { count, hoursWord, percentOf } from "./report-words.js";
import { clockTime, dayOf, pick, t, translate, word } from "./text.js";

const PICTURES = { hours: hoursTold, use: daysTold, "use-offices": officesTold, rooms: roomsTold, devices: devicesTold };

export class Utilisation {
  element = el("div", { class: "report-part" });
  #page;
  #parts = {};
  #pictures = {};
  #seats;
  #lines;

  constructor({ page }) {
    this.#page = page;
    const p = this.#parts;
    p.nobody = el("p", { class: "report-none" });
    p.tiles = el("ul", { class: "tiles" });
    p.table = el("section", { class: "picture of-all" }, el("h3", { "data-t": "use.by_office" }), el("div"));
    for (const name of Object.keys(PICTURES)) this.#pictures[name] = new Picture(page, name);
    this.#seats = new SeatMap(page);
    this.#lines = new RoomLines(page);
    p.notes = el("section", { class: "report-notes" }, el("h3", { "data-t": "report.notes" }), el("ul"));
    const { hours, use, rooms, devices } = this.#pictures;
    this.element.append(p.nobody, p.tiles, hours.element, use.element, this.#pictures["use-offices"].element, this.#seats.element, p.table, rooms.element, devices.element, this.#lines.element, p.notes);
  }

  /** @param about as of report-telework.js, and the `choice` */
  show(now, before, about) {
    translate(this.element);
    const p = this.#parts;
    const nobody = !now.seats.claimed_minutes;
    setText(p.nobody, nobody ? t("use.nobody") : "");
    p.nobody.hidden = !nobody;
    p.tiles.replaceChildren(...this.#tiles(now.seats, before?.seats));
    p.table.hidden = !now.by_office?.length;
    p.table.lastElementChild.replaceWith(table(this.#offices(now)));
    p.notes.hidden = !now.notes?.length;
    p.notes.lastElementChild.replaceChildren(...(now.notes ?? []).map((note) => el("li", {}, pick(note.text) || note.code)));
    const officeName = (office, name) => this.#page.reports.officeName(office, name);
    for (const [name, tell] of Object.entries(PICTURES)) {
      const told = tell(now, before, officeName);
      this.#pictures[name].show(told && { ...told, ...about });
    }
    this.#seats.show(now, about);
    this.#lines.show(now, about);
  }

  #tiles(seats, was) {
    const compared = (key, write, isRate = false) => ({ now: seats[key], before: was?.[key], write, isRate });
    const peak = seats.peak?.at ? t("use.peak_at", { time: `${dayWord(dayOf(new Date(seats.peak.at)))} ${clockTime(new Date(seats.peak.at))}` }) : null;
    return [
      tile("use.rate", percentOf(seats.rate_percent), { ...compared("rate_percent", percentOf, true), under: t("use.of_minutes", { used: hoursWord(seats.claimed_minutes), offered: hoursWord(seats.offered_minutes) }) }),
      tile("use.peak", t("use.seats_of", { n: count(seats.peak?.claimed), all: count(seats.seats) }), { now: seats.peak?.claimed, before: was?.peak?.claimed, write: count, under: peak }),
      tile("use.claims", count(seats.claims), compared("claims", count)),
      tile("use.no_shows", count(seats.no_shows), { ...compared("no_shows", count), under: t("use.of_reservations", { n: count(seats.reservations), rate: percentOf(seats.no_show_percent) }) }),
      tile("use.unclaimed", count(seats.unclaimed_uses), { ...compared("unclaimed_uses", count), under: t("use.unclaimed_what", { time: hoursWord(seats.unclaimed_minutes) }) }),
      tile("use.auto_closed", count(seats.auto_closed), { ...compared("auto_closed", count), under: t("use.conflicts", { n: count(seats.conflicts) }) }),
    ];
  }

  /** Each office, and under it its zones where it has several. */
  #offices(now) {
    const rows = now.by_office.flatMap((office) => [
      { ...office, name: this.#page.reports.officeName(office.office, office.name) },
      ...(office.zones?.length > 1 ? office.zones.map((zone) => ({ ...zone, name: word("zone", zone.zone), under: true })) : []),
    ]);
    const number = (key, write) => ({ head: t(`use_column.${key}`), value: (row) => row[key], show: (row) => write(row[key]) });
    return {
      caption: t("use.by_office"),
      columns: [
        { head: t("telework.office"), value: (row) => row.name, name: true },
        number("seats", count), number("rate_percent", percentOf), { head: t("use_column.peak"), value: (row) => row.peak?.claimed, show: (row) => count(row.peak?.claimed) },
        number("claims", count), number("reservations", count), number("no_shows", count), number("unclaimed_uses", count), number("auto_closed", count),
      ],
      rows,
      foot: [{ ...now.seats, name: t("telework.total") }],
    };
  }
}
