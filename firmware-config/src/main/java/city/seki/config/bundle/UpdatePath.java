package city.seki.config.bundle;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which bundle leads a unit from the version that it runs to the one that is wanted. A unit that
 * was off for months may have to go through several: each bundle says from which version on it may
 * be taken, and versions that follow each other have to understand each other's data.
 *
 * <p>GOALS: as few updates as can be; of equally short ways the one whose next version is newest.
 * CONSTRAINTS: each step is one that the unit would take, and leads nearer to the goal, not past
 * it.
 *
 * <p>Example: 0.3.0 may be taken from 0.2.0 on, 0.2.0 from any version. A unit that runs 0.1.0 and
 * is to run 0.3.0 takes 0.2.0 next.
 */
public final class UpdatePath {
  private UpdatePath() {}

  /** What is to be done next. */
  public sealed interface Step {
    /** Nothing: it runs what is wanted. */
    record There() implements Step {}

    /** That bundle is to be installed. */
    record Take(BundleManifest next) implements Step {}

    /** No bundles lead there: another one is needed, or another goal. */
    record NoWay() implements Step {}
  }

  /**
   * @param running the version that runs
   * @param goal the version that is wanted
   * @param bundles all there are, in any order
   */
  public static Step next(
      SoftwareVersion running, SoftwareVersion goal, Collection<BundleManifest> bundles) {
    if (running.equals(goal)) {
      return new Step.There();
    }
    List<BundleManifest> newestFirst =
        bundles.stream()
            .filter(each -> liesBetween(running, each.version(), goal))
            .sorted(Comparator.comparing(BundleManifest::version).reversed())
            .toList();
    // From the goal backwards, so that each version learns its shortest way to it.
    Map<SoftwareVersion, Integer> far = new HashMap<>();
    Deque<BundleManifest> reached = new ArrayDeque<>();
    newestFirst.stream()
        .filter(each -> each.version().equals(goal))
        .forEach(
            each -> {
              far.put(goal, 1);
              reached.add(each);
            });
    while (!reached.isEmpty()) {
      BundleManifest to = reached.remove();
      for (BundleManifest from : newestFirst) {
        if (!far.containsKey(from.version())
            && liesBetween(from.version(), to.version(), goal)
            && mayFollow(from.version(), from, to)) {
          far.put(from.version(), far.getOrDefault(to.version(), 1) + 1);
          reached.add(from);
        }
      }
    }
    @Nullable BundleManifest known =
        bundles.stream().filter(b -> b.version().equals(running)).findFirst().orElse(null);
    return newestFirst.stream()
        .filter(each -> far.containsKey(each.version()) && mayFollow(running, known, each))
        .min(Comparator.comparingInt(each -> far.getOrDefault(each.version(), Integer.MAX_VALUE)))
        .<Step>map(Step.Take::new)
        .orElseGet(Step.NoWay::new);
  }

  private static boolean liesBetween(
      SoftwareVersion running, SoftwareVersion each, SoftwareVersion goal) {
    return running.isOlderThan(goal)
        ? running.isOlderThan(each) && !goal.isOlderThan(each)
        : each.isOlderThan(running) && !each.isOlderThan(goal);
  }

  /**
   * Whether a unit that runs a version would take that bundle.
   *
   * @param running the bundle of that version, null if it is not known; its data is not compared
   *     then, and the unit has the last word
   */
  private static boolean mayFollow(
      SoftwareVersion version, @Nullable BundleManifest running, BundleManifest next) {
    return mayFollow(version, running == null ? Map.of() : running.data(), next);
  }

  /**
   * Whether a version that keeps its data so may be followed by that bundle. Whether the unit was
   * newer before is another question.
   */
  public static boolean mayFollow(
      SoftwareVersion version, Map<String, DataFormat> data, BundleManifest next) {
    boolean isWay = version.isOlderThan(next.version()) || next.older();
    return isWay && !version.isOlderThan(next.from()) && DataFormat.understand(data, next.data());
  }
}
