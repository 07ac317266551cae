package city.seki.edge.presence.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.presence.fusion.GeneratedDay.Misfortune;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few days of the evaluation, so that a change that spoils the fusion does not go unseen. */
class EvaluationTest {
  private static final List<DeclaredSensor> ALL =
      List.of(GeneratedDay.PIR, GeneratedDay.RADAR, GeneratedDay.AIR, GeneratedDay.DOOR);

  private static Score days(Misfortune misfortune, List<DeclaredSensor> sensors) {
    Score score = new Score();
    for (long seed = 501; seed <= 504; seed++) {
      Evaluation.fuse(new GeneratedDay(seed, misfortune), sensors, score);
    }
    return score;
  }

  @Test
  void a_seed_is_a_day() {
    assertEquals(
        new GeneratedDay(7, Misfortune.NONE).said(), new GeneratedDay(7, Misfortune.NONE).said());
  }

  @Test
  void with_four_sensors_a_room_is_right_for_more_than_95_of_100_minutes() {
    Score score = days(Misfortune.NONE, ALL);
    assertTrue(score.accuracy() > 0.95, score.line("all", 4));
    assertTrue(score.falseVacantRate() < 0.02, score.line("all", 4));
  }

  @Test
  void a_pir_alone_rarely_calls_a_taken_room_vacant() {
    Score score = days(Misfortune.NONE, List.of(GeneratedDay.PIR));
    assertTrue(score.falseVacantRate() < 0.08, score.line("pir", 4));
  }

  @Test
  void a_radar_that_dies_makes_no_taken_room_vacant() {
    Score score = days(Misfortune.RADAR_DIES, ALL);
    assertTrue(score.falseVacantRate() < 0.02, score.line("radar dies", 4));
  }

  @Test
  void air_alone_is_right_for_nine_of_ten_minutes_of_the_recorded_office() {
    Score score = RecordedRooms.office("datatest");
    assertTrue(score.accuracy() > 0.9, score.line("office", 1));
  }
}
