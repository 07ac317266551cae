package city.seki.edge.presence.fusion;

import city.seki.edge.presence.Reading;
import java.util.Locale;
import java.util.Set;

/**
 * The kinds of sensors, and how far each is believed: the one table of the filter's figures.
 *
 * <p>Weights are log-likelihood ratios in nats, ln P(what it says | somebody is there) / P(what it
 * says | nobody is): 3 means "20 times as likely with somebody there". They hold for a whole
 * episode of one and the same word, not for each reading (see {@link PlaceState}).
 *
 * <p>Where the figures are from: <b>sheet</b> is a data sheet or manual as quoted in hardware.md
 * §2; <b>fit</b> was chosen on generated days of the seeds 1 to 20 or on {@code datatraining.txt}
 * (Candanedo and Feldheim 2016) by hand, and looked at on others ({@code mvn -Pfusion}), whose
 * tables were seen meanwhile: no clean hold-out; <b>chosen</b> is our judgement, on the safe side:
 * no study was found that measured it.
 *
 * <pre>
 *           weights: somebody, nobody            holds, guards           silent, stuck
 * PIR       {@link MotionTrail}: sheet §2.3, fit  chosen                  speaks at changes only; 30 min
 * RADAR     P(echo|somebody) .98, P(echo|nobody)  chosen                  a report every 0.1 s (sheet
 *           .01 an episode: fit                                          §2.1), 10 s; same figures 10 min
 * AIR       {@link AirTrend}: fit                 fit                     5 or 30 s (sheet §2.4), 2 min;
 *                                                                        same figure 30 min
 * DOOR      none: it opens and shuts the others   chosen                  speaks at changes only
 * PAD       a bag on it 1 in 100: chosen          chosen                  changes only; 16 h
 * CAMERA    sees faces, not who hides: chosen     chosen                  10 min; 16 h
 * COUNTER   counts drift (sheet §2.5): chosen     chosen                  10 min; 16 h
 * DETECTOR  somebody else's filter: chosen        chosen                  changes only; 16 h
 * </pre>
 */
@SuppressWarnings("ImmutableEnumChecker") // its records hold numbers only
public enum SensorKind {
  /** A passive infrared detector. It never says that nobody is there. */
  PIR(
      Set.of(Reading.Motion.class),
      Vouching.SILENCE,
      new Weight(MotionTrail.MOST, MotionTrail.LEAST, 0, 0),
      new Gate(1, 0.05),
      new Limits(Span.NEVER, 30 * Span.MINUTE, Span.NEVER, Span.MINUTE)),
  /** An mmWave radar. A fan may look like somebody, hardly anybody looks like nobody for long. */
  RADAR(
      Set.of(Reading.Radar.class),
      Vouching.EMPTY,
      new Weight(4.5, -4.0, 3_000, 40_000),
      new Gate(0.02, 0.02),
      new Limits(10_000, 10 * Span.MINUTE, Span.NEVER, 0)),
  /** Carbon dioxide. Slow, and late when people have left. */
  AIR(
      Set.of(Reading.Air.class),
      Vouching.HARDLY,
      new Weight(3.0, -1.5, Span.MINUTE, Span.MINUTE),
      new Gate(0.3, 0.1),
      new Limits(2 * Span.MINUTE, 30 * Span.MINUTE, 2 * Span.MINUTE, 0)),
  /** A contact at the door, or at all doors of the room together. */
  DOOR(
      Set.of(Reading.Door.class),
      Vouching.NOT_AT_ALL,
      new Weight(0, 0, 0, 0),
      new Gate(0.02, 0.02),
      new Limits(Span.NEVER, Span.NEVER, Span.NEVER, 0)),
  /** A pad under a seat. */
  PAD(
      Set.of(Reading.Pad.class),
      Vouching.EMPTY,
      new Weight(4.5, -4.5, 2_000, 5_000),
      new Gate(0.02, 0.02),
      new Limits(Span.NEVER, 16 * Span.HOUR, Span.NEVER, 0)),
  /** A camera that counts people, for instance that of the video-conference system. */
  CAMERA(
      Set.of(Reading.Count.class),
      Vouching.EMPTY,
      new Weight(5.0, -3.0, 5_000, Span.MINUTE),
      new Gate(0.05, 0.05),
      new Limits(10 * Span.MINUTE, 16 * Span.HOUR, 5 * Span.MINUTE, 0)),
  /** A counter at the door. */
  COUNTER(
      Set.of(Reading.Count.class),
      Vouching.EMPTY,
      new Weight(3.0, -2.5, 5_000, Span.MINUTE),
      new Gate(0.1, 0.1),
      new Limits(10 * Span.MINUTE, 16 * Span.HOUR, 5 * Span.MINUTE, 0)),
  /**
   * A sensor of the network that says by itself whether somebody is there, or how many; it posts
   * every hour.
   */
  DETECTOR(
      Set.of(Reading.Presence.class, Reading.Count.class),
      Vouching.EMPTY,
      new Weight(3.5, -3.0, 3_000, 30_000),
      new Gate(0.05, 0.05),
      new Limits(2 * Span.HOUR, 16 * Span.HOUR, Span.NEVER, 0));

  /** Spans of time in milliseconds; an enum cannot see its own constants while it is made. */
  private static final class Span {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;

    /** Longer than any unit runs. */
    static final long NEVER = Long.MAX_VALUE / 4;

    private Span() {}
  }

  /** How far a sensor vouches for an empty place, from not at all upwards. */
  enum Vouching {
    /** It tells nothing about people. */
    NOT_AT_ALL,
    /** It may tell, late and not of one person in a large room. */
    HARDLY,
    /** It only falls silent. */
    SILENCE,
    /** It says that nobody is there. */
    EMPTY
  }

  /**
   * @param somebody nats, once it has said for long that somebody is there
   * @param nobody nats, negative
   * @param somebodyMs after this time two thirds of the weight have counted
   * @param nobodyMs the same; so long may a person who sits still be lost
   */
  record Weight(double somebody, double nobody, long somebodyMs, long nobodyMs) {}

  /**
   * How often people pass unseen.
   *
   * @param hold share of leavings during which it goes on saying that somebody is there
   * @param guard share of comings during which it goes on saying that nobody is
   */
  record Gate(double hold, double guard) {}

  /**
   * @param silentMs a sensor that says nothing for longer is dead
   * @param stuckMs one that says the very same for longer is stuck
   * @param halfLifeMs after which a reading counts half
   * @param warmUpMs after a start, in which it is not believed
   */
  record Limits(long silentMs, long stuckMs, long halfLifeMs, long warmUpMs) {}

  private final Set<Class<? extends Reading>> says;
  private final Vouching vouching;
  private final Weight weight;
  private final Gate gate;
  private final Limits limits;

  SensorKind(
      Set<Class<? extends Reading>> says,
      Vouching vouching,
      Weight weight,
      Gate gate,
      Limits limits) {
    this.says = says;
    this.vouching = vouching;
    this.weight = weight;
    this.gate = gate;
    this.limits = limits;
  }

  /** As on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean says(Reading reading) {
    return says.contains(reading.getClass());
  }

  /** Whether it can tell that somebody is there. */
  boolean isCapable() {
    return vouching != Vouching.NOT_AT_ALL;
  }

  Vouching vouching() {
    return vouching;
  }

  Weight weight() {
    return weight;
  }

  Gate gate() {
    return gate;
  }

  Limits limits() {
    return limits;
  }
}
