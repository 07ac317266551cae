package city.seki.hub.opinion;

import city.seki.hub.opinion.OpinionStore.Said;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people said of each office in whole months, so that nobody can be told from it.
 *
 * <p>Never broken: what is shown is a sum of cells, each of one office (or of one of its zones) in
 * one month, in which at least {@link #LEAST} said something; a cause only where it was named as
 * often in such a cell. So the difference of any two reports is a sum of such cells, too. An
 * office's zones are told only in months in which each of them that anybody spoke of has as many:
 * else the office's sum would tell the one that is missing.
 *
 * @param first month
 * @param last month, included
 * @param lines by office, the office itself before its zones
 * @param hidden in how many months of an office something was said, by too few to be shown
 */
public record OpinionReport(YearMonth first, YearMonth last, List<Line> lines, long hidden) {
  /** As the figures for the public have it (product.md §8). */
  public static final long LEAST = 5;

  public OpinionReport {
    lines = List.copyOf(lines);
  }

  /**
   * What was said of one office, or of one zone there.
   *
   * @param zone null for the office as a whole
   * @param causes how often each was named, without those named by too few
   */
  public record Line(
      String office, @Nullable String zone, Map<Rating, Long> ratings, Map<Cause, Long> causes) {
    public Line {
      ratings = Map.copyOf(ratings);
      causes = Map.copyOf(causes);
    }

    public long of(Rating rating) {
      return ratings.getOrDefault(rating, 0L);
    }

    public long answers() {
      return ratings.values().stream().mapToLong(n -> n).sum();
    }
  }

  /** What was said in one month of an office or zone, or the sum of such. */
  private static final class Sum {
    final Map<Rating, Long> ratings = new EnumMap<>(Rating.class);
    final Map<Cause, Long> causes = new EnumMap<>(Cause.class);

    void add(Said said) {
      ratings.merge(said.rating(), said.n(), Long::sum);
      if (said.cause() != null) {
        causes.merge(said.cause(), said.n(), Long::sum);
      }
    }

    boolean isShown() {
      return ratings.values().stream().mapToLong(n -> n).sum() >= LEAST;
    }

    void addShown(Sum other) {
      other.ratings.forEach((rating, n) -> ratings.merge(rating, n, Long::sum));
      other.causes.forEach(
          (cause, n) -> {
            if (n >= LEAST) {
              causes.merge(cause, n, Long::sum);
            }
          });
    }
  }

  /** The office and its zones in one month. */
  private static final class Month {
    final Sum office = new Sum();
    final Map<String, Sum> zones = new TreeMap<>();

    void add(Said said) {
      office.add(said);
      zones.computeIfAbsent(said.zone(), zone -> new Sum()).add(said);
    }
  }

  /** Of everything that was said in those months. */
  public static OpinionReport of(List<Said> said, YearMonth first, YearMonth last) {
    Map<String, Map<YearMonth, Month>> offices = new TreeMap<>();
    for (Said one : said) {
      offices
          .computeIfAbsent(one.office(), office -> new TreeMap<>())
          .computeIfAbsent(YearMonth.from(one.day()), month -> new Month())
          .add(one);
    }
    List<Line> lines = new ArrayList<>();
    long[] hidden = {0};
    offices.forEach((office, months) -> hidden[0] += lines(office, months, lines));
    return new OpinionReport(first, last, lines, hidden[0]);
  }

  /** Adds that office's lines; says in how many of its months too few said something. */
  private static long lines(String office, Map<YearMonth, Month> months, List<Line> lines) {
    Sum whole = new Sum();
    Map<String, Sum> zones = new TreeMap<>();
    long hidden = 0;
    for (Month month : months.values()) {
      if (!month.office.isShown()) {
        hidden++;
        continue;
      }
      whole.addShown(month.office);
      if (month.zones.values().stream().allMatch(Sum::isShown)) {
        month.zones.forEach(
            (zone, sum) -> zones.computeIfAbsent(zone, z -> new Sum()).addShown(sum));
      }
    }
    if (whole.isShown()) {
      lines.add(new Line(office, null, whole.ratings, whole.causes));
      zones.forEach((zone, sum) -> lines.add(new Line(office, zone, sum.ratings, sum.causes)));
    }
    return hidden;
  }
}
