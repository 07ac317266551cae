package city.seki.hub.allocation;

import city.seki.config.rules.Answer;
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
final class InMemoryLedger implements Ledger {
  final List<Event> events = new ArrayList<>();
  private final Map<TapId, Answer> answers = new HashMap<>();

  @Override
  public void append(List<Event> more) {
    events.addAll(more);
    for (Event event : more) {
      if (event instanceof Event.Tapped tapped) {
        answers.putIfAbsent(tapped.tap(), tapped.answer());
      }
    }
  }

  @Override
  public @Nullable Answer answerTo(TapId tap) {
    return answers.get(tap);
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
