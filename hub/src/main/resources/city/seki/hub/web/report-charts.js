// What the pictures of a report look like: figures in, options of ECharts out. Nothing of the document in here.

import { percentOf } from "./report-words.js";
import { number } from "./text.js";

const FONT = 'system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif';
const ROW_PX = 26;
const NARROW_PX = 520;

const base = (colours) => ({ textStyle: { fontFamily: FONT, color: colours.ink } });
const quietText = (colours) => ({ color: colours.quiet, fontSize: 12 });
const line = (colours) => ({ lineStyle: { color: colours.line } });

const valueAxis = (colours, more) => ({ type: "value", min: 0, splitNumber: 4, axisLabel: quietText(colours), splitLine: line(colours), ...more });
const wordAxis = (colours, data, more = {}) => ({ type: "category", data, axisTick: { show: false }, axisLine: line(colours), ...more, axisLabel: { ...quietText(colours), ...more.axisLabel } });

const writing = (unit) => (unit === "percent" ? (value) => percentOf(value) : number);

/** Up to where shares are drawn: the next ten above the highest. */
const topOf = (values) => Math.min(100, Math.max(10, Math.ceil(Math.max(0, ...values) / 10) * 10));
const shareAxis = (unit, values) => (unit === "percent" ? { max: topOf(values) } : {});

/** Room for that many lines and for what stands around them. */
export const barsHeight = (lines, perLine = 1) => Math.max(lines, 1) * ROW_PX * (perLine > 1 ? 1.35 : 1) + (perLine > 1 ? 84 : 64);

/**
 * One line for each name, with a bar for now and, where it is known, a slimmer one for before.
 * @param rows each with `name`, `value` and `before`, null for what is not known
 * @param mean drawn across, or null; @param unit "percent" or "number"
 */
export const bars = ({ rows, mean = null, unit, words }) => (colours, width) => {
  const write = writing(unit);
  const compared = rows.some((row) => row.before != null);
  const names = { color: colours.ink, fontSize: 12, width: width < NARROW_PX ? 96 : 190, overflow: "break", interval: 0 };
  const series = [];
  const one = (name, key, colour, bar) => ({
    type: "bar", name, data: rows.map((row) => row[key] ?? null), itemStyle: { color: colour, borderRadius: [0, 3, 3, 0] }, ...bar,
    label: { show: key === "value", position: "right", color: colours.ink, fontSize: 12, formatter: ({ value }) => (value == null ? "–" : write(value)) },
  });
  series.push(one(words.now, "value", colours.bar, { barWidth: compared ? 12 : 15 }));
  if (compared) series.push(one(words.before, "before", colours["bar-before"], { barWidth: 7, barGap: "10%" }));
  if (mean !== null) series[0].markLine = across(colours, [{ xAxis: mean, name: words.mean }], write(mean));
  return {
    ...base(colours),
    grid: { left: 8, right: 48, top: compared ? 52 : mean !== null ? 30 : 12, bottom: 8, containLabel: true },
    legend: compared ? { show: true, top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: quietText(colours), selectedMode: false } : { show: false },
    xAxis: valueAxis(colours, { ...shareAxis(unit, rows.flatMap((row) => [row.value ?? 0, row.before ?? 0])), splitNumber: width < NARROW_PX ? 2 : 4, axisLabel: { ...quietText(colours), formatter: (value) => write(value) } }),
    yAxis: wordAxis(colours, rows.map((row) => row.name), { inverse: true, axisLabel: names }),
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => (value == null ? "–" : write(value)) },
    series,
  };
};

const across = (colours, data, value) => ({
  symbol: "none", silent: true, data, lineStyle: { color: colours.mean, type: "dashed", width: 1.5 },
  label: { formatter: ({ name }) => `${name} ${value}`, color: colours.mean, backgroundColor: colours.paper, padding: [1, 4], fontSize: 12, position: "start" },
});

/** @param days each with `word`, `value`; @param unit as of bars() */
export const trend = ({ days, unit, words, mean = null }) => (colours) => {
  const write = writing(unit);
  const series = { type: "bar", name: words.now, data: days.map((day) => day.value), itemStyle: { color: colours.bar, borderRadius: [2, 2, 0, 0] }, barMaxWidth: 28, barCategoryGap: days.length > 60 ? "10%" : "28%" };
  if (mean !== null) series.markLine = { ...across(colours, [{ yAxis: mean, name: words.mean }], write(mean)), label: { ...across(colours, [], write(mean)).label, position: "insideEndTop" } };
  return {
    ...base(colours),
    grid: { left: 8, right: 12, top: 24, bottom: 8, containLabel: true },
    xAxis: wordAxis(colours, days.map((day) => day.word), { axisLabel: { hideOverlap: true } }),
    yAxis: valueAxis(colours, { ...shareAxis(unit, days.map((day) => day.value ?? 0)), minInterval: unit === "percent" ? 0 : 1, axisLabel: { ...quietText(colours), formatter: (value) => write(value) } }),
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => (value == null ? "–" : write(value)) },
    series: [series],
  };
};

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt((hex.length < 7 ? hex.replace(/\w/g, "$&$&") : hex).slice(at, at + 2), 16) / 255);
const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const brightness = (rgb) => rgb.map(linear).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0.05);

/** Of the two colours of text the one that is read better on that part of a heat map. */
function readable(colours, part) {
  const [low, high] = [channels(colours["heat-low"]), channels(colours["heat-high"])];
  const ground = brightness(low.map((value, i) => value + (high[i] - value) * part));
  const contrast = (name) => {
    const text = brightness(channels(colours[name]));
    return Math.max(text, ground) / Math.min(text, ground);
  };
  return contrast("ink") >= contrast("paper") ? colours.ink : colours.paper;
}

