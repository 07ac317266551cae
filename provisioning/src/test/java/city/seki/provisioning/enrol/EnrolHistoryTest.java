package city.seki.provisioning.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is never broken, whatever happens in whatever order, with {@link EnrolPromises} looked at
 * after each step. A failure names the seed and the fewest steps that still show it.
 */
class EnrolHistoryTest {
  private static final int HISTORIES = 200;
  private static final int STEPS = 400;

  @Test
  void the_promises_hold_after_every_step_of_every_history() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      List<EnrolHistories.Step> history = EnrolHistories.of(seed, STEPS);
      String broken = new EnrolPromises().firstBroken(history);
      if (broken != null) {
        List<EnrolHistories.Step> few = shortened(history);
        EnrolPromises promises = new EnrolPromises();
        String why = promises.firstBroken(few);
        fail(
            "seed %d: %s%nshortened to %d steps: %s%n%s"
                .formatted(seed, broken, few.size(), why, promises.events));
      }
    }
  }

  /** Else the promises would hold because nothing ever happened. */
  @Test
  void the_histories_bring_about_everything_that_can_happen() {
    Set<String> seen = new TreeSet<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      EnrolPromises promises = new EnrolPromises();
      promises.firstBroken(EnrolHistories.of(seed, STEPS));
      seen.addAll(promises.seen);
    }
    Set<String> all = new TreeSet<>();
    Stream.of(EnrolEvent.class.getPermittedSubclasses())
        .forEach(kind -> all.add(kind.getSimpleName()));
    Stream.of(EnrolDecision.class.getPermittedSubclasses())
        .forEach(kind -> all.add(kind.getSimpleName()));
    Stream.of(EnrolRefusal.values()).map(EnrolRefusal::word).forEach(all::add);
    assertEquals(all, seen);
  }

  /** Drops steps, many at once first, while a promise is still broken. */
  private static List<EnrolHistories.Step> shortened(List<EnrolHistories.Step> history) {
    List<EnrolHistories.Step> few = history;
    for (int chunk = history.size() / 2; chunk >= 1; chunk /= 2) {
      for (int from = 0; from < few.size(); ) {
        List<EnrolHistories.Step> fewer = new ArrayList<>(few.subList(0, from));
        fewer.addAll(few.subList(Math.min(few.size(), from + chunk), few.size()));
        if (new EnrolPromises().firstBroken(fewer) == null) {
          from += chunk;
        } else {
          few = fewer;
        }
      }
    }
    return few;
  }
}
