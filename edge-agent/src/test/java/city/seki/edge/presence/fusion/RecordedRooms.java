package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The fusion on two rooms that others recorded; sources and licences: {@code recorded/README.md}.
 */
final class RecordedRooms {
  /** Longer than this nothing was recorded: what comes after is another series. */
  private static final int GAP_S = 600;

  private static final DeclaredSensor AIR = GeneratedDay.AIR;
  private static final DeclaredSensor FRONT = new DeclaredSensor("pir 6", SensorKind.PIR);
  private static final DeclaredSensor BACK = new DeclaredSensor("pir 7", SensorKind.PIR);

  private RecordedRooms() {}

  @SuppressWarnings("SystemOut")
  static void print() {
    System.out.println(
        "Office (Candanedo and Feldheim 2016), CO2 alone, a sample a minute. AirTrend was fitted on"
            + " datatraining.");
    System.out.println(Score.HEAD);
    for (String part : List.of("datatraining", "datatest", "datatest2")) {
      print("office, " + part, office(part));
    }
    System.out.println();
    System.out.println(
        "Laboratory (Singh and Chaudhari 2018), a sample every 30 s. Its table was seen while figures were chosen.");
    System.out.println(Score.HEAD);
    print("lab, 2 PIR, time-out 5 min", labTimeOut(300));
    print("lab, 2 PIR, time-out 15 min", labTimeOut(900));
    print("lab, 2 PIR, time-out 30 min", labTimeOut(1_800));
    print("lab, CO2", lab(AIR));
    print("lab, 2 PIR", lab(FRONT, BACK));
    print("lab, 2 PIR + CO2", lab(FRONT, BACK, AIR));
  }

  /** The delays of a recording are as coarse as its samples; rates are given for each series. */
  @SuppressWarnings("SystemOut")
  private static void print(String name, Score score) {
    System.out.println(score.line(name, 1));
  }

  static Score office(String part) {
    Score score = new Score();
    score.begin();
    PlaceState place = ready(0, AIR);
    int last = 0;
    for (int[] row : rows("office-" + part)) {
      place = place.step(said(AIR, new Reading.Air(row[1], 22, 30)), row[0] * 1_000L);
      place = place.at(row[0] * 1_000L + 1_000);
      score.second(row[2] > 0, place.state(), Math.max(1, row[0] - last));
      last = row[0];
    }
    return score;
  }

  static Score lab(DeclaredSensor... sensors) {
    List<DeclaredSensor> used = List.of(sensors);
    Score score = new Score();
    PlaceState place = ready(0, sensors);
    score.begin();
    int last = 0;
    for (int[] row : rows("lab")) {
      long ms = row[0] * 1_000L;
      if (row[0] - last > GAP_S) {
        place = ready(ms, sensors);
        score.begin();
        last = row[0];
      }
      if (used.contains(AIR)) {
        place = place.step(said(AIR, new Reading.Air(row[1], 22, 30)), ms);
      }
      if (used.contains(FRONT)) {
        place = place.step(said(FRONT, new Reading.Motion(row[2] > 0)), ms);
        place = place.step(said(BACK, new Reading.Motion(row[3] > 0)), ms);
      }
      place = place.at(ms + 1_000);
      score.second(row[4] > 0, place.state(), Math.max(1, row[0] - last));
      last = row[0];
    }
    return score;
  }

  private static Score labTimeOut(int seconds) {
    Score score = new Score();
    score.begin();
    int last = 0;
    int seen = -seconds;
    for (int[] row : rows("lab")) {
      if (row[0] - last > GAP_S) {
        score.begin();
        last = row[0];
      }
      seen = row[2] + row[3] > 0 ? row[0] : seen;
      Occupancy state = row[0] - seen < seconds ? Occupancy.OCCUPIED : Occupancy.VACANT;
      score.second(row[4] > 0, state, Math.max(1, row[0] - last));
      last = row[0];
    }
    return score;
  }

  private static PlaceState ready(long ms, DeclaredSensor... sensors) {
    PlaceState place = PlaceState.initial(List.of(sensors), ms);
    for (DeclaredSensor sensor : sensors) {
      place = place.step(new Observation(sensor.name(), new SensorEvent.Ready()), ms);
    }
    return place;
  }

  private static Observation said(DeclaredSensor sensor, Reading reading) {
    return new Observation(sensor.name(), new SensorEvent.Read(reading));
  }

  private static List<int[]> rows(String name) {
    try (InputStream file =
        RecordedRooms.class.getResourceAsStream("/recorded/" + name + ".csv.gz")) {
      if (file == null) {
        throw new IOException("recorded/" + name + ".csv.gz is not on the class path");
      }
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII));
      return lines.lines().skip(1).map(RecordedRooms::numbers).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToInt(Integer::parseInt).toArray();
  }
}
