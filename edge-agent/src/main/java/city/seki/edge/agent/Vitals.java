package city.seki.edge.agent;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Entry;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How the unit is, put into words for the hub. */
final class Vitals {
  private Vitals() {}

  /**
   * @param owed how many taps the journal owes
   * @param oldest the first of them
   */
  static HealthMessage of(
      AgentState state, long owed, @Nullable Entry oldest, Effect.TellHealth asked) {
    OfficeSnapshot snapshot = state.floor().snapshot();
    People people = state.floor().people();
    return new HealthMessage(
        state.boot(),
        asked.now().monoMs(),
        owed + state.kept().unnoted(),
        since(state.kept(), oldest),
        snapshot == null ? null : snapshot.version(),
        snapshot == null ? null : age(snapshot, asked.now()),
        people == null ? null : people.id(),
        state.journalFault() == null ? null : state.journalFault().word(),
        asked.readers());
  }

  /** Whole seconds; 0 where this clock is behind the hub's. */
  private static long age(OfficeSnapshot snapshot, Now now) {
    Duration age = Duration.between(snapshot.madeAt(), now.wall().toInstant());
    return Math.max(0, age.toSeconds());
  }

  private static @Nullable OffsetDateTime since(Kept kept, @Nullable Entry oldest) {
    TapMessage inMemory = kept.oldest();
    if (oldest == null) {
      return inMemory == null ? null : inMemory.at();
    }
    try {
      return TapMessage.parse(oldest.payload()).at();
    } catch (BadMessage e) {
      // Its time is unknown; the hub will say what it finds wrong with it.
      return null;
    }
  }
}
