package city.seki.hub.allocation;

import city.seki.config.rules.Answer;
import city.seki.config.rules.CardRenewal;
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
import java.util.function.Consumer;
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
  private final LateTaps late;

  /**
   * Starts from what the ledger holds.
   *
   * @param past told each tap that is in there, in the order of the ledger
   */
  public Allocator(Ledger ledger, Seating files, Consumer<Event> past) {
    this(ledger, files, past, DayBooks.Room.STANDARD);
  }

  Allocator(Ledger ledger, Seating files, Consumer<Event> past, DayBooks.Room room) {
    this.ledger = ledger;
    this.late = new LateTaps(ledger, room);
    this.state = replayed(ledger, files, past);
  }

  private Seating replayed(Ledger ledger, Seating files, Consumer<Event> past) {
    Seating[] folded = {files};
    ledger.replay(
        event -> {
          late.written(event, folded[0]);
          folded[0] = folded[0].apply(event);
          if (event instanceof Event.Tapped tapped) {
            seen.saw(tapped.tap());
          }
          past.accept(event);
        });
    return folded[0];
  }

  public Seating state() {
    return state;
  }

  /**
   * Decides those commands in this order and makes what follows durable in one commit. Taps that
   * come late wait until the last of the batch is there: what they concern is worked out once.
   *
   * @throws city.seki.hub.data.DataException if it cannot be made durable: nobody was answered
   */
  public Outcome decide(List<Request> requests) {
    Batch batch = new Batch(state);
    for (Request request : requests) {
      batch.take(request);
    }
    batch.reconcile();
    if (!batch.events.isEmpty()) {
      ledger.append(batch.events);
    }
    late.written();
    state = batch.after;
    return new Outcome(batch.after, batch.events, batch.settled());
  }

  /** The commands of one commit, and what has followed from them so far. */
  private final class Batch {
    private Seating after;
    private final List<Event> events = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<@Nullable Decision> decisions = new ArrayList<>();
    private final Map<TapId, Answer> answers = new HashMap<>();

    Batch(Seating before) {
      after = before;
    }

    void take(Request request) {
      Command command =
          request.command() instanceof Command.Tap tap ? known(tap) : request.command();
      late.hear(command);
      requests.add(request);
      TapId id = tapOf(command);
      if (id == null) {
        reconcile(); // whoever acts sees all that came before
      }
      decisions.add(id == null ? decided(command) : tapped(command, id));
    }

    /** That tap by the digest under which its card is known; what it tells of it is kept. */
    private Command.Tap known(Command.Tap tap) {
      Event renewed = seen.isNew(tap.id()) ? CardRenewal.learnt(after, tap) : null;
      if (renewed != null) {
        happen(renewed);
      }
      return CardRenewal.known(after, tap);
    }

    /** The answer, or null if the tap has to wait for {@link #reconcile}. */
    private @Nullable Decision tapped(Command command, TapId tap) {
      if (late.isWaiting(tap)) {
        if (!(command instanceof Command.Tap again) || again.told() == null) {
          return null;
        }
        reconcile(); // what its light said meanwhile is learnt after its answer
      }
      Decision.Answered repeated = repeated(tap);
      if (repeated != null && late.isOpen(command, repeated.answer(), after)) {
        return new Decision.Open();
      }
      if (repeated != null) {
        return late.learns(command, repeated.answer(), after) ? null : repeated;
      }
      if (late.takes(command, after)) {
        return null;
      }
      if (late.isUnitWaiting(tap.unit())) {
        reconcile(); // of nobody known, but in the order of its unit
      }
      return decided(command);
    }

    /** The same tap delivered again gets the same answer, and nothing happens twice. */
    private Decision.@Nullable Answered repeated(TapId tap) {
      if (seen.isNew(tap)) {
        return null;
      }
      Answer answer = answers.get(tap);
      if (answer == null) {
        answer = ledger.answerTo(tap);
      }
      return answer == null ? null : new Decision.Answered(answer, List.of());
    }

    private Decision decided(Command command) {
      Decision decision = SeatRules.decide(after, command);
      decision.events().forEach(this::happen);
      if (command instanceof Command.Reconfigure files) {
        after = after.reconfigured(files.city(), files.directory());
      }
      return decision;
    }

    /** Works out what the taps that wait have brought about. */
    void reconcile() {
      answers.putAll(late.reconcile(after, this::happen));
    }

    private void happen(Event event) {
      late.add(event, after);
      after = after.apply(event);
      events.add(event);
      if (event instanceof Event.Tapped tapped) {
        answers.put(tapped.tap(), tapped.answer());
        seen.saw(tapped.tap());
      }
    }

    List<Settled> settled() {
      List<Settled> settled = new ArrayList<>(requests.size());
      for (int i = 0; i < requests.size(); i++) {
        Decision decision = decisions.get(i);
        settled.add(
            new Settled(
                requests.get(i).reply(), decision != null ? decision : late(requests.get(i))));
      }
      return settled;
    }

    private Decision late(Request request) {
      TapId tap = tapOf(request.command());
      Answer answer = tap == null ? null : answers.get(tap);
      if (answer == null) {
        throw new IllegalStateException("a late tap was left without an answer: " + tap);
      }
      return new Decision.Answered(answer, List.of());
    }
  }

  private static @Nullable TapId tapOf(Command command) {
    return switch (command) {
      case Command.Tap tap -> tap.id();
      case Command.PhoneTap tap -> tap.id();
      default -> null;
    };
  }
}
