package city.seki.edge.agent;

import city.seki.config.wire.ClockState;
import city.seki.edge.card.Pace;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Predicate;

/** The clock of one run of an agent: monotonic time counts from its making. Thread-safe. */
public final class UnitClock implements Now.Source {
  private static final long NANOS_PER_MS = 1_000_000;

  private final InstantSource wall;
  private final ZoneId zone;
  private final Pace pace;
  private final Predicate<Instant> trusted;
  private final long startNanos;

  /**
   * @param zone for the offset that a tap carries
   * @param trusted whether the wall clock can be believed when it shows that moment
   */
  public UnitClock(InstantSource wall, ZoneId zone, Pace pace, Predicate<Instant> trusted) {
    this.wall = wall;
    this.zone = zone;
    this.pace = pace;
    this.trusted = trusted;
    this.startNanos = pace.nanos();
  }

  @Override
  public Now now() {
    Instant instant = wall.instant();
    return new Now(
        instant.atZone(zone).toOffsetDateTime(),
        (pace.nanos() - startNanos) / NANOS_PER_MS,
        trusted.test(instant) ? ClockState.SYNCED : ClockState.UNSET);
  }
}
