package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.fusion.Belief.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one sensor. Immutable.
 *
 * @param reading the last one; null before the first
 * @param heardMs when it was heard last; null if never
 * @param saidMs when it said the last reading
 * @param sameMs since when it says the very same
 * @param readyMs when it became ready last
 * @param faulty whether a fault was told last
 * @param opposedMs since when it contradicts the belief; null if it does not
 * @param counted nats of it that are in the belief already
 * @param motion of a PIR
 * @param air of an air sensor that was heard
 */
record Track(
    DeclaredSensor sensor,
    @Nullable Reading reading,
    @Nullable Long heardMs,
    long saidMs,
    long sameMs,
    long readyMs,
    boolean faulty,
    @Nullable Long opposedMs,
    double counted,
    MotionTrail motion,
    @Nullable AirTrend air) {
  /** A contradiction for this long is the sensor's, not the people's. */
  private static final long OPPOSED_MS = 30 * 60_000;

  /** From here on a sensor says something by itself. */
  private static final double SAYS = 1;

  private static final Reading.Radar NO_ECHO =
      new Reading.Radar(Reading.Radar.Target.NONE, 0, 0, 0, 0);

  static Track from(DeclaredSensor sensor, long nowMs) {
    MotionTrail motion = MotionTrail.from(nowMs);
    return new Track(sensor, null, null, nowMs, nowMs, nowMs, false, null, 0, motion, null);
  }

  Track heard(SensorEvent event, long nowMs) {
    return switch (event) {
      case SensorEvent.Ready _ -> ready(nowMs);
      // What it saw before a fault is not known to hold: it begins anew.
      case SensorEvent.Read read when faulty || heardMs == null ->
          ready(nowMs).read(read.reading(), nowMs);
      case SensorEvent.Read read -> read(read.reading(), nowMs);
      // Bytes that were thrown away say neither that it is well nor that it is not.
      case SensorEvent.Discarded _ -> this;
      case SensorEvent.Fault _ -> fault();
    };
  }

  private Track ready(long nowMs) {
    MotionTrail fresh = MotionTrail.from(nowMs);
    return new Track(sensor, null, nowMs, nowMs, nowMs, nowMs, false, null, counted, fresh, null);
  }

  private Track fault() {
    return new Track(
        sensor, reading, heardMs, saidMs, sameMs, readyMs, true, null, counted, motion, air);
  }

  private Track read(Reading now, long nowMs) {
    if (!sensor.kind().says(now)) {
      throw new IllegalArgumentException(
          "Sensor "
              + sensor.name()
              + " is declared as "
              + sensor.kind().word()
              + " but said "
              + now);
    }
    long since = isSame(now) ? sameMs : nowMs;
    MotionTrail trail = motion;
    AirTrend trend = air;
    if (now instanceof Reading.Motion output) {
      trail = motion.output(output.moving(), nowMs);
    } else if (now instanceof Reading.Air sample) {
      trend =
          air == null ? AirTrend.first(sample.co2Ppm(), nowMs) : air.next(sample.co2Ppm(), nowMs);
    }
    return new Track(
        sensor, now, nowMs, nowMs, since, readyMs, false, opposedMs, counted, trail, trend);
  }

  /** Of the air only carbon dioxide is compared: the chip's other figures may go on. */
  private boolean isSame(Reading now) {
    if (now instanceof Reading.Air sample && reading instanceof Reading.Air last) {
      return sample.co2Ppm() == last.co2Ppm();
    }
    return now.equals(reading);
  }

  /** A door moved: whatever it says counts anew. */
  Track passage(boolean closed, long nowMs) {
    return new Track(
        sensor,
        reading,
        heardMs,
        saidMs,
        sameMs,
        readyMs,
        faulty,
        opposedMs,
        0,
        motion.passage(closed, nowMs),
        air);
  }

  /**
   * A second passes.
   *
   * @param state what is believed of the place
   */
  Track second(Occupancy state, long nowMs) {
    Long since = null;
    if (opposes(state, nowMs)) {
      since = opposedMs == null ? Long.valueOf(nowMs) : opposedMs;
    }
    return new Track(
        sensor,
        reading,
        heardMs,
        saidMs,
        sameMs,
        readyMs,
        faulty,
        since,
        counted,
        motion.second(nowMs),
        air);
  }

  /** Silence and stale air are no contradiction: somebody may sit still, or breathe little. */
  private boolean opposes(Occupancy state, long nowMs) {
    boolean saysEmpty = sensor.kind().vouching() == SensorKind.Vouching.EMPTY;
    return switch (state) {
      case VACANT -> isSomebodySeen(nowMs);
      case OCCUPIED -> saysEmpty && alone(nowMs) == Occupancy.VACANT;
      case UNKNOWN -> false;
    };
  }

  private boolean isSomebodySeen(long nowMs) {
    return sensor.kind() == SensorKind.PIR
        ? motion.isMoving(nowMs)
        : alone(nowMs) == Occupancy.OCCUPIED;
  }

  /** With other nats in the belief. */
  Track counting(double nats) {
    return new Track(
        sensor, reading, heardMs, saidMs, sameMs, readyMs, faulty, opposedMs, nats, motion, air);
  }

  Condition condition(long nowMs) {
    SensorKind.Limits limits = sensor.kind().limits();
    if (faulty) {
      return Condition.DEAD;
    }
    if (heardMs == null) {
      return Condition.UNHEARD;
    }
    if (nowMs - heardMs > limits.silentMs()) {
      return Condition.DEAD;
    }
    if (isOddForLong() && nowMs - sameMs >= limits.stuckMs()) {
      return Condition.STUCK;
    }
    if (nowMs - readyMs < limits.warmUpMs()) {
      return Condition.WARMING;
    }
    return opposedMs != null && nowMs - opposedMs >= OPPOSED_MS
        ? Condition.IMPLAUSIBLE
        : Condition.WELL;
  }

  boolean isWell(long nowMs) {
    return condition(nowMs) == Condition.WELL;
  }

  /** An empty room may look the same for days; echoes and the air never do. */
  private boolean isOddForLong() {
    return switch (reading) {
      case null -> false;
      case Reading.Motion now -> now.moving();
      case Reading.Radar now -> !now.equals(NO_ECHO);
      case Reading.Air _ -> true;
      case Reading.Door _ -> false;
      case Reading.Pad now -> now.pressed();
      case Reading.Count now -> now.people() > 0;
      case Reading.Presence now -> now.present();
    };
  }

  /** What it would say alone. */
  Occupancy alone(long nowMs) {
    double nats = heardMs == null || faulty ? 0 : meaning(nowMs);
    if (nats >= SAYS) {
      return Occupancy.OCCUPIED;
    }
    return nats <= -SAYS ? Occupancy.VACANT : Occupancy.UNKNOWN;
  }

  /** The whole weight of what it says, in nats, before its age is looked at. */
  private double meaning(long nowMs) {
    SensorKind.Weight weight = sensor.kind().weight();
    return switch (reading) {
      case null -> sensor.kind() == SensorKind.PIR ? motion.nats(nowMs) : 0;
      case Reading.Motion _ -> motion.nats(nowMs);
      case Reading.Radar now ->
          switch (now.target()) {
            case NONE -> weight.nobody();
            case MOVING, STILL, BOTH -> weight.somebody();
          };
      case Reading.Air _ ->
          air == null ? 0 : Math.clamp(air.nats(), weight.nobody(), weight.somebody());
      case Reading.Door _ -> 0;
      case Reading.Pad now -> now.pressed() ? weight.somebody() : weight.nobody();
      case Reading.Count now -> now.people() > 0 ? weight.somebody() : weight.nobody();
      case Reading.Presence now -> now.present() ? weight.somebody() : weight.nobody();
    };
  }

  /**
   * What it adds to the belief in this second: the way from what counts to what it means now.
   *
   * @param speaks whether it speaks for its place: of several PIRs one does, as their silence is
   *     that of the same people
   */
  double news(boolean speaks, long nowMs) {
    if (!speaks || !isWell(nowMs)) {
      return -counted;
    }
    SensorKind kind = sensor.kind();
    double fresh = Math.exp(-Math.log(2) * (nowMs - saidMs) / kind.limits().halfLifeMs());
    double way = meaning(nowMs) * fresh - counted;
    if (kind == SensorKind.PIR && way > 0 && !motion.isHigh(nowMs)) {
      // Silence says nothing again of what was seen before.
      return motion.nats(nowMs) - motion.nats(nowMs - PlaceState.SECOND_MS);
    }
    double timeMs = way > 0 ? kind.weight().somebodyMs() : kind.weight().nobodyMs();
    return timeMs == 0 ? way : way * -Math.expm1(-PlaceState.SECOND_MS / timeMs);
  }

  /** Share of those who leave in this second that it does not see leave. */
  double hold(long nowMs) {
    return isWell(nowMs) && keepsShut(Occupancy.OCCUPIED, nowMs) ? sensor.kind().gate().hold() : 1;
  }

  /** Share of those who come in this second that it does not see come. */
  double guard(long nowMs) {
    return isWell(nowMs) && keepsShut(Occupancy.VACANT, nowMs) ? sensor.kind().gate().guard() : 1;
  }

  private boolean keepsShut(Occupancy state, long nowMs) {
    return switch (reading) {
      case Reading.Door door -> !door.open();
      case Reading.Motion _ -> (state == Occupancy.OCCUPIED) == motion.isMoving(nowMs);
      case null -> sensor.kind() == SensorKind.PIR && state == Occupancy.VACANT;
      default -> alone(nowMs) == state;
    };
  }

  @Nullable Integer people(long nowMs) {
    return isWell(nowMs) && reading instanceof Reading.Count count ? count.people() : null;
  }

  Belief.Evidence evidence(long nowMs) {
    return new Belief.Evidence(
        sensor.name(),
        sensor.kind(),
        reading == null ? null : word(reading),
        alone(nowMs),
        reading == null ? null : Long.valueOf(nowMs - saidMs),
        condition(nowMs),
        counted);
  }

  private String word(Reading said) {
    return switch (said) {
      case Reading.Motion now -> now.moving() ? "moving" : "quiet";
      case Reading.Radar now -> now.target().name().toLowerCase(java.util.Locale.ROOT);
      case Reading.Air now -> now.co2Ppm() + " ppm, " + (air == null ? "steady" : air.word());
      case Reading.Door now -> now.open() ? "open" : "closed";
      case Reading.Pad now -> now.pressed() ? "pressed" : "free";
      case Reading.Count now -> now.people() + " people";
      case Reading.Presence now -> now.present() ? "present" : "absent";
    };
  }
}
