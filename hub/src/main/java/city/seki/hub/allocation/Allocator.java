package city.seki.hub.allocation;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides batches of commands: decide, append to the ledger, and only then hand out the answers. It
 * is the only one who changes the city's state. Confined to one thread; {@link AllocationLoop}
 * feeds it.
 */
public final class Allocator {
  /** A command and whoever waits for what follows from it. */
  public record Request(Command command, Reply reply) {}

  /** Told once, when the decision is durable. */
  @FunctionalInterface
  public interface Reply {
    void decided(Decision decision);
  }

  /** A decision, and who is to be told of it. */
  record Settled(Reply reply, Decision decision) {}

  /** What a batch led to; it is durable, and nobody was told yet. */
  public record Outcome(Seating state, List<Event> events, List<Settled> settled) {
    /** Tells everybody who waits. */
    public void answer() {
      settled.forEach(s -> s.reply().decided(s.decision()));
    }
  }

  private final Ledger ledger;
  private Seating state;
  private final SeenTaps seen = new SeenTaps();

  /** Starts from what the ledger holds. */
  public Allocator(Ledger ledger, Seating files) {
    this.ledger = ledger;
    this.state = replayed(ledger, files);
  }

  private Seating replayed(Ledger ledger, Seating files) {
    Seating[] folded = {files};
    ledger.replay(
        event -> {
          folded[0] = folded[0].apply(event);
          if (event instanceof Event.Tapped tapped) {
            seen.saw(tapped.tap());
          }
        });
    return folded[0];
  }

  public Seating state() {
    return state;
  }

  /**
   * Decides those commands in this order and makes what follows durable in one commit.
   *
   * @throws city.seki.hub.data.DataException if it cannot be made durable: nobody was answered
   */
  public Outcome decide(List<Request> requests) {
    Seating after = state;
    List<Event> events = new ArrayList<>();
    List<Settled> settled = new ArrayList<>(requests.size());
    Map<TapId, Answer> inThisBatch = new HashMap<>();
    for (Request request : requests) {
      Decision decision = repeated(request.command(), inThisBatch);
      if (decision == null) {
        decision = SeatRules.decide(after, request.command());
        after = after.applyAll(decision.events());
        if (request.command() instanceof Command.Reconfigure files) {
          after = after.reconfigured(files.city(), files.directory());
        }
        events.addAll(decision.events());
        remember(decision.events(), inThisBatch);
      }
      settled.add(new Settled(request.reply(), decision));
    }
    if (!events.isEmpty()) {
      ledger.append(events);
    }
    state = after;
    return new Outcome(after, events, settled);
  }

  private void remember(List<Event> events, Map<TapId, Answer> inThisBatch) {
    for (Event event : events) {
      if (event instanceof Event.Tapped tapped) {
        inThisBatch.put(tapped.tap(), tapped.answer());
        seen.saw(tapped.tap());
      }
    }
  }

  /** The same tap delivered again gets the same answer, and nothing happens twice. */
  private @Nullable Decision repeated(Command command, Map<TapId, Answer> inThisBatch) {
    TapId tap =
        switch (command) {
          case Command.Tap t -> t.id();
          case Command.PhoneTap t -> t.id();
          default -> null;
        };
    if (tap == null || seen.isNew(tap)) {
      return null;
    }
    Answer answer = inThisBatch.get(tap);
    if (answer == null) {
      answer = ledger.answerTo(tap);
    }
    return answer == null ? null : new Decision.Answered(answer, List.of());
  }
}
