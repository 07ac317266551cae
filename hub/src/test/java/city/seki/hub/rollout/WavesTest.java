package city.seki.hub.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WavesTest {
  private static Plan plan(int canaries, List<String> first, List<Integer> percents, long seed) {
    return new Plan(
        canaries, first, percents, 5, Duration.ofMinutes(10), Duration.ofMinutes(10), seed);
  }

  private static List<Waves.Candidate> units(int count, int offices) {
    List<Waves.Candidate> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add(new Waves.Candidate("u-" + i, "o-" + i % offices, true));
    }
    return units;
  }

  private static List<Integer> sizes(List<List<String>> waves) {
    return waves.stream().map(List::size).toList();
  }

  @Test
  void canaries_come_first_then_the_shares_of_the_plan() {
    List<List<String>> waves =
        Waves.of(units(200, 200), plan(2, List.of(), List.of(10, 50, 100), 1));
    assertEquals(List.of(2, 18, 80, 100), sizes(waves));
  }

  @Test
  void an_office_with_many_units_takes_as_many_waves() {
    List<List<String>> waves = Waves.of(units(10, 4), plan(1, List.of(), List.of(50, 100), 1));
    assertEquals(List.of(1, 4), sizes(waves).subList(0, 2));
    assertEquals(10, waves.stream().mapToInt(List::size).sum());
    assertEquals(3, Waves.of(units(3, 1), plan(1, List.of(), List.of(100), 1)).size());
  }

  @Test
  void units_that_an_operator_names_come_before_all_others() {
    List<List<String>> waves =
        Waves.of(units(20, 4), plan(1, List.of("u-4", "u-8", "u-5", "gone"), List.of(100), 1));
    assertEquals(List.of("u-4", "u-5"), waves.get(0));
    assertEquals(List.of("u-8"), waves.get(1));
  }

  @Test
  void units_that_are_off_come_last_so_that_the_first_waves_tell_something() {
    List<Waves.Candidate> units = new ArrayList<>(units(10, 10));
    for (int i = 0; i < 9; i++) {
      units.set(i, new Waves.Candidate("u-" + i, "o-" + i, false));
    }
    assertEquals(
        List.of("u-9"), Waves.of(units, plan(1, List.of(), List.of(50, 100), 7)).getFirst());
  }

  @Test
  void the_seed_alone_decides_the_order() {
    List<Waves.Candidate> units = units(50, 50);
    Plan plan = plan(1, List.of(), List.of(100), 7);
    List<Waves.Candidate> turned = new ArrayList<>(units);
    java.util.Collections.reverse(turned);
    assertEquals(Waves.of(units, plan), Waves.of(turned, plan));
    assertNotEquals(Waves.of(units, plan), Waves.of(units, plan(1, List.of(), List.of(100), 8)));
  }

  @Test
  void whatever_the_units_each_is_in_one_wave_and_no_office_twice_in_one() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<Waves.Candidate> units = new ArrayList<>();
      Map<String, String> offices = new HashMap<>();
      int count = 1 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        String office = "o-" + random.nextInt(12);
        units.add(new Waves.Candidate("u-" + i, office, random.nextInt(4) > 0));
        offices.put("u-" + i, office);
      }
      List<List<String>> waves =
          Waves.of(units, plan(1 + random.nextInt(5), List.of(), List.of(5, 30, 100), seed));
      Set<String> seen = new HashSet<>();
      for (List<String> wave : waves) {
        Set<String> here = new HashSet<>();
        for (String unit : wave) {
          assertTrue(seen.add(unit), "seed " + seed + ": " + unit + " is in two waves");
          assertTrue(
              here.add(offices.getOrDefault(unit, "")), "seed " + seed + ": an office twice");
        }
        assertTrue(!wave.isEmpty(), "seed " + seed + ": an empty wave");
      }
      assertEquals(count, seen.size(), "seed " + seed);
    }
  }

  @Test
  void a_plan_that_makes_no_sense_is_told_what_is_wrong() {
    assertThrows(IllegalArgumentException.class, () -> plan(0, List.of(), List.of(100), 1));
    assertThrows(IllegalArgumentException.class, () -> plan(1, List.of(), List.of(50, 10, 100), 1));
    assertThrows(IllegalArgumentException.class, () -> plan(1, List.of(), List.of(50), 1));
    assertThrows(IllegalArgumentException.class, () -> plan(1, List.of("a", "a"), List.of(100), 1));
  }
}
