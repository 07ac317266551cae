package city.seki.edge.kiosk;

import city.seki.config.rules.DenyReason;
import city.seki.config.wire.DecisionMessage;
import city.seki.edge.agent.Said;
import org.jspecify.annotations.Nullable;

/**
 * What the kiosk said last.
 *
 * @param atMs when, by the unit's monotonic clock
 */
record Spoken(Said said, long atMs) {
  /** Long enough to read two lines twice; whoever taps next is answered at once all the same. */
  private static final long YES_MS = 7_000;

  /** What is refused has to be understood. */
  private static final long NO_MS = 10_000;

  /** As the rules have it for a kit's tag after a card (product.md §7). */
  private static final long TAG_MS = 30_000;

  /** Whether somebody may still be reading it. */
  boolean isRead(long nowMs) {
    return nowMs - atMs < lastsMs();
  }

  private long lastsMs() {
    if (!(said instanceof Said.Decided(DecisionMessage decision, boolean _))) {
      return NO_MS;
    }
    return switch (decision.outcome()) {
      case GRANTED, MOVED, ASSIGNED, RELEASED, LENT, RETURNED -> YES_MS;
      case DENIED -> NO_MS;
    };
  }

  /** Whether a kit's tag that is laid there now would be lent to whoever held a card there. */
  boolean isTagAwaited(long nowMs) {
    return nowMs - atMs < TAG_MS
        && said instanceof Said.Decided(DecisionMessage decision, boolean _)
        && switch (decision.outcome()) {
          case GRANTED, MOVED, ASSIGNED, RELEASED, LENT -> true;
          case RETURNED -> false;
          case DENIED -> isOfPerson(decision.reason());
        };
  }

  private static boolean isOfPerson(@Nullable DenyReason reason) {
    return reason != null
        && switch (reason) {
          case SEAT_TAKEN, RESERVED, NOT_ELIGIBLE, OFFICE_CLOSED, CAPACITY, OUT_OF_SERVICE -> true;
          case BAD_REQUEST, RANDOM_ID, UNKNOWN_CARD, CARD_BLOCKED, KIOSK_ONLY, CARD_FIRST -> false;
        };
  }
}
