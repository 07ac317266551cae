// What each picture of use tells: its drawing, its sentence and its table, from the hub's figures.

import { bars, barsHeight, heat, stacked, trend } from "./report-charts.js";
import { dayWord, shortDay, weekdayWord } from "./report-period.js";
import { count, hours, hoursWord, percentOf } from "./report-words.js";
import { pick, t } from "./text.js";

const HEAT_ROW_PX = 40;
const TREND_PX = 220;

/** The one of them with the highest figure; any where none is known. */
const most = (rows, key) => rows.reduce((best, row) => ((row[key] ?? -1) > (best[key] ?? -1) ? row : best));
const hourWord = (hour) => t("report.hour", { hour });

/** Weekday by hour. */
export function hoursTold({ hours: cells }) {
  const offered = (cells ?? []).filter((cell) => cell.offered_minutes > 0);
  if (!offered.length) return null;
  const range = (key) => [...new Set(offered.map((cell) => cell[key]))].sort((a, b) => a - b);
  const [weekdays, all] = [range("weekday"), range("hour")];
  const rows = weekdays.map((weekday) => ({ name: weekdayWord(weekday), of: new Map(offered.filter((cell) => cell.weekday === weekday).map((cell) => [cell.hour, cell.rate_percent])) }));
  const drawn = rows.flatMap((row, y) => [...row.of].map(([hour, value]) => ({ x: all.indexOf(hour), y, value: value ?? null, name: `${row.name} ${hourWord(hour)}` })));
  const busiest = most(offered, "rate_percent");
  return {
    option: heat({ cells: drawn, columns: all.map(hourWord), rows: rows.map((row) => row.name), label: (cell) => (cell.known === null ? "" : String(cell.known)) }),
    height: weekdays.length * HEAT_ROW_PX + 84,
    width: all.length * 26 + 40,
    label: t("picture_label.hours", { weekday: weekdayWord(busiest.weekday), hour: hourWord(busiest.hour), rate: percentOf(busiest.rate_percent) }),
    about: t("picture_about.hours"),
    table: {
      caption: t("picture.hours"),
      columns: [{ head: t("use.weekday"), value: (row) => row.name, name: true }, ...all.map((hour) => ({ head: hourWord(hour), value: (row) => row.of.get(hour), show: (row) => percentOf(row.of.get(hour)) }))],
      rows,
    },
  };
}

/** The rate of each day on which there were seats. */
export function daysTold({ days, seats }) {
  const open = (days ?? []).filter((day) => day.offered_minutes > 0).map((day) => ({ ...day, word: shortDay(day.date), value: day.rate_percent }));
  if (!open.length) return null;
  const busiest = most(open, "rate_percent");
  return {
    option: trend({ days: open, unit: "percent", mean: seats.rate_percent ?? null, words: { now: t("use.rate"), mean: t("use.of_period") } }),
    height: TREND_PX,
    label: t("picture_label.use", { day: dayWord(busiest.date), rate: percentOf(busiest.rate_percent) }),
    table: {
      caption: t("picture.use"),
      columns: [
        { head: t("rows.date"), value: (day) => day.date, show: (day) => dayWord(day.date), name: true },
        { head: t("use.rate"), value: (day) => day.rate_percent, show: (day) => percentOf(day.rate_percent) },
        { head: t("use_column.peak"), value: (day) => peakOf(day), show: (day) => count(peakOf(day)) },
        { head: t("use_column.claimed_hours"), value: (day) => hours(day.claimed_minutes) },
        { head: t("use_column.offered_hours"), value: (day) => hours(day.offered_minutes) },
      ],
      rows: open,
    },
  };
}

const peakOf = ({ peak }) => (typeof peak === "object" ? peak?.claimed : peak);

