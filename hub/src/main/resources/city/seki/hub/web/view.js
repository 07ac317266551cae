// Which of the page's views is shown: find a seat, seats, rooms, kits, closures and caps, who is there, a department's day, units, how these are, roll-outs, or figures. The address says it, so that a screen on a wall can open any.

import { byId, loadStyle } from "./dom.js";

const VIEWS = ["seats", "seat", "rooms", "kits", "limits", "muster", "department", "fleet", "units", "rollouts", "reports"];

/**
 * @param change called with the view to be shown, at once and whenever the reader chose another one
 * @returns {(view: string) => void} says which view is shown where the address names none
 */
export function followView(change) {
  let first = VIEWS[0];
  const show = () => {
    const [view] = location.hash.slice(1).split("/"); // what follows is the view's own
    if (VIEWS.includes(view) || location.hash === "") apply(view || first, change);
  };
  addEventListener("hashchange", show);
  show();
  return (view) => {
    if (view === first) return;
    first = view;
    show();
  };
}

function apply(view, change) {
  if (document.body.dataset.view !== view) forgetSaid();
  document.body.dataset.view = view;
  for (const link of byId("views").children) {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const other of VIEWS.slice(1)) byId(other).hidden = view !== other;
  for (const part of document.querySelectorAll(".of-seats")) part.hidden = view !== "seats";
  change(view);
}

/** What was said of something done is over when one looks at something else. */
function forgetSaid() {
  for (const said of document.querySelectorAll(".done[role='status'], .said-more")) said.replaceChildren();
}

/** Code and style that are loaded when somebody looks at them first. */
const PARTS = {
  async seat(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/seat.css");
    const { FindSeat } = await import("./seat.js");
    return new FindSeat(page);
  },
  async rooms(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/rooms.css");
    const { Rooms } = await import("./rooms.js");
    return new Rooms(page);
  },
  async kits(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/kits.css");
    const { Kits } = await import("./kits.js");
    return new Kits(page);
  },
  async units(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/units.css");
    const { Units } = await import("./units.js");
    return new Units(page);
  },
  async fleet(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/fleet.css");
    const { Fleet } = await import("./fleet.js");
    return new Fleet(page);
  },
  async rollouts(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/rollouts.css");
    const { Rollouts } = await import("./rollouts.js");
    return new Rollouts(page);
  },
  async reports(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/reports.css");
    const { Reports } = await import("./reports.js");
    return new Reports(page);
  },
  async limits(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/fields.css");
    loadStyle("/web/limits.css");
    const { Limits } = await import("./limits.js");
    return new Limits(page);
  },
  async muster(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/muster.css");
    const { Muster } = await import("./muster.js");
    return new Muster(page);
  },
  async department(page) {
    loadStyle("/web/cards.css");
    loadStyle("/web/department.css");
    const { Department } = await import("./department.js");
    return new Department(page);
  },
  async replay(page) {
    loadStyle("/web/replay.css");
    const { Replay } = await import("./replay.js");
    return new Replay(page);
  },
  async me(page) {
    const { Me } = await import("./me.js");
    return new Me(page);
  },
  async who(page) {
    const { Who } = await import("./who.js");
    return new Who(page);
  },
  async bell(page) {
    const { Bell } = await import("./bell.js");
    return new Bell(page);
  },
};

/** The parts beside the seats; each has `load`, `lookAgain`, `everySecond`, `refresh` and `translate`. */
export class Parts {
  #page;
  #asked = new Set();
  #there = [];

  constructor(page) {
    this.#page = page;
  }

  /** Loads a part unless it is there or on its way; of the seats, which always are, nothing happens. */
  async want(name) {
    if (!(name in PARTS) || this.#asked.has(name)) return;
    this.#asked.add(name);
    try {
      this.#there.push(await PARTS[name](this.#page));
    } catch {
      this.#asked.delete(name);
      this.#page.complain({ status: 0 });
    }
  }

  /** Says the same to all that are there. */
  tell(what) {
    for (const part of this.#there) part[what]?.();
  }
}
