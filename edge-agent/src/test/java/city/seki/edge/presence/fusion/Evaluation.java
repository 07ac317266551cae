package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.fusion.GeneratedDay.Misfortune;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How good the fusion is, on generated days and on two recorded rooms: {@code mvn -q -Pfusion
 * -DskipTests package -pl edge-agent -am}. The figures of {@link SensorKind} were chosen on the
 * seeds 1 to 20 only.
 */
final class Evaluation {
  private static final DeclaredSensor PIR = GeneratedDay.PIR;
  private static final DeclaredSensor RADAR = GeneratedDay.RADAR;
  private static final DeclaredSensor AIR = GeneratedDay.AIR;
  private static final DeclaredSensor DOOR = GeneratedDay.DOOR;

  private final long firstSeed;
  private final int days;

  private Evaluation(long firstSeed, int days) {
    this.firstSeed = firstSeed;
    this.days = days;
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    long seed = args.length > 0 ? Long.parseLong(args[0]) : 1001;
    int days = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    if (days > 0) {
      new Evaluation(seed, days).generated();
    }
    System.out.println();
    RecordedRooms.print();
  }

  @SuppressWarnings("SystemOut")
  private void generated() {
    System.out.println(
        "Generated days, seeds "
            + firstSeed
            + " to "
            + (firstSeed + days - 1)
            + " (figures chosen on 1 to 20; the model of people and sensors: PeopleOfADay, GeneratedDay)");
    System.out.println(
        "right: of the time with a known state. f-vacant: of the occupied time. f-occup.: of the vacant"
            + " time.\nto occupied, to vacant: median / 95th percentile. missed: visits a day never seen;"
            + " never: pauses a day never seen. wrong: turns to a wrong state a day.");
    System.out.println(Score.HEAD);
    for (int minutes : new int[] {5, 15, 30}) {
      timeOut("PIR, time-out " + minutes + " min", PIR, minutes * 60);
    }
    timeOut("radar, time-out 30 s", RADAR, 30);
    fused(Misfortune.NONE, PIR);
    fused(Misfortune.NONE, RADAR);
    fused(Misfortune.NONE, PIR, DOOR);
    fused(Misfortune.NONE, PIR, AIR);
    fused(Misfortune.NONE, PIR, RADAR);
    fused(Misfortune.NONE, PIR, RADAR, AIR, DOOR);
    fused(Misfortune.RADAR_DIES, PIR, RADAR, AIR, DOOR);
    fused(Misfortune.RADAR_FREEZES, PIR, RADAR, AIR, DOOR);
    fused(Misfortune.PIR_DIES, PIR, RADAR, AIR, DOOR);
    fused(Misfortune.PIR_STICKS, PIR, RADAR, AIR, DOOR);
    fused(Misfortune.PIR_STICKS, PIR);
    fused(Misfortune.PIR_DIES, PIR);
  }

  @SuppressWarnings("SystemOut")
  private void fused(Misfortune misfortune, DeclaredSensor... sensors) {
    Score score = new Score();
    for (int day = 0; day < days; day++) {
      fuse(new GeneratedDay(firstSeed + day, misfortune), List.of(sensors), score);
    }
    String name =
        Arrays.stream(sensors).map(DeclaredSensor::name).collect(Collectors.joining("+"))
            + (misfortune == Misfortune.NONE
                ? ""
                : ", " + misfortune.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    System.out.println(score.line(name, days));
  }

  static void fuse(GeneratedDay day, List<DeclaredSensor> sensors, Score score) {
    Set<String> names = sensors.stream().map(DeclaredSensor::name).collect(Collectors.toSet());
    PlaceState place = PlaceState.initial(sensors, 0);
    score.begin();
    int next = 0;
    for (int second = 0; second < PeopleOfADay.SECONDS; second++) {
      for (; next < day.said().size() && day.said().get(next).second() <= second; next++) {
        Observation told = day.said().get(next).observation();
        if (names.contains(told.sensor())) {
          place = place.step(told, second * 1_000L);
        }
      }
      place = place.at(second * 1_000L + 999);
      score.second(day.truth().people(second) > 0, place.state(), 1);
    }
  }

  /** What is usual: occupied while the sensor says so and for a while after. */
  @SuppressWarnings("SystemOut")
  private void timeOut(String name, DeclaredSensor sensor, int seconds) {
    Score score = new Score();
    for (int day = 0; day < days; day++) {
      GeneratedDay generated = new GeneratedDay(firstSeed + day, Misfortune.NONE);
      score.begin();
      int next = 0;
      int seen = -seconds;
      boolean high = false;
      for (int second = 0; second < PeopleOfADay.SECONDS; second++) {
        for (; next < generated.said().size(); next++) {
          GeneratedDay.Said told = generated.said().get(next);
          if (told.second() > second) {
            break;
          }
          if (told.observation().sensor().equals(sensor.name())
              && told.observation().event() instanceof SensorEvent.Read(Reading reading)) {
            high = isSomebody(reading);
          }
        }
        seen = high ? second : seen;
        Occupancy state = second - seen < seconds ? Occupancy.OCCUPIED : Occupancy.VACANT;
        score.second(generated.truth().people(second) > 0, state, 1);
      }
    }
    System.out.println(score.line(name, days));
  }

  private static boolean isSomebody(Reading reading) {
    return switch (reading) {
      case Reading.Motion motion -> motion.moving();
      case Reading.Radar radar -> radar.target() != Reading.Radar.Target.NONE;
      case Reading.Pad pad -> pad.pressed();
      case Reading.Presence presence -> presence.present();
      case Reading.Count count -> count.people() > 0;
      case Reading.Air _, Reading.Door _ -> false;
    };
  }
}
