package city.seki.config.diff;

import city.seki.config.model.OpeningHours;
import city.seki.config.model.Text;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How things are put into words. */
final class Words {
  private Words() {}

  /** {@code 1 seat}, {@code 2 seats}. */
  static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** {@code seat A-01 is}, {@code seats are}. */
  static String named(String what, List<String> names, String one, String many) {
    return names.size() == 1
        ? what + " " + names.getFirst() + " " + one
        : what + "s " + String.join(", ", names) + " " + many;
  }

  static String minutes(Duration duration) {
    return counted((int) duration.toMinutes(), "minute");
  }

  static void renamed(Text before, Text after, Consumer<String> tell) {
    if (!before.equals(after)) {
      tell.accept("is called " + both(after) + " instead of " + both(before));
    }
  }

  static String both(Text text) {
    return text.en() + " (" + text.ja() + ")";
  }

  /** What came to a list of names and what went. */
  static void listed(
      String what, Collection<String> before, Collection<String> after, Consumer<String> tell) {
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(after);
    List<String> added = new ArrayList<>(after);
    added.removeAll(before);
    if (!gone.isEmpty()) {
      tell.accept(named(what, gone, "is gone", "are gone"));
    }
    if (!added.isEmpty()) {
      tell.accept(named(what, added, "is new", "are new"));
    }
    if (gone.isEmpty() && added.isEmpty() && !List.copyOf(before).equals(List.copyOf(after))) {
      tell.accept("its " + what + "s are listed in another order");
    }
  }

  /** {@code Mon-Fri 08:30-17:15, Sat 09:00-12:00}; {@code never}. */
  static String hours(Map<DayOfWeek, OpeningHours> week) {
    List<String> spans = new ArrayList<>();
    for (int first = 1; first <= 7; ) {
      OpeningHours hours = week.get(DayOfWeek.of(first));
      int last = first;
      while (last < 7 && Objects.equals(hours, week.get(DayOfWeek.of(last + 1)))) {
        last++;
      }
      if (hours != null) {
        String days = day(first) + (last == first ? "" : "-" + day(last));
        spans.add(days + " " + hours.opens() + "-" + hours.closes());
      }
      first = last + 1;
    }
    return spans.isEmpty() ? "never" : String.join(", ", spans);
  }

  /** Of two weeks, the days that differ: {@code Mon-Fri 08:30-18:00}; closed days are told. */
  static String changedHours(
      Map<DayOfWeek, OpeningHours> before, Map<DayOfWeek, OpeningHours> after) {
    Map<DayOfWeek, OpeningHours> changed = new EnumMap<>(DayOfWeek.class);
    List<String> closed = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      OpeningHours now = after.get(day);
      if (now != null && !now.equals(before.get(day))) {
        changed.put(day, now);
      } else if (now == null && before.get(day) != null) {
        closed.add(day(day.getValue()));
      }
    }
    List<String> parts = new ArrayList<>();
    if (!changed.isEmpty()) {
      parts.add("is open " + hours(changed));
    }
    if (!closed.isEmpty()) {
      parts.add("is closed on " + String.join(", ", closed));
    }
    return String.join(", ", parts);
  }

  private static String day(int number) {
    String name = DayOfWeek.of(number).name();
    return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
  }

  static String orNothing(@Nullable Object value) {
    return value == null ? "nothing" : value.toString();
  }
}