/**
 * Cells coloured by their share: weekdays by hours, or seats where they stand.
 * @param cells each with `x`, `y` (places in `columns` and `rows`), `value` in per cent or null, `name`; `label(cell)` is written into it
 */
export const heat = ({ cells, columns, rows, label, axes = true }) => (colours, width) => {
  const top = topOf(cells.map((cell) => cell.value ?? 0));
  const wide = width / columns.length > 34;
  const data = cells.map((cell) => ({
    ...cell, value: [cell.x, cell.y, cell.value ?? 0], known: cell.value,
    label: { color: cell.value === null ? colours.quiet : readable(colours, cell.value / top) },
    ...(cell.value === null && { itemStyle: { color: colours.paper, borderColor: colours.line } }),
  }));
  const axis = (words) => wordAxis(colours, words, { show: axes, axisLine: { show: false }, axisLabel: { interval: 0, hideOverlap: true }, splitArea: { show: false } });
  return {
    ...base(colours),
    grid: { left: 8, right: 8, top: 8, bottom: 44, containLabel: true },
    xAxis: axis(columns),
    yAxis: { ...axis(rows), inverse: true },
    visualMap: { min: 0, max: top, orient: "horizontal", left: "center", bottom: 0, itemHeight: 140, itemWidth: 12, text: [percentOf(top), percentOf(0)], textStyle: quietText(colours), inRange: { color: [colours["heat-low"], colours["heat-high"]] } },
    tooltip: { formatter: ({ data: cell }) => `${cell.name}  ${cell.known === null ? "–" : percentOf(cell.known)}` },
    series: [{ type: "heatmap", data, label: { show: true, fontSize: wide ? 12 : 10, lineHeight: 14, formatter: ({ data: cell }) => label(cell, wide) }, itemStyle: { borderColor: colours.paper, borderWidth: 3, borderRadius: 6 }, emphasis: { itemStyle: { borderColor: colours.ink } } }],
  };
};

/**
 * Bars made of parts, one line for each name.
 * @param rows each with `name` and a value for each of `parts`; each part has `key`, `name`, `colour`, `pattern`
 */
export const stacked = ({ rows, parts, write = number }) => (colours, width) => ({
  ...base(colours),
  grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
  legend: { show: true, top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: quietText(colours), selectedMode: false },
  xAxis: valueAxis(colours, { splitNumber: width < NARROW_PX ? 2 : 4, axisLabel: { ...quietText(colours), formatter: (value) => write(value) } }),
  yAxis: wordAxis(colours, rows.map((row) => row.name), { inverse: true, axisLabel: { color: colours.ink, width: width < NARROW_PX ? 96 : 230, overflow: "break", interval: 0 } }),
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => (value == null ? "–" : write(value)) },
  series: parts.map((part) => ({
    type: "bar", stack: "all", name: part.name, barWidth: 15, data: rows.map((row) => row[part.key] ?? null),
    itemStyle: { color: colours[part.colour], ...(part.striped && { decal: stripes(colours) }) },
  })),
});

/** What must not be told by colour alone. */
const stripes = (colours) => ({ symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: colours.paper });

/** Colours of what a room or device was, in a day line. */
const SPANS = { occupied: "used", booked: "booked", unknown: "unknown", offline: "unknown", fault: "bad", "in-call": "used", presenting: "used", degraded: "bad" };

/**
 * A day from opening to closing, a track for each: spans as boxes.
 * @param tracks as of room-day.js; @param from, to in milliseconds; @param hour (ms) => its word
 */
export const dayLines = ({ tracks, from, to, hour, heights }) => (colours, width) => ({
  ...base(colours),
  grid: { left: 8, right: 24, top: 12, bottom: 8, containLabel: true },
  xAxis: { type: "value", min: from, max: to, interval: 3_600_000 * (width < NARROW_PX ? 3 : 1), axisLabel: { ...quietText(colours), formatter: hour }, splitLine: line(colours) },
  yAxis: wordAxis(colours, tracks.map((track) => track.name), { inverse: true, axisLabel: { color: colours.ink, width: width < NARROW_PX ? 96 : 190, overflow: "break", interval: 0 } }),
  tooltip: { formatter: ({ data: span }) => `${span.name}  ${hour(span.value[1])}–${hour(span.value[2])}` },
  series: [{
    type: "custom", encode: { x: [1, 2], y: 0 },
    data: tracks.flatMap((track, row) => track.spans.map((span) => ({ name: span.word, value: [row, span.from, span.to], state: span.state }))),
    renderItem: (_, api) => box(api, tracks, heights, colours),
  }],
});

function box(api, tracks, heights, colours) {
  const row = api.value(0);
  const [left, middle] = api.coord([api.value(1), row]);
  const [right] = api.coord([api.value(2), row]);
  const track = api.size([0, 1])[1] * 0.7;
  const span = tracks[row].spans.find((each) => each.from === api.value(1) && each.to === api.value(2));
  const height = (track * (heights[span.state] ?? 100)) / 100;
  const shape = { x: left, y: middle + track / 2 - height, width: Math.max(right - left, 1), height };
  return { type: "rect", shape, style: { fill: colours[SPANS[span.state] ?? "empty"], decal: SPANS[span.state] === "unknown" ? stripes(colours) : null } };
}
