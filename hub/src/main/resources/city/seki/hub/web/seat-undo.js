// A reservation that its owner cancelled, made again: the same place, the same time, if nobody was faster.

import * as api from "./api.js";
import { el } from "./dom.js";
import { dayOf, t } from "./text.js";

/**
 * The slot that a promise was made for. One that was made while its slot ran begins with that moment, so the end decides; null
 * for a time of its own.
 *
 * @param slots of its office and day, as the hub tells them with the offers
 */
export function slotOf({ from, to }, slots) {
  const within = slots.filter((slot) => new Date(slot.to).getTime() === new Date(to).getTime() && new Date(slot.from) <= new Date(from));
  return within.sort((a, b) => new Date(b.from) - new Date(a.from))[0]?.slot ?? null;
}

/** The slots of that office on the day of a promise. */
export const slotsOf = async ({ office, from }) => (await api.offers(office, "day", dayOf(new Date(from)))).slots;

/** Whether nobody can reserve that day any more, so that what is cancelled is gone. */
export async function isForGood({ office, room, from }, now) {
  if (room) return false;
  const { reservable_until: until } = await api.offers(office, "day", dayOf(new Date(from)));
  return until !== null && new Date(until) < now;
}

async function again(promise) {
  const { office, seat, room, from, to } = promise;
  if (room) return api.reserve({ office, room, from, to });
  const slot = slotOf(promise, await slotsOf(promise));
  return api.reserve(slot ? { office, seat, slot, date: dayOf(new Date(from)) } : { office, seat, from, to });
}

/**
 * The button that makes it again.
 *
 * @param done called when it is there again
 * @param refused called with the problem if it is not
 */
export function undoOf(promise, done, refused) {
  const button = el("button", { type: "button" }, t("find_do.undo"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await again(promise);
      done();
    } catch (problem) {
      if (problem.status === 409) button.remove(); // somebody has it now, or the rules have it so: trying again helps nobody
      button.disabled = false;
      refused(problem);
    }
  });
  return el("div", { class: "buttons" }, button);
}
