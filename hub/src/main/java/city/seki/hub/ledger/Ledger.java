package city.seki.hub.ledger;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The append-only list of everything that happened. One thread writes and asks. */
public interface Ledger extends AutoCloseable {
  /**
   * Makes those events durable, all or none, and in this order; returns when a power cut can no
   * longer take them.
   *
   * @throws DataException if it cannot, for instance because the disk is full
   */
  void append(List<Event> events);

  /** The answer that a tap got, null for one that was never answered. */
  @Nullable Answer answerTo(TapId tap);

  /** Every event from the first on, in order. */
  void replay(Consumer<Event> events);

  /** The events from that one to that one, in order; the first of all is 1. */
  default void replay(long from, long to, Consumer<Event> events) {
    long[] number = {0};
    replay(
        event -> {
          number[0]++;
          if (number[0] >= from && number[0] <= to) {
            events.accept(event);
          }
        });
  }

  @Override
  void close();
}
