// Why somebody else took a reservation of the reader back, and why a wish got no seat.

import { t, word } from "./text.js";

export const lostWhy = ({ why, reason }) =>
  why === "out-of-service" ? t("lost.out-of-service", { reason: word("outage_reason", reason) }) : word("lost", why);

/** What the rules said where it is no matter of lots. */
export const unluckyWhy = ({ why }) => word("lots.why", why, word("find_reason", why, word("reason", why)));
