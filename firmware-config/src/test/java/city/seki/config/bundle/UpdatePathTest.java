package city.seki.config.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which bundle a unit takes next. */
class UpdatePathTest {
  private static final Sha256 ANY = Sha256.of(new byte[] {1});

  private static SoftwareVersion version(String text) {
    return SoftwareVersion.parse(text);
  }

  private static BundleManifest bundle(String version, String from, boolean older, int... journal) {
    Map<String, DataFormat> data = new HashMap<>();
    if (journal.length > 0) {
      data.put("journal", new DataFormat(journal[0], journal[1]));
    }
    return new BundleManifest(
        version(version), version(from), older, new TreeMap<>(data), 1, ANY, List.of(ANY));
  }

  private static UpdatePath.Step next(String running, String goal, BundleManifest... bundles) {
    return UpdatePath.next(version(running), version(goal), List.of(bundles));
  }

  @Test
  void a_unit_that_was_off_for_months_goes_through_the_versions_between() {
    BundleManifest two = bundle("0.2.0", "0.1.0", false);
    BundleManifest three = bundle("0.3.0", "0.2.0", false);
    BundleManifest four = bundle("0.4.0", "0.3.0", false);
    assertEquals(new UpdatePath.Step.Take(two), next("0.1.0", "0.4.0", four, two, three));
    assertEquals(new UpdatePath.Step.Take(three), next("0.2.0", "0.4.0", four, two, three));
    assertEquals(new UpdatePath.Step.Take(four), next("0.3.0", "0.4.0", four, two, three));
    assertInstanceOf(UpdatePath.Step.There.class, next("0.4.0", "0.4.0", four, two, three));
  }

  @Test
  void what_can_be_left_out_is_left_out() {
    BundleManifest two = bundle("0.2.0", "0.1.0", false);
    BundleManifest three = bundle("0.3.0", "0.1.0", false);
    assertEquals(new UpdatePath.Step.Take(three), next("0.1.0", "0.3.0", two, three));
  }

  @Test
  void a_missing_step_is_told_and_nothing_is_tried() {
    BundleManifest three = bundle("0.3.0", "0.2.0", false);
    assertInstanceOf(UpdatePath.Step.NoWay.class, next("0.1.0", "0.3.0", three));
    assertInstanceOf(UpdatePath.Step.NoWay.class, next("0.1.0", "0.2.0", three));
  }

  @Test
  void an_older_version_follows_only_if_it_is_signed_as_such() {
    assertInstanceOf(
        UpdatePath.Step.NoWay.class, next("0.3.0", "0.2.0", bundle("0.2.0", "0.1.0", false)));
    BundleManifest back = bundle("0.2.0", "0.1.0", true);
    assertEquals(new UpdatePath.Step.Take(back), next("0.3.0", "0.2.0", back));
  }

  @Test
  void a_new_format_of_the_journal_takes_a_version_that_reads_it_first() {
    BundleManifest one = bundle("0.1.0", "0.1.0", false, 2, 2);
    BundleManifest writes = bundle("0.3.0", "0.1.0", false, 3, 3);
    assertInstanceOf(UpdatePath.Step.NoWay.class, next("0.1.0", "0.3.0", one, writes));
    BundleManifest reads = bundle("0.2.0", "0.1.0", false, 3, 2);
    assertEquals(new UpdatePath.Step.Take(reads), next("0.1.0", "0.3.0", one, reads, writes));
    assertEquals(new UpdatePath.Step.Take(writes), next("0.2.0", "0.3.0", one, reads, writes));
  }

  /** Against a search that knows nothing but which step a unit would take. */
  @Test
  void every_way_that_there_is_is_found_and_is_the_shortest() {
    long seed = Long.getLong("seki.seed", 20261129);
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<BundleManifest> bundles = new ArrayList<>();
      for (int minor = 0; minor < 8; minor++) {
        if (random.nextInt(4) > 0) {
          int reads = 1 + minor / 3 + random.nextInt(2);
          bundles.add(
              bundle(
                  "0." + minor + ".0",
                  "0." + random.nextInt(minor + 1) + ".0",
                  random.nextInt(4) == 0,
                  reads,
                  reads - random.nextInt(Math.min(2, reads))));
        }
      }
      SoftwareVersion goal = version("0." + random.nextInt(8) + ".0");
      SoftwareVersion at = version("0." + random.nextInt(8) + ".0");
      @Nullable Integer expected = distance(at, goal, bundles);
      String what = "seed " + seed + ", round " + round + ": " + at + " to " + goal + bundles;
      int steps = 0;
      while (UpdatePath.next(at, goal, bundles) instanceof UpdatePath.Step.Take(var next)) {
        Map<String, DataFormat> data = data(at, bundles);
        assertTrue(UpdatePath.mayFollow(at, data, next), what);
        at = next.version();
        assertTrue(++steps <= 8, what);
      }
      assertEquals(expected, at.equals(goal) ? Integer.valueOf(steps) : null, what);
    }
  }

  private static Map<String, DataFormat> data(
      SoftwareVersion version, List<BundleManifest> bundles) {
    return bundles.stream()
        .filter(b -> b.version().equals(version))
        .findFirst()
        .<Map<String, DataFormat>>map(BundleManifest::data)
        .orElse(Map.of());
  }

  private static @Nullable Integer distance(
      SoftwareVersion start, SoftwareVersion goal, List<BundleManifest> bundles) {
    Map<SoftwareVersion, Integer> far = new HashMap<>(Map.of(start, 0));
    Deque<SoftwareVersion> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      SoftwareVersion at = open.remove();
      for (BundleManifest next : bundles) {
        SoftwareVersion to = next.version();
        boolean isOnTheWay =
            start.isOlderThan(goal)
                ? !goal.isOlderThan(to) && at.isOlderThan(to)
                : !to.isOlderThan(goal) && to.isOlderThan(at);
        if (isOnTheWay
            && !far.containsKey(to)
            && UpdatePath.mayFollow(at, data(at, bundles), next)) {
          far.put(to, far.getOrDefault(at, 0) + 1);
          open.add(to);
        }
      }
    }
    return far.get(goal);
  }
}
