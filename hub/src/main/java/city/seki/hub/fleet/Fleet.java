package city.seki.hub.fleet;

import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.StatusMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When each unit was last heard, whether it is one device, what it still owes, and how honest its
 * sensors were. How long ago is measured on the monotonic clock, so that a jump of the wall clock
 * makes no unit look dead or alive. Safe for all threads.
 */
public final class Fleet {
  /** A unit that was silent for longer is not known to be there: 1.5 keep-alive intervals. */
  public static final Duration SILENCE = Duration.ofSeconds(45);

  /**
   * What is known of a unit.
   *
   * @param at when it was last heard, by the city's clock
   * @param nanos the same on the monotonic clock
   * @param said its last status, null if none came
   * @param health its last health without the nights of its sensors, null if none came
   */
  public record Heard(
      Instant at, long nanos, @Nullable StatusMessage said, @Nullable HealthMessage health) {}

  private final Map<String, Heard> units = new ConcurrentHashMap<>();
  private final Set<String> shutOut = ConcurrentHashMap.newKeySet();
  private final SensorNights sensorNights = new SensorNights();
  private final Map<String, MachineTroubles> machineTroubles = new ConcurrentHashMap<>();
  private final Orders orders = new Orders();
  private final LongSupplier nanos;
  private final long born;

  // guarded by this
  private final Doubles doubles = new Doubles();
  private final Sequences sequences = new Sequences();

  /**
   * @param nanos the monotonic clock, in nanoseconds
   */
  public Fleet(LongSupplier nanos) {
    this.nanos = nanos;
    this.born = nanos.getAsLong();
  }

  /** Any message of the unit came; a retained one proves nothing and is not told here. */
  public void heard(String unit, Instant at) {
    units.merge(
        unit,
        new Heard(at, nanos.getAsLong(), null, null),
        (old, now) -> new Heard(now.at(), now.nanos(), online(old.said()), old.health()));
  }

  /** A unit that speaks is there, whatever its last will said meanwhile. */
  private static @Nullable StatusMessage online(@Nullable StatusMessage said) {
    return said != null && said.state() == StatusMessage.State.OFFLINE ? null : said;
  }

  public void status(String unit, Instant at, StatusMessage status) {
    if (status.state() == StatusMessage.State.ONLINE) {
      shutOut.remove(unit);
    }
    units.compute(
        unit,
        (u, old) -> new Heard(at, nanos.getAsLong(), status, old == null ? null : old.health()));
  }

  public void health(String unit, Instant at, HealthMessage health) {
    heard(unit, at);
    HealthMessage kept = health.with(health.coap(), List.of());
    units.computeIfPresent(unit, (u, old) -> new Heard(old.at(), old.nanos(), old.said(), kept));
    MachineHealth machine = health.machine();
    if (machine != null) {
      machineTroubles.compute(
          unit, (u, old) -> (old == null ? MachineTroubles.NONE : old).after(machine, at));
    }
    long now = nanos.getAsLong();
    synchronized (this) {
      doubles.spoke(unit, health.boot(), health.uptimeMs(), at, now);
      if (TimeUnit.MILLISECONDS.toNanos(health.uptimeMs()) < now - born) {
        sequences.began(unit, health.boot());
      }
      if (health.owes() == 0) {
        sequences.settled(unit);
      }
    }
    if (held(unit) == null) {
      sensorNights.told(unit, at, health.sensors());
    }
  }

  /** What is wrong with that unit's machine, as far as it told. */
  public MachineTroubles machineTroubles(String unit) {
    return machineTroubles.getOrDefault(unit, MachineTroubles.NONE);
  }

  /** What units were ordered to do. */
  public Orders orders() {
    return orders;
  }

  /** How honest sensors were, as their units told. */
  public SensorNights sensorNights() {
    return sensorNights;
  }

  /** A tap of the unit was answered, whenever it was made. */
  public synchronized void tapped(String unit, String boot, long seq) {
    sequences.came(unit, boot, seq);
  }

  /** That tap was answered before this hub began: it is in the ledger. */
  public synchronized void past(String unit, String boot, long seq) {
    sequences.past(unit, boot, seq);
  }

  /** Which taps of that unit never came. */
  public synchronized List<Sequences.Gap> gaps(String unit) {
    return sequences.gaps(unit);
  }

  /** Why that unit is held back, null if it is not: two devices speak under its name. */
  public synchronized Doubles.@Nullable Held held(String unit) {
    return doubles.held(unit, nanos.getAsLong());
  }

  /** Somebody has seen to it that one device is left; false if the unit was not held back. */
  public synchronized boolean release(String unit) {
    return doubles.release(unit, nanos.getAsLong());
  }

  /** It may not speak any more: what it watches is unknown until it says that it is there again. */
  public void shutOut(String unit) {
    shutOut.add(unit);
  }

  /** How many taps it owes as far as it said, and since when. */
  public Debt debt(String unit) {
    Heard heard = units.get(unit);
    HealthMessage health = heard == null ? null : heard.health();
    return health == null
        ? Debt.NONE
        : new Debt(
            health.owes(), health.owesSince() == null ? null : health.owesSince().toInstant());
  }

  public @Nullable Heard of(String unit) {
    return units.get(unit);
  }

  /** How long ago the unit was heard, null if it never was. */
  public @Nullable Duration age(String unit) {
    Heard heard = units.get(unit);
    return heard == null ? null : Duration.ofNanos(nanos.getAsLong() - heard.nanos());
  }

  /** How long ago the unit was heard, since the hub began if it never was. */
  public Duration awayFor(String unit) {
    Heard heard = units.get(unit);
    return Duration.ofNanos(nanos.getAsLong() - (heard == null ? born : heard.nanos()));
  }

  /** Whether what the unit watches is known now. */
  public boolean isThere(String unit) {
    Heard heard = units.get(unit);
    return heard != null
        && (heard.said() == null || heard.said().state() == StatusMessage.State.ONLINE)
        && nanos.getAsLong() - heard.nanos() <= SILENCE.toNanos()
        && !shutOut.contains(unit)
        && held(unit) == null;
  }
}
