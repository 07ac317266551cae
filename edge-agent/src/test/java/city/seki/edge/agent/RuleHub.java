package city.seki.edge.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.TapMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A hub that decides each tap by the rules when it comes first, and then says the same again. */
final class RuleHub {
  private final Map<TapId, Answer> told = new HashMap<>();
  private final Map<TapId, Answer> answered = new HashMap<>();
  private Seating seating = Bench.empty();

  /** The answer to that tap; of what its unit told alone it hears one thing only. */
  Answer take(TapMessage tap) {
    TapId id = id(tap);
    Answer alone = tap.provisional() == null ? null : tap.provisional().answer(Bench.OFFICE);
    if (alone != null) {
      Answer before = told.put(id, alone);
      assertTrue(before == null || before.equals(alone), "told in two ways");
    }
    Answer answer = answered.get(id);
    if (answer == null) {
      Decision decision = SeatRules.decide(seating, command(tap, alone));
      seating = seating.applyAll(decision.events());
      answer = answer(decision);
      answered.put(id, answer);
    }
    return answer;
  }

  /** The taps that came. */
  Set<TapId> answered() {
    return answered.keySet();
  }

  Seating seating() {
    return seating;
  }

  static TapId id(TapMessage tap) {
    return new TapId("unit-1", tap.boot(), tap.seq());
  }

  static Command.Tap command(TapMessage tap, @Nullable Answer told) {
    return new Command.Tap(
        id(tap),
        Bench.OFFICE,
        tap.reader(),
        tap.card() == null
            ? new Command.CardRef.RandomId()
            : new Command.CardRef.Digest(tap.card()),
        tap.at().toInstant(),
        told,
        false);
  }

  static Answer answer(Decision decision) {
    return ((Decision.Answered) decision).answer();
  }
}
