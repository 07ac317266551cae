// How roll-outs are put into words: what they are of, how they stand, why a unit failed or waits.

import { list } from "./room-words.js";
import { moment, number, t, word } from "./text.js";

/** The states of units in the order of the bar, from done to not yet. */
export const UNIT_STATES = ["confirmed", "failed", "under-way", "waiting", "off", "left-out"];

export function goalWord({ configuration, before, software }) {
  if (before) return t("rollout_goal.before", { rollout: before });
  return software ? t("rollout_goal.software", { version: software.version }) : t("rollout_goal.configuration", { version: configuration });
}

export const titleWord = ({ rollout, goal }) => t("rollout.title", { rollout, goal: goalWord(goal) });

/** Paused by too many failures is another thing than paused by somebody. */
export const phaseOf = ({ phase }) => (phase.state === "paused" && phase.by === null ? "halted" : phase.state);

/** What the phase says beyond its word. */
export function phaseWord(rollout, now) {
  const { phase, units, failed_limit: limit } = rollout;
  const about = { failed: number(units.failed), limit: number(limit), rollout: phase.successor ?? 0, reason: phase.reason ?? "", time: phase.at ? moment(phase.at, now) : "" };
  const text = t(`rollout_phase_about.${phaseOf(rollout)}`, about);
  return phase.reason && phaseOf(rollout) !== "halted" ? `${text} – ${phase.reason}` : text;
}

export const countsWord = (counts) =>
  UNIT_STATES.filter((state) => counts[state.replace("-", "_")])
    .map((state) => `${t(`rollout_unit.${state}`)} ${number(counts[state.replace("-", "_")])}`)
    .join(" · ");

/** Why a unit failed: how, the unit's own word and its own words. */
export function failureWord({ how, part, reason, detail }) {
  const parts = [t(`rollout_how.${how}`)];
  if (part) parts.push(t(`rollout_part.${part}`));
  if (reason) parts.push(word("rollout_why", reason, reason));
  return parts.join(" · ") + (detail ? ` (${detail})` : "");
}

export const hindranceWord = ({ hindrances }) => list(hindrances.map((each) => t(`rollout_hindrance.${each}`)));

/** What a unit that is under way does. */
export const doingWord = ({ doing, progress }) =>
  (doing ? t(`rollout_doing.${doing}`) : t("rollout_doing.asked")) + (progress === undefined ? "" : ` ${number(progress)} %`);
