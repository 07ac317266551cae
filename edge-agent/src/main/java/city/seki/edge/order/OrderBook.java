package city.seki.edge.order;

import city.seki.config.wire.ClockState;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandResultMessage;
import city.seki.edge.agent.Now;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which orders one run of the agent has answered, and what is to be done about the next one. Pure
 * and immutable.
 *
 * <pre>
 *   answered already            the same answer again
 *   for another run             refused: other-run
 *   past its expiry             refused: too-old
 *   otherwise                   carried out
 * </pre>
 *
 * <p>An order that comes once more after a reboot is for a run that is over, so nothing of this has
 * to be on the disk. While the unit does not know the time, only the run counts.
 *
 * @param answered the newest answers by the ids of their orders, the oldest first
 */
record OrderBook(String boot, Map<String, CommandResultMessage> answered) {
  /** More than a hub sends within the life of an order. */
  static final int MOST = 64;

  /** What is to be done. */
  sealed interface Verdict {
    /** The answer is known. */
    record Again(CommandResultMessage answer) implements Verdict {}

    record Refused(String reason, @Nullable String detail) implements Verdict {}

    record Accepted() implements Verdict {}
  }

  static OrderBook of(String boot) {
    return new OrderBook(boot, Map.of());
  }

  Verdict judge(CommandMessage order, Now now) {
    CommandResultMessage before = answered.get(order.id());
    if (before != null) {
      return new Verdict.Again(before);
    }
    if (!order.boot().equals(boot)) {
      return new Verdict.Refused("other-run", "the agent has started again since");
    }
    if (now.clock() != ClockState.UNSET && now.wall().isAfter(order.expiresAt())) {
      return new Verdict.Refused("too-old", "it was good until " + order.expiresAt());
    }
    return new Verdict.Accepted();
  }

  OrderBook with(CommandResultMessage answer) {
    Map<String, CommandResultMessage> all = new LinkedHashMap<>(answered);
    all.put(answer.id(), answer);
    if (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
    return new OrderBook(boot, all);
  }
}
