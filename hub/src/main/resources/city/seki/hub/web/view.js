// Which of the page's two views is shown: seats or rooms. The address says it, so that a screen on a wall can open either.

import { byId, el } from "./dom.js";

const VIEWS = ["seats", "rooms"];

/** @param change called with the view to be shown, at once and whenever the reader chose the other one */
export function followView(change) {
  const show = () => {
    const view = location.hash.slice(1);
    if (VIEWS.includes(view) || location.hash === "") apply(view || VIEWS[0], change);
  };
  addEventListener("hashchange", show);
  show();
}

function apply(view, change) {
  document.body.dataset.view = view;
  for (const link of byId("views").children) {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  byId("rooms").hidden = view !== "rooms";
  for (const part of document.querySelectorAll(".of-seats")) part.hidden = view !== "seats";
  change(view);
}

/** Code and style of the rooms, loaded when they are looked at first. */
export async function loadRooms(page) {
  document.head.append(el("link", { rel: "stylesheet", href: "/web/rooms.css" }));
  const { Rooms } = await import("./rooms.js");
  return new Rooms(page);
}
