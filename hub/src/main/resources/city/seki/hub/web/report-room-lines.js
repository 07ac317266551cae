// One day of one room as lines: people, bookings and devices. The hub keeps the days of a week.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import { dayLines } from "./report-charts.js";
import { dayWord, plusDays } from "./report-period.js";
import { Picture } from "./report-picture.js";
import { heights, tracksOf } from "./room-day.js";
import { clockTime, dayOf, length, midnight, pick, problemWord, t } from "./text.js";

const DAYS_BACK = 7; // the hub keeps eight
const TRACK_PX = 38;

export class RoomLines {
  element = el("section", { class: "report-place" });
  #page;
  #picture;
  #room = el("select");
  #day = el("select");
  #state = el("p", { class: "quiet", role: "status" });
  #about = null;
  #asked = 0;

  constructor(page) {
    this.#page = page;
    this.#picture = new Picture(page, "room-day");
    const labelled = (key, field) => el("label", {}, el("span", { "data-t": key }), field);
    this.#picture.choice.append(labelled("use.choose_room", this.#room), labelled("use.choose_day", this.#day));
    for (const select of [this.#room, this.#day]) select.addEventListener("change", () => this.#load());
    this.element.append(this.#picture.element, this.#state);
  }

  show(now, about) {
    this.#about = about;
    const rooms = now.rooms ?? [];
    const days = this.#days(now);
    const keep = (select, options) => {
      const chosen = select.value;
      select.replaceChildren(...options.map(([value, name]) => el("option", { value }, name)));
      if (options.some(([value]) => value === chosen)) select.value = chosen;
    };
    keep(this.#room, rooms.map((room) => [`${room.office}/${room.room}`, `${pick(room.name) || room.room}（${this.#page.reports.officeName(room.office)}）`]));
    keep(this.#day, days.map((day) => [day, dayWord(day)]));
    this.element.hidden = rooms.length === 0;
    this.#picture.show(null);
    setText(this.#state, days.length ? "" : t("use.no_room_days"));
    this.#state.hidden = days.length > 0;
    if (rooms.length && days.length) this.#load();
  }

  /** Those of the period that the hub still has, the last one first. */
  #days({ from, to }) {
    const today = dayOf(this.#page.clock.now());
    return Array.from({ length: DAYS_BACK + 1 }, (_, back) => plusDays(today, -back)).filter((day) => day >= from && day <= to);
  }

  async #load() {
    const asked = ++this.#asked;
    const [office, room] = this.#room.value.split("/");
    try {
      const day = await api.roomDay(office, room, this.#day.value);
      if (asked === this.#asked) this.#draw(day);
    } catch (problem) {
      if (asked !== this.#asked) return;
      setText(this.#state, problemWord(problem));
      this.#state.hidden = false;
    }
  }

  #draw(day) {
    const start = midnight(day.date).getTime();
    const [from, to] = day.opens ? [Date.parse(day.opens), Date.parse(day.closes)] : [start, midnight(plusDays(day.date, 1)).getTime()];
    const tracks = tracksOf(day, { from, to, now: this.#page.clock.now().getTime() });
    const room = this.#room.selectedOptions[0].textContent;
    const rows = tracks.flatMap((track) => track.spans.map((span) => ({ ...span, track: track.name })));
    this.#picture.show({
      ...this.#about,
      file: `${this.#room.value.replace("/", "-")}-${day.date}`,
      option: dayLines({ tracks, from, to, hour: (time) => clockTime(new Date(time)), heights }),
      height: tracks.length * TRACK_PX + 48,
      label: t("picture_label.room-day", { room, day: dayWord(day.date), n: rows.length }),
      period: dayWord(day.date),
      about: day.opens ? room : `${room} · ${t("day.closed")}`,
      table: {
        caption: t("picture.room-day"),
        columns: [
          { head: t("history.what"), value: (row) => row.track, name: true },
          { head: t("history.state"), value: (row) => row.word, text: true },
          { head: t("history.from"), value: (row) => clockTime(new Date(row.from)), text: true },
          { head: t("history.to"), value: (row) => (row.lasts ? t("history.still") : clockTime(new Date(row.to))), text: true },
          { head: t("history.length"), value: (row) => length((row.to - row.from) / 1000), text: true },
        ],
        rows,
      },
    });
  }
}
