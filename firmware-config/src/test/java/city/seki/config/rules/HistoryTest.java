package city.seki.config.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is never broken, whatever happens in whatever order: tens of thousands of made-up steps,
 * with {@link Promises} looked at after each. A failure names the seed and the fewest steps that
 * still show it.
 */
class HistoryTest {
  private static final int HISTORIES = 40;
  private static final int STEPS = 1_500;

  @Test
  void the_promises_hold_after_every_step_of_every_history() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      List<Command> history = Histories.of(seed, STEPS);
      String broken = new Promises().firstBroken(history);
      if (broken != null) {
        List<Command> few = shortened(history);
        fail(
            "seed %d: %s%nshortened to %d steps:%n%s"
                .formatted(
                    seed,
                    new Promises().firstBroken(few),
                    few.size(),
                    few.stream().map(HistoryTest::line).collect(Collectors.joining("\n"))));
      }
    }
  }

  /** Else the promises would hold because nothing ever happened. */
  @Test
  void the_histories_bring_about_everything_that_can_happen() {
    Set<String> seen = new TreeSet<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Promises promises = new Promises();
      promises.firstBroken(Histories.of(seed, STEPS));
      promises.events.forEach(event -> seen.addAll(words(event)));
    }
    Set<String> all = new TreeSet<>();
    Stream.concat(
            Stream.of(Event.class.getPermittedSubclasses()),
            Stream.concat(
                Stream.of(Event.OfRoom.class.getPermittedSubclasses()),
                Stream.concat(
                    Stream.of(Event.OfKit.class.getPermittedSubclasses()),
                    Stream.of(Event.OfMeasure.class.getPermittedSubclasses()))))
        .filter(kind -> !kind.isInterface())
        .forEach(kind -> all.add(kind.getSimpleName()));
    for (Class<?> kind : Answer.class.getPermittedSubclasses()) {
      all.add(kind.getSimpleName());
    }
    Stream.of(DenyReason.values()).map(DenyReason::word).forEach(all::add);
    Stream.of(EndReason.values()).map(EndReason::word).forEach(all::add);
    // Only who reconciles what came late makes these.
    all.removeAll(List.of("Learnt", "ReservationCorrected"));
    // No rule makes this: it is what is left of another event after the retention time.
    all.remove("Forgotten");
    assertEquals(all, seen);
  }

  private static List<String> words(Event event) {
    List<String> words = new ArrayList<>();
    words.add(event.getClass().getSimpleName());
    if (event instanceof Event.Ended ended) {
      words.add(ended.reason().word());
    }
    if (event instanceof Event.Corrected corrected && corrected.after() != null) {
      words.add(String.valueOf(corrected.after().reason()).toLowerCase(Locale.ROOT));
    }
    if (event instanceof Event.Tapped tapped) {
      words.add(tapped.answer().getClass().getSimpleName());
      if (tapped.answer() instanceof Answer.Denied denied) {
        words.add(denied.reason().word());
      }
    }
    return words;
  }

  /** Drops steps, many at once first, while a promise is still broken. */
  private static List<Command> shortened(List<Command> history) {
    List<Command> few = history;
    for (int chunk = history.size() / 2; chunk >= 1; chunk /= 2) {
      for (int from = 0; from < few.size(); ) {
        List<Command> fewer = new ArrayList<>(few.subList(0, from));
        fewer.addAll(few.subList(Math.min(few.size(), from + chunk), few.size()));
        @Nullable String broken = new Promises().firstBroken(fewer);
        if (broken == null) {
          from += chunk;
        } else {
          few = fewer;
        }
      }
    }
    return few;
  }

  private static String line(Command command) {
    return command instanceof Command.Reconfigure files
        ? "Reconfigure(… %d persons, at=%s)"
            .formatted(files.directory().persons().size(), files.at())
        : command.toString();
  }
}
