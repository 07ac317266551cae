package city.seki.edge.agent;

import java.time.Instant;

/** Whether a wall clock can be believed when it shows that moment. Thread-safe. */
@FunctionalInterface
public interface ClockSigns {
  /** How far. */
  enum Trust {
    /** It has not been set. */
    NONE,
    /** Nothing speaks against it: it counts unless it is behind a time that was right before. */
    PLAUSIBLE,
    /** A time service says that it is right. */
    PROVEN,
    /** It is right by definition, as the clock of a simulation; nothing is measured against it. */
    GIVEN
  }

  Trust of(Instant wall);
}
