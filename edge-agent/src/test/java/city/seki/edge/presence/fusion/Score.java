package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares what was said of a place with the truth, second by second. */
final class Score {
  static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-34s %8s %8s %8s %8s %15s %7s %15s %7s %6s",
          "",
          "right",
          "f-vacant",
          "f-occup.",
          "unknown",
          "to occupied s",
          "missed",
          "to vacant min",
          "never",
          "wrong");

  private long occupied;
  private long vacant;
  private long falseVacant;
  private long falseOccupied;
  private long unknown;
  private long seconds;
  private int wrongTurns;
  private int missed;
  private int neverFree;
  private final List<Integer> toOccupied = new ArrayList<>();
  private final List<Integer> toVacant = new ArrayList<>();

  private @Nullable Boolean truth;
  private Occupancy said = Occupancy.UNKNOWN;
  private int sinceChange;
  private boolean waiting;

  /** A new day: what was said before does not count. */
  void begin() {
    truth = null;
    waiting = false;
    said = Occupancy.UNKNOWN;
  }

  /** In the next {@code lengthS} seconds. */
  void second(boolean somebody, Occupancy state, int lengthS) {
    if (truth != null && truth != somebody) {
      if (waiting && truth) {
        missed++;
      } else if (waiting) {
        neverFree++;
      }
      waiting = true;
      sinceChange = 0;
    }
    truth = somebody;
    if (waiting && state == (somebody ? Occupancy.OCCUPIED : Occupancy.VACANT)) {
      (somebody ? toOccupied : toVacant).add(sinceChange);
      waiting = false;
    }
    boolean wrong = state == (somebody ? Occupancy.VACANT : Occupancy.OCCUPIED);
    // Right after a change the state is late, not turned.
    if (wrong && state != said && !waiting) {
      wrongTurns++;
    }
    said = state;
    sinceChange += lengthS;
    count(somebody, state, lengthS);
  }

  private void count(boolean somebody, Occupancy state, int lengthS) {
    seconds += lengthS;
    occupied += somebody ? lengthS : 0;
    vacant += somebody ? 0 : lengthS;
    falseVacant += somebody && state == Occupancy.VACANT ? lengthS : 0;
    falseOccupied += !somebody && state == Occupancy.OCCUPIED ? lengthS : 0;
    unknown += state == Occupancy.UNKNOWN ? lengthS : 0;
  }

  double accuracy() {
    long known = seconds - unknown;
    return known == 0 ? Double.NaN : 1 - (double) (falseVacant + falseOccupied) / known;
  }

  double falseVacantRate() {
    return (double) falseVacant / occupied;
  }

  double falseOccupiedRate() {
    return (double) falseOccupied / vacant;
  }

  String line(String name, int days) {
    return String.format(
        Locale.ROOT,
        "%-34s %7.2f%% %7.2f%% %7.2f%% %7.2f%% %15s %7.2f %15s %7.2f %6.2f",
        name,
        100 * accuracy(),
        100 * falseVacantRate(),
        100 * falseOccupiedRate(),
        100.0 * unknown / seconds,
        spread(toOccupied, 1),
        (double) missed / days,
        spread(toVacant, 60),
        (double) neverFree / days,
        (double) wrongTurns / days);
  }

  /** Median and 95th percentile. */
  private static String spread(List<Integer> delays, int unit) {
    if (delays.isEmpty()) {
      return "-";
    }
    List<Integer> sorted = new ArrayList<>(delays);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f",
        (double) sorted.get(sorted.size() / 2) / unit,
        (double) sorted.get(sorted.size() * 95 / 100) / unit);
  }
}
