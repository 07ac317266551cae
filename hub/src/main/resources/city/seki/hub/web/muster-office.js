// One office of the muster list: people, rooms, seats without a name, and how old the word of its units is.

import { el } from "./dom.js";
import { number, pick, t } from "./text.js";

/** @param how `when(time)` in words, `ticked` what was found, `made` of when the list is */
export function officePart(office, how) {
  const title = el("h3", { id: `muster-${office.office}` }, pick(office.name));
  const part = el("section", { class: "muster-office", "aria-labelledby": title.id }, title, el("p", { class: "on-paper" }, how.made), el("p", { class: "muster-sum" }, sum(office)));
  if (office.people.length) part.append(people(office, how));
  if (office.rooms.length) part.append(rooms(office, how));
  part.append(...seats("unclaimed", office, how), ...seats("unknown", office, how), byHand());
  if (office.units.length) part.append(news(office.units, how));
  return part;
}

function sum({ people, nameless, unseen }) {
  if (!people.length && !nameless && !unseen) return t("muster.nobody");
  return t("muster.sum", { named: number(people.length), nameless: number(nameless), unseen: number(unseen) });
}

function people({ office, people, name }, how) {
  const rows = people.map((person) => {
    const called = person.name ?? person.person;
    const since = how.when(person.since) + (person.silent ? ` ${t("muster.silent")}` : "");
    return row(`${office}/${person.person}`, called, how, person.silent, true, [el("th", { scope: "row" }, called), el("td", {}, person.department), el("td", {}, person.seat), el("td", {}, since)]);
  });
  return table(t("muster.people_of", { office: pick(name) }), ["here", "name", "department", "seat", "since"], rows);
}

function rooms({ office, rooms, name }, how) {
  const rows = rooms.map((room) => {
    const called = pick(room.name);
    return row(`${office}/room/${room.room}`, called, how, room.silent, false, [el("th", { scope: "row" }, called), el("td", {}, roomWord(room)), el("td", {}, how.when(room.since))]);
  });
  return table(t("muster.rooms_of", { office: pick(name) }), ["here", "room", "people", "since"], rows);
}

function roomWord({ people, silent, state, since }) {
  const count = people === null ? t("muster.somebody") : t("muster.persons", { n: number(people) });
  if (!silent && state === "occupied") return count;
  if (since === null || state === "unknown") return t("muster.not_known");
  return t("muster.last_known", { state: state === "occupied" ? count : t("muster.empty") });
}

function seats(kind, office, how) {
  const codes = office[kind];
  if (!codes.length) return [];
  const items = codes.map((code) => el("li", {}, el("label", {}, box(`${office.office}/seat/${code}`, how), code)));
  return [el("h4", {}, t(`muster.${kind}`)), el("ul", { class: "muster-seats" }, ...items)];
}

/** Lines for those whom the list does not have; on paper only. */
function byHand() {
  const lines = Array.from({ length: 4 }, () => el("tr", {}, el("td", {}, "☐"), el("td"), el("td"), el("td")));
  return el("div", { class: "on-paper", "aria-hidden": "true" }, el("h4", {}, t("muster.by_hand")), el("table", { class: "by-hand" }, el("tbody", {}, ...lines)));
}

/** Units that are heard need no more than their number. */
function news(units, how) {
  const quiet = units.filter((unit) => unit.silent || unit.owes);
  const words = quiet.map(({ unit, heard, silent, owes }) => {
    const last = heard ? t("muster.heard", { unit, time: how.when(heard) }) : t("muster.never", { unit });
    return [last, silent && t("muster.silent"), owes && t("muster.owes", { n: number(owes) })].filter(Boolean).join(" ");
  });
  if (units.length > quiet.length) words.unshift(t("muster.units_there", { n: number(units.length - quiet.length) }));
  return el("ul", { class: quiet.length ? "muster-news trouble" : "muster-news" }, ...words.map((word) => el("li", {}, word)));
}

function row(key, called, how, silent, person, cells) {
  const tick = box(key, how, person);
  tick.setAttribute("aria-label", t("muster.tick", { name: called }));
  const kinds = [silent && "silent", tick.checked && "ticked"].filter(Boolean).join(" ");
  return el("tr", { class: kinds || null }, el("td", {}, el("label", { class: "box" }, tick)), ...cells);
}

function box(key, { ticked }, person = false) {
  const tick = el("input", { type: "checkbox", "data-tick": key, "data-person": person });
  tick.checked = ticked.has(key);
  return tick;
}

function table(caption, heads, rows) {
  const head = el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, t(`muster_head.${name}`))));
  return el("div", { class: "table", tabindex: "0", role: "group", "aria-label": caption }, el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, head), el("tbody", {}, ...rows)));
}
