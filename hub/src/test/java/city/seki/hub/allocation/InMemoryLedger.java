package city.seki.hub.allocation;

import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger that forgets everything with the process. */
class InMemoryLedger implements Ledger {
  final List<Event> events = new ArrayList<>();
  private final Map<TapId, Long> taps = new HashMap<>();

  @Override
  public void append(List<Event> more) {
    for (Event event : more) {
      events.add(event);
      if (event instanceof Event.Tapped tapped) {
        taps.putIfAbsent(tapped.tap(), (long) events.size());
      }
    }
  }

  @Override
  public @Nullable Long find(TapId tap) {
    return taps.get(tap);
  }

  @Override
  public Event event(long place) {
    return events.get((int) place - 1);
  }

  @Override
  public void replay(Consumer<Event> all) {
    List.copyOf(events).forEach(all);
  }

  @Override
  public void replay(long from, long to, Consumer<Event> some) {
    List.copyOf(events.subList((int) from - 1, (int) to)).forEach(some);
  }

  @Override
  public void close() {}
}