export function officesTold({ by_office: offices }, before, officeName) {
  if ((offices?.length ?? 0) < 2) return null;
  const earlier = new Map((before?.by_office ?? []).map((row) => [row.office, row.rate_percent]));
  const rows = offices.map((row) => ({ name: officeName(row.office, row.name), value: row.rate_percent, before: earlier.get(row.office) }));
  const columns = [{ head: t("telework.office"), value: (row) => row.name, name: true }, { head: t("use.rate"), value: (row) => row.value, show: (row) => percentOf(row.value) }];
  if (before) columns.push({ head: t("report.before"), value: (row) => row.before, show: (row) => percentOf(row.before) });
  const first = most(rows, "value");
  return {
    option: bars({ rows, unit: "percent", words: { now: t("report.now"), before: t("report.before") } }),
    height: barsHeight(rows.length, before ? 2 : 1),
    label: t("picture_label.use-offices", { name: first.name, rate: percentOf(first.value) }),
    table: { caption: t("picture.use-offices"), columns, rows },
  };
}

/** Hours in which somebody was in each room, nobody, or nobody knows. */
export function roomsTold({ rooms }, _, officeName) {
  if (!rooms?.some((room) => room.open_minutes > room.unknown_minutes)) return null; // nothing was known of any
  const rows = rooms.map((room) => ({
    ...room,
    name: `${pick(room.name) || room.room}（${officeName(room.office)}）`,
    occupied: hours(room.occupied_minutes),
    empty: hours(Math.max(0, room.open_minutes - room.occupied_minutes - room.unknown_minutes)),
    unknown: hours(room.unknown_minutes),
  }));
  const first = most(rows, "rate_percent");
  const column = (key) => ({ head: t(`use_column.${key}`), value: (row) => hours(row[key]), show: (row) => hoursWord(row[key]) });
  return {
    option: stacked({
      rows,
      parts: [
        { key: "occupied", name: t("use.occupied"), colour: "used" },
        { key: "empty", name: t("use.empty"), colour: "empty" },
        { key: "unknown", name: t("use.unknown"), colour: "unknown", striped: true },
      ],
    }),
    height: barsHeight(rows.length),
    label: t("picture_label.rooms", { name: first.name, rate: percentOf(first.rate_percent) }),
    about: t("picture_about.rooms"),
    table: {
      caption: t("picture.rooms"),
      columns: [
        { head: t("use.room"), value: (row) => row.name, name: true },
        { head: t("use.room_rate"), value: (row) => row.rate_percent, show: (row) => percentOf(row.rate_percent) },
        ...["occupied_minutes", "booked_minutes", "unknown_minutes", "open_minutes"].map(column),
      ],
      rows,
    },
  };
}

export function devicesTold({ devices }, _, officeName) {
  if (!devices?.length) return null;
  const rows = devices.map((device) => ({ ...device, name: `${pick(device.name) || device.device}（${officeName(device.office)}）`, call: hours(device.in_call_minutes), waste: hours(device.on_while_empty_minutes), ill: hours((device.fault_minutes ?? 0) + (device.offline_minutes ?? 0)) }));
  if (!rows.some(({ call, waste, ill, faults }) => call || waste || ill || faults)) return null;
  const worst = most(rows, "on_while_empty_minutes");
  const column = (key) => ({ head: t(`use_column.${key}`), value: (row) => hours(row[key]), show: (row) => hoursWord(row[key]) });
  return {
    option: stacked({
      rows,
      parts: [
        { key: "call", name: t("use_column.in_call_minutes"), colour: "used" },
        { key: "waste", name: t("use_column.on_while_empty_minutes"), colour: "mean" },
        { key: "ill", name: t("use.fault_or_offline"), colour: "unknown", striped: true },
      ],
    }),
    height: barsHeight(rows.length),
    label: t("picture_label.devices", { name: worst.name, hours: hoursWord(worst.on_while_empty_minutes) }),
    about: t("picture_about.devices"),
    table: {
      caption: t("picture.devices"),
      columns: [
        { head: t("use.device"), value: (row) => row.name, name: true },
        column("in_call_minutes"),
        column("on_while_empty_minutes"),
        { head: t("use_column.faults"), value: (row) => row.faults, show: (row) => count(row.faults) },
        column("fault_minutes"),
        column("offline_minutes"),
      ],
      rows,
    },
  };
}
