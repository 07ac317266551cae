// The figures as a table, and the same table as a file for a spreadsheet.

import { el } from "./dom.js";

/**
 * @param columns each with `head`, `value(row)` for files, and, where the page shows more than that, `show(row)`: a text or an element;
 *     `text` marks columns that are not numbers, `name` the one that names its row
 * @param foot rows of the same kind that sum up
 */
export function table({ caption, columns, rows, foot = [] }) {
  const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col", class: column.text || column.name ? null : "n" }, column.head)));
  const line = (row) => el("tr", { class: row.under ? "under" : null }, ...columns.map((column) => cell(column, row)));
  const parts = [el("caption", { class: "unseen" }, caption), el("thead", {}, head), el("tbody", {}, ...rows.map(line))];
  if (foot.length) parts.push(el("tfoot", {}, ...foot.map(line)));
  return el("div", { class: "table", tabindex: "0", role: "group", "aria-label": caption }, el("table", {}, ...parts));
}

function cell(column, row) {
  const shown = (column.show ?? column.value)(row);
  const attributes = { class: column.text || column.name ? null : "n" };
  return column.name ? el("th", { scope: "row", ...attributes }, shown) : el("td", attributes, shown ?? "–");
}

/** With the mark by which spreadsheets know UTF-8. */
export function csv({ columns, rows, foot = [] }) {
  const lines = [columns.map((column) => column.head), ...[...rows, ...foot].map((row) => columns.map((column) => column.value(row) ?? ""))];
  return `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would take for a formula is none any more. */
function quoted(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Gives the reader a file. */
export function save(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
