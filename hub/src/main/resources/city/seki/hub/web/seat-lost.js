// Why somebody else took a reservation of the reader back.

import { t, word } from "./text.js";

export const lostWhy = ({ why, reason }) =>
  why === "out-of-service" ? t("lost.out-of-service", { reason: word("outage_reason", reason) }) : word("lost", why);
