package city.seki.edge.agent;

import city.seki.config.wire.DecisionMessage;
import city.seki.edge.card.Refusal;

/** What a light has just answered, for a display beside it: in the words of the same answer. */
public sealed interface Said {
  /**
   * A tap was decided.
   *
   * @param alone whether the unit decided it by itself: the hub settles it later
   */
  record Decided(DecisionMessage decision, boolean alone) implements Said {}

  /** A tap is on the disk; what it means is known later, by the hub. */
  record Noted() implements Said {}

  /** No tap: nothing that could be a card of staff, or more than one. */
  record Refused(Refusal reason) implements Said {}
}
