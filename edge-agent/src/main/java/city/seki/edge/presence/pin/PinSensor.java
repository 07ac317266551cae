package city.seki.edge.presence.pin;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusOpener;
import city.seki.edge.bus.InputPin;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.SensorFault.Cause;
import city.seki.edge.presence.SensorSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sensor that is one level. It tells that level once after it was opened or has faltered, and
 * then each change. A pin that never changes is well: whether a sensor is wired to it cannot be
 * known.
 *
 * <p>A PIR is taken to be powered with the unit: it warms up from the first {@link #open} on, and
 * until then it senses nothing.
 */
public final class PinSensor implements Sensor {
  private static final Duration LISTEN = Duration.ofMillis(900);

  /** Between two looks at a pin that changes all the time: noise must not take the processor. */
  private static final Duration BREATH = Duration.ofMillis(2);

  private final String name;
  private final PinKind kind;
  private final BusOpener<InputPin> wire;
  private final Pace pace;
  private @Nullable InputPin pin;
  private Level level;
  private @Nullable Long firstOpened;

  private PinSensor(String name, PinKind kind, BusOpener<InputPin> wire, Pace pace) {
    this.name = name;
    this.kind = kind;
    this.wire = wire;
    this.pace = pace;
    this.level = kind.level();
  }

  public static PinSensor pir(Pi4jBuses buses, SensorSpec.Pir spec, Pace pace) {
    return on(buses, spec.toString(), PinKind.PIR, spec.pin(), pace);
  }

  public static PinSensor door(Pi4jBuses buses, SensorSpec.Door spec, Pace pace) {
    return on(buses, spec.toString(), PinKind.DOOR, spec.pin(), pace);
  }

  public static PinSensor pad(Pi4jBuses buses, SensorSpec.Pad spec, Pace pace) {
    return on(buses, spec.toString(), PinKind.PAD, spec.pin(), pace);
  }

  private static PinSensor on(Pi4jBuses buses, String name, PinKind kind, int pin, Pace pace) {
    return new PinSensor(name, kind, () -> buses.input(pin, kind.pull()), pace);
  }

  /** On any pin. */
  static PinSensor on(String name, PinKind kind, BusOpener<InputPin> wire, Pace pace) {
    return new PinSensor(name, kind, wire, pace);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void open() throws SensorFault {
    try {
      InputPin open = pin == null ? wire.open() : pin;
      pin = open;
      var _ = open.isHigh();
    } catch (BusFault e) {
      throw SensorFault.of(name, e);
    }
    level = kind.level();
    if (firstOpened == null) {
      firstOpened = pace.nanos();
    }
  }

  @Override
  public List<Sensed> next() throws SensorFault, InterruptedException {
    InputPin open = pin;
    if (open == null) {
      throw new SensorFault(Cause.GONE, name + " is not open");
    }
    try {
      return watch(open);
    } catch (BusFault e) {
      level = kind.level();
      throw SensorFault.of(name, e);
    }
  }

  private List<Sensed> watch(InputPin open) throws BusFault, SensorFault, InterruptedException {
    long begun = pace.nanos();
    long now = begun;
    Duration wait = Duration.ZERO;
    while (now - begun < LISTEN.toNanos()) {
      boolean changed = open.awaitChange(wait);
      boolean high = open.isHigh();
      now = pace.nanos();
      boolean warm = isWarm(now);
      if (level.seen(warm && high, warm && changed, now)) {
        return List.of(new Sensed.Read(kind.reading(warm && high)));
      }
      if (level.chatters(now)) {
        level = kind.level();
        throw new SensorFault(
            Cause.GARBAGE,
            name + ": the level does not settle: a loose wire, or no contact at all");
      }
      if (changed) {
        pace.pause(BREATH);
        now = pace.nanos();
      }
      wait = untilNextLook(now - begun, now);
    }
    return List.of();
  }

  private boolean isWarm(long now) {
    Long opened = firstOpened;
    return opened != null && now - opened >= kind.warmUp().toNanos();
  }

  private Duration untilNextLook(long spent, long now) {
    Duration left = Duration.ofNanos(Math.max(0, LISTEN.toNanos() - spent));
    if (level.isSettled()) {
      return left;
    }
    Duration due = level.dueIn(now);
    return due.compareTo(left) < 0 ? due : left;
  }

  @Override
  public void close() {
    InputPin open = pin;
    pin = null;
    if (open != null) {
      open.close();
    }
  }
}
