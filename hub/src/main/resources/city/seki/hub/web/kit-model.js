// What the page knows of the kits on loan. No document in here: views ask, kits.js tells.

/** In the order in which they are shown. */
export const KIT_STATES = ["overdue", "lent", "available"];

export const keyOf = ({ office, kit }) => `${office}\n${kit}`;

export class KitsKnown {
  /** By keyOf; empty until it was loaded. */
  kits = new Map();
  loaded = false;
  #arriving = null;

  /** From here to set() the stream may be newer than the list under way: what it says is kept. */
  expect() {
    this.#arriving ??= new Map();
  }

  set(list) {
    this.kits = new Map(list.map((kit) => [keyOf(kit), kit]));
    for (const kit of this.#arriving?.values() ?? []) this.#take(kit);
    this.#arriving = null;
    this.loaded = true;
  }

  heard(kit) {
    this.#arriving?.set(keyOf(kit), kit);
    if (this.loaded) this.#take(kit);
  }

  /** Events tell everybody, and so not who has a kit: that stays known while it is the same loan. */
  #take(kit) {
    const before = this.kits.get(keyOf(kit));
    const same = before?.holder && before.since === kit.since && kit.state !== "available";
    this.kits.set(keyOf(kit), same ? { ...kit, holder: before.holder } : kit);
  }

  /** Those first that somebody has to run after, then by when they are due; the others as the offices are listed. */
  sorted(offices) {
    const place = new Map([...offices].map((office, i) => [office, i]));
    const rank = (kit) => KIT_STATES.indexOf(kit.state);
    const due = (kit) => (kit.due ? Date.parse(kit.due) : Infinity);
    const compare = (a, b) => rank(a) - rank(b) || (due(a) === due(b) ? 0 : due(a) - due(b));
    const where = (a, b) => (place.get(a.office) ?? 0) - (place.get(b.office) ?? 0);
    return [...this.kits.values()].sort((a, b) => compare(a, b) || where(a, b));
  }
}

/** The state to show: a word we do not know, or one that is too old, is unknown and never to be had. */
export const kitState = (kit, stale) => (!stale && KIT_STATES.includes(kit.state) ? kit.state : "unknown");
