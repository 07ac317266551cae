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

  /** The place of the event that answers a tap; null for one that was never answered. */
  @Nullable Long find(TapId tap);

  /** The event at that place; the first of all is at 1. */
  Event event(long place);

  /** The answer that a tap got, null for one that was never answered. */
  default @Nullable Answer answerTo(TapId tap) {
    Long place = find(tap);
    if (place == null) {
      return null;
    }
    if (event(place) instanceof Event.Tapped tapped && tapped.tap().equals(tap)) {
      return tapped.answer();
    }
    throw new DataException(
        "the ledger's index says that event %d answers %s, and it does not; stop the hub and run seki-hub check --rebuild"
            .formatted(place, tap));
  }

  /** Every event from the first on, in order. */
  void replay(Consumer<Event> events);

  /** The events from that one to that one, in order; the first of all is 1. */
  void replay(long from, long to, Consumer<Event> events);

  @Override
  void close();
}
