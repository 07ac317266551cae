package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one room or seat from all its sensors. Immutable; no clock.
 *
 * <p>GOALS, in this order: unknown is never called vacant; somebody who sits still stays; a room
 * that was left becomes free soon; the state does not flap.
 *
 * <p><b>Method.</b> A hidden Markov model of two states, somebody or nobody, in steps of one
 * second: the binary Bayes filter of Thrun, Burgard and Fox, Probabilistic Robotics (2005), §4.2
 * and §2.4, with p = P(somebody) as log-odds ln(p / (1 − p)).
 *
 * <pre>
 * predict  p' = p (1 − leave) + (1 − p) come
 * correct  logodds(p) = logodds(p') + Σ news of the sensors
 * </pre>
 *
 * Readings that follow each other are not independent: a fan that looks like a person does so a
 * hundred times a minute. So an episode of one word weighs once, gradually up to the weight of
 * {@link SensorKind}; the news of a second are what is new in it. A word that is taken back takes
 * its weight with it, and so does a sensor that died, lies stuck or is implausible.
 *
 * <p>Whoever comes or leaves is seen: while a radar says "nobody", somebody comes in by one way in
 * fifty only. So <i>come</i> and <i>leave</i> are lessened by the gate of the sensor that watches
 * best (an input-output hidden Markov model: Bengio and Frasconi 1995). A closed door is such a
 * gate, both ways. A door that moves is a passage: somebody may have come or gone, and all sensors
 * say their weight anew.
 *
 * <p><b>State.</b> From p with a dead band:
 *
 * <pre>
 * no sensor that could tell somebody is well   unknown, p as at the start
 * p ≥ 0.8                                      occupied
 * p ≤ 0.2, somebody vouches for it             vacant; not in the first minute of being occupied
 * p ≤ 0.2, nobody vouches for it               unknown
 * between                                      as before
 * </pre>
 *
 * Nobody vouches where a sensor was lost and those that are left are weaker: the silence of a PIR
 * does not stand in for a radar that died ({@code product.md} §7).
 *
 * <p>Example: a PIR alone. Two pulses: occupied. Then nobody moves: after 10 minutes p is 0.3,
 * after about 12 it is 0.2 and the place is vacant. With a radar that says "still" p stays above
 * 0.9.
 *
 * @param tracks of the declared sensors
 * @param logOdds ln(p / (1 − p)) at {@code secondMs}
 * @param state at {@code secondMs}
 * @param sinceMs when the state became that
 * @param secondMs the last whole second that was reckoned: steps are those of the clock's own
 *     seconds, so that it makes no difference when somebody asks
 * @param nowMs the present
 */
public record PlaceState(
    List<Track> tracks, double logOdds, Occupancy state, long sinceMs, long secondMs, long nowMs) {
  static final long SECOND_MS = 1_000;

  static final double OCCUPIED_FROM = 0.8;
  static final double VACANT_UNTIL = 0.2;

  /** The shortest time for which a place is occupied. */
  static final long OCCUPIED_AT_LEAST_MS = 60_000;

  /** The shortest time for which it is vacant. */
  static final long VACANT_AT_LEAST_MS = 5_000;

  /** At the start somebody is rather there: vacancy is to be shown. */
  private static final double AT_START = logOdds(0.75);

  /** A place changes hands about once an hour (Page et al. 2008: a Markov chain of presence). */
  private static final double COME = 1.0 / 3_600;

  private static final double LEAVE = 1.0 / 3_600;

  /** Of those who move a door, this share comes or goes. */
  private static final double PASSES = 0.4;

  /**
   * So that p stays below 1 in floating point. All weights together are less in any place: a bound
   * that is met would lose news that were counted.
   */
  private static final double MOST = 30;

  public PlaceState {
    tracks = List.copyOf(tracks);
  }

  /**
   * Nothing is known yet.
   *
   * @throws IllegalArgumentException if two sensors have one name
   */
  public static PlaceState initial(List<DeclaredSensor> sensors, long nowMs) {
    Set<String> names = new HashSet<>();
    List<Track> tracks = new ArrayList<>();
    for (DeclaredSensor sensor : sensors) {
      if (!names.add(sensor.name())) {
        throw new IllegalArgumentException("Two sensors of a place are named " + sensor.name());
      }
      tracks.add(Track.from(sensor, nowMs));
    }
    long second = Math.floorDiv(nowMs, SECOND_MS) * SECOND_MS;
    return new PlaceState(tracks, AT_START, Occupancy.UNKNOWN, nowMs, second, nowMs);
  }

  /**
   * After an observation. It shows in the belief from the next whole second on.
   *
   * @param atMs a time before the present counts as the present
   * @throws IllegalArgumentException if no such sensor is declared, or it says what its kind cannot
   */
  public PlaceState step(Observation observation, long atMs) {
    PlaceState then = at(atMs);
    List<Track> heard = new ArrayList<>(then.tracks);
    int index = then.indexOf(observation.sensor());
    Track before = heard.get(index);
    Track after = before.heard(observation.event(), then.nowMs);
    heard.set(index, after);
    if (before.reading() instanceof Reading.Door was
        && after.reading() instanceof Reading.Door is
        && was.open() != is.open()) {
      return then.passage(heard, !is.open());
    }
    return then.with(heard);
  }

  /** The same, later: time alone changes beliefs. */
  public PlaceState at(long atMs) {
    PlaceState place = this;
    while (place.secondMs + SECOND_MS <= atMs) {
      place = place.second(place.secondMs + SECOND_MS);
    }
    return new PlaceState(
        place.tracks,
        place.logOdds,
        place.state,
        place.sinceMs,
        place.secondMs,
        Math.max(nowMs, atMs));
  }

  /** What is believed now. */
  public Belief belief() {
    double p = probability(logOdds);
    double confidence =
        switch (state) {
          case OCCUPIED -> p;
          case VACANT -> 1 - p;
          case UNKNOWN -> 0;
        };
    List<Belief.Evidence> evidence = tracks.stream().map(track -> track.evidence(nowMs)).toList();
    return new Belief(state, people(), confidence, sinceMs, evidence);
  }

  /** P(somebody), 0 to 1. */
  double somebody() {
    return probability(logOdds);
  }

  /** Of several that count the highest: a camera misses people, it does not invent them. */
  private @Nullable Integer people() {
    Integer most =
        tracks.stream()
            .map(track -> track.people(nowMs))
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .orElse(null);
    boolean fits = most != null && state == (most > 0 ? Occupancy.OCCUPIED : Occupancy.VACANT);
    return fits ? most : null;
  }

  private PlaceState second(long atMs) {
    List<Track> later = tracks.stream().map(track -> track.second(state, atMs)).toList();
    double hold = later.stream().mapToDouble(track -> track.hold(atMs)).min().orElse(1);
    double guard = later.stream().mapToDouble(track -> track.guard(atMs)).min().orElse(1);
    double predicted = predicted(LEAVE * hold, COME * guard);
    List<Track> counted = new ArrayList<>(later.size());
    double news = 0;
    DeclaredSensor mover = mover(later, atMs);
    for (Track track : pooled(forgetting(later, predicted - logOdds), mover)) {
      boolean speaks = track.sensor().kind() != SensorKind.PIR || track.sensor().equals(mover);
      double its = track.news(speaks, atMs);
      news += its;
      counted.add(track.counting(track.counted() + its));
    }
    boolean capable =
        later.stream().anyMatch(its -> its.sensor().kind().isCapable() && its.isWell(atMs));
    double next = capable ? bounded(predicted + news) : AT_START;
    Occupancy now =
        capable ? told(probability(next), vouched(later, atMs), atMs) : Occupancy.UNKNOWN;
    return new PlaceState(counted, next, now, now == state ? sinceMs : atMs, atMs, atMs);
  }

  private double predicted(double leave, double come) {
    double p = probability(logOdds);
    return logOdds(p * (1 - leave) + (1 - p) * come);
  }

  /** The PIR that has seen most of late; null where none is well. */
  private static @Nullable DeclaredSensor mover(List<Track> tracks, long atMs) {
    return tracks.stream()
        .filter(track -> track.sensor().kind() == SensorKind.PIR && track.isWell(atMs))
        .max(Comparator.comparingDouble(track -> track.motion().nats(atMs)))
        .map(Track::sensor)
        .orElse(null);
  }

  /** What the PIRs have counted together, with the one that speaks for them. */
  private static List<Track> pooled(List<Track> tracks, @Nullable DeclaredSensor mover) {
    if (mover == null) {
      return tracks;
    }
    double all =
        tracks.stream()
            .filter(track -> track.sensor().kind() == SensorKind.PIR)
            .mapToDouble(Track::counted)
            .sum();
    return tracks.stream()
        .map(
            track ->
                track.sensor().kind() != SensorKind.PIR
                    ? track
                    : track.counting(track.sensor().equals(mover) ? all : 0))
        .toList();
  }

  /** What the prediction takes from the belief no longer counts: a sensor may say it again. */
  private static List<Track> forgetting(List<Track> tracks, double change) {
    double all = 0;
    for (Track track : tracks) {
      all += Math.max(0, -Math.signum(change) * track.counted());
    }
    double kept = all == 0 ? 1 : Math.max(0, 1 - Math.abs(change) / all);
    return tracks.stream()
        .map(its -> its.counted() * change < 0 ? its.counting(its.counted() * kept) : its)
        .toList();
  }

  private Occupancy told(double p, boolean vouched, long atMs) {
    long stood = atMs - sinceMs;
    if (p >= OCCUPIED_FROM) {
      return state == Occupancy.VACANT && stood < VACANT_AT_LEAST_MS ? state : Occupancy.OCCUPIED;
    }
    if (p <= VACANT_UNTIL && (state != Occupancy.OCCUPIED || stood >= OCCUPIED_AT_LEAST_MS)) {
      return vouched ? Occupancy.VACANT : Occupancy.UNKNOWN;
    }
    return state == Occupancy.VACANT && !vouched ? Occupancy.UNKNOWN : state;
  }

  /** Whether those who are left can stand in for those who are lost. */
  private static boolean vouched(List<Track> tracks, long atMs) {
    SensorKind.Vouching left = SensorKind.Vouching.NOT_AT_ALL;
    SensorKind.Vouching lost = SensorKind.Vouching.NOT_AT_ALL;
    for (Track track : tracks) {
      SensorKind.Vouching its = track.sensor().kind().vouching();
      if (track.isWell(atMs) && its.compareTo(left) > 0) {
        left = its;
      }
      if (track.condition(atMs).isLost() && its.compareTo(lost) > 0) {
        lost = its;
      }
    }
    return left.compareTo(lost) >= 0;
  }

  private PlaceState passage(List<Track> heard, boolean closed) {
    List<Track> anew = heard.stream().map(track -> track.passage(closed, nowMs)).toList();
    return new PlaceState(anew, predicted(PASSES, PASSES), state, sinceMs, secondMs, nowMs);
  }

  private PlaceState with(List<Track> heard) {
    return new PlaceState(heard, logOdds, state, sinceMs, secondMs, nowMs);
  }

  private int indexOf(String sensor) {
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).sensor().name().equals(sensor)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No sensor of this place is named " + sensor);
  }

  private static double bounded(double logOdds) {
    return Math.clamp(logOdds, -MOST, MOST);
  }

  private static double logOdds(double p) {
    return Math.log(p / (1 - p));
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
