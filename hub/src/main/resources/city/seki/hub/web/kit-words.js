// How a kit is put into words, the same on a card and in the kit's panel.

import { kitState } from "./kit-model.js";
import { length, moment, t } from "./text.js";

/** Pictures of index.html. */
const KIT_ICONS = { overdue: "overdue", lent: "lent", available: "available", unknown: "unknown" };

export const kitIcon = (state) => KIT_ICONS[state];

/** Until when it is away, or since when it should be back; for one that is there nothing. */
export function dueWord(kit, now, stale) {
  const state = kitState(kit, stale);
  if (!kit.due || (state !== "lent" && state !== "overdue")) return "";
  return t(state === "lent" ? "kit.due" : "kit.was_due", { time: moment(kit.due, now) });
}

/** How much time is left, or how late it is; for one that is there since when. */
export function timeWord(kit, now, stale) {
  const state = kitState(kit, stale);
  if (stale) return t("details.last_known", { state: t(`kit_state.${kitState(kit, false)}`) });
  if (state === "available") return kit.since ? t("kit.back_since", { time: moment(kit.since, now) }) : t("kit.never_lent");
  if (!kit.due) return "";
  const seconds = (now - Date.parse(kit.due)) / 1000;
  return seconds > 0 ? t("kit.over", { length: length(seconds) }) : t("kit.left", { length: length(-seconds) });
}

/** Whom to ask for it: name, department, staff number; for those who may not know, and for one that is there, nothing. */
export function holderWords(kit, keeper, stale) {
  const state = kitState(kit, stale);
  if (!keeper || (state !== "lent" && state !== "overdue")) return null;
  if (!kit.holder) return [t("kit.holder_gone"), ""];
  return [kit.holder.name, `${kit.holder.department} · ${t("kit.staff_id", { id: kit.holder.staff_id })}`];
}
