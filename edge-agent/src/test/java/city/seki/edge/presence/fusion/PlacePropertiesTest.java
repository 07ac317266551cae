package city.seki.edge.presence.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds whatever the sensors say: generated stories, the seed is in every message. */
class PlacePropertiesTest {
  private static final List<Target> TARGETS = List.of(Target.values());
  private static final int SEEDS = 20;

  private static final List<DeclaredSensor> SENSORS =
      List.of(
          new DeclaredSensor("pir", SensorKind.PIR),
          new DeclaredSensor("pir 2", SensorKind.PIR),
          new DeclaredSensor("radar", SensorKind.RADAR),
          new DeclaredSensor("air", SensorKind.AIR),
          new DeclaredSensor("door", SensorKind.DOOR),
          new DeclaredSensor("pad", SensorKind.PAD),
          new DeclaredSensor("camera", SensorKind.CAMERA),
          new DeclaredSensor("detector", SensorKind.DETECTOR));

  private record Told(long atMs, Observation observation) {}

  @Test
  void confidence_is_a_probability_and_dead_sensors_never_say_vacant() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      PlaceState place = PlaceState.initial(SENSORS, 0);
      for (Told told : story(new Random(seed))) {
        place = place.step(told.observation(), told.atMs());
        Belief now = place.at((told.atMs() / 1_000 + 2) * 1_000).belief();
        boolean capable =
            now.evidence().stream()
                .anyMatch(
                    its ->
                        its.kind() != SensorKind.DOOR
                            && its.condition() != Belief.Condition.DEAD
                            && its.condition() != Belief.Condition.UNHEARD);
        assertTrue(now.confidence() >= 0 && now.confidence() <= 1, "seed " + seed);
        assertTrue(capable || now.state() == Occupancy.UNKNOWN, "seed " + seed + ": " + now);
        now.evidence().forEach(its -> assertTrue(Math.abs(its.nats()) < 20, "nats of " + its));
      }
    }
  }

  @Test
  void the_same_story_gives_the_same_belief() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertEquals(end(story(new Random(seed))), end(story(new Random(seed))), "seed " + seed);
    }
  }

  @Test
  void it_makes_no_difference_how_often_somebody_asks() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      PlaceState once = PlaceState.initial(SENSORS, 17);
      PlaceState often = once;
      for (Told told : story(random)) {
        long before = often.nowMs();
        for (int i = 0; i < 3; i++) {
          before += (told.atMs() - before) * random.nextInt(100) / 100;
          often = often.at(before);
        }
        often = often.step(told.observation(), told.atMs());
        once = once.step(told.observation(), told.atMs());
      }
      assertEquals(once, often, "seed " + seed);
    }
  }

  @Test
  void the_state_flaps_no_faster_than_its_bounds() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      PlaceState place = PlaceState.initial(SENSORS, 0);
      long changed = 0;
      Occupancy was = Occupancy.UNKNOWN;
      List<Told> story = story(new Random(seed));
      int next = 0;
      for (long ms = 0; next < story.size(); ms += 1_000) {
        for (; next < story.size() && story.get(next).atMs() < ms; next++) {
          place = place.step(story.get(next).observation(), story.get(next).atMs());
        }
        place = place.at(ms);
        Occupancy now = place.state();
        if (now != was) {
          long least =
              was == Occupancy.OCCUPIED && now == Occupancy.VACANT
                  ? PlaceState.OCCUPIED_AT_LEAST_MS
                  : was == Occupancy.VACANT && now == Occupancy.OCCUPIED
                      ? PlaceState.VACANT_AT_LEAST_MS
                      : 0;
          assertTrue(ms - changed >= least, was + " for " + (ms - changed) + " ms, seed " + seed);
          assertEquals(ms, place.sinceMs(), "seed " + seed);
          was = now;
          changed = ms;
        }
      }
    }
  }

  @Test
  void a_sign_of_people_never_lowers_the_belief() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      PlaceState place = PlaceState.initial(SENSORS, 0);
      for (Told told : story(random)) {
        place = place.step(told.observation(), told.atMs());
        long at = told.atMs() + 1;
        PlaceState without = place.step(radar(Target.NONE, at), at);
        PlaceState with = place.step(radar(Target.MOVING, at), at);
        neverLower(without, with, at, seed);
        neverLower(place, place.step(pulse(), at), at, seed);
      }
    }
  }

  /**
   * While the word stands: after 10 s without another one the radar is dead. Not to the last digit,
   * as a higher belief forgets a little more, of all sensors that speak for it.
   */
  private static void neverLower(PlaceState without, PlaceState with, long at, long seed) {
    for (int second = 1; second < 10; second++) {
      double less = without.at(at + second * 1_000L).somebody();
      double more = with.at(at + second * 1_000L).somebody();
      assertTrue(more >= less - 0.002, less + " fell to " + more + " at " + at + ", seed " + seed);
    }
  }

  private static Observation radar(Target target, long ms) {
    int figure = (int) (ms % 997);
    return new Observation(
        "radar", new SensorEvent.Read(new Reading.Radar(target, figure, 9, figure, 9)));
  }

  private static Observation pulse() {
    return new Observation("pir", new SensorEvent.Read(new Reading.Motion(true)));
  }

  private static PlaceState end(List<Told> story) {
    PlaceState place = PlaceState.initial(SENSORS, 0);
    for (Told told : story) {
      place = place.step(told.observation(), told.atMs());
    }
    return place;
  }

  /** Anything, in bursts and after pauses of up to an hour. */
  private static List<Told> story(Random random) {
    List<Told> story = new ArrayList<>();
    long ms = 20;
    for (int i = 0; i < 150; i++) {
      ms += random.nextInt(random.nextInt(15) == 0 ? 3_600_000 : 20_000);
      DeclaredSensor sensor = SENSORS.get(random.nextInt(SENSORS.size()));
      story.add(new Told(ms, new Observation(sensor.name(), event(sensor.kind(), random))));
    }
    // At the end of every second story all die.
    if (random.nextBoolean()) {
      for (DeclaredSensor sensor : SENSORS) {
        story.add(new Told(++ms, new Observation(sensor.name(), fault())));
      }
    }
    return story;
  }

  private static SensorEvent fault() {
    return new SensorEvent.Fault(SensorFault.Cause.TIMEOUT, "generated");
  }

  private static SensorEvent event(SensorKind kind, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new SensorEvent.Ready();
      case 1 -> fault();
      default -> new SensorEvent.Read(reading(kind, random));
    };
  }

  private static Reading reading(SensorKind kind, Random random) {
    boolean yes = random.nextBoolean();
    return switch (kind) {
      case PIR -> new Reading.Motion(yes);
      case RADAR ->
          new Reading.Radar(
              TARGETS.get(random.nextInt(4)), random.nextInt(600), 50, random.nextInt(600), 50);
      case AIR -> new Reading.Air(400 + random.nextInt(800), 22, 40);
      case DOOR -> new Reading.Door(yes);
      case PAD -> new Reading.Pad(yes);
      case CAMERA, COUNTER -> new Reading.Count(yes ? random.nextInt(9) : 0);
      case DETECTOR -> new Reading.Presence(yes);
    };
  }
}
