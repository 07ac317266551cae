package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.Rounding;
import city.seki.config.source.Spelling;
import city.seki.hub.report.BadQuery;
import city.seki.hub.report.Comparison;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a report of utilisation is asked for.
 *
 * @param offices ids; all if empty
 * @param zone its name, null for all
 * @param comparison null if nothing is to stand beside it
 */
public record UtilisationQuery(
    LocalDate first,
    LocalDate last,
    Set<String> offices,
    @Nullable String zone,
    Rounding rounding,
    @Nullable Comparison comparison) {
  /** Every parameter that there is, by its name in the API. */
  public static final List<String> PARAMETERS =
      List.of("from", "to", "office", "offices", "zone", "rounding", "compare");

  private static final LocalDate EARLIEST = LocalDate.of(2007, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

  public UtilisationQuery {
    offices = Set.copyOf(offices);
  }

  /**
   * Makes one of words, those of a command's options or of a request.
   *
   * @param asked the words by the names of {@link #PARAMETERS}, null where nothing is said
   * @throws BadQuery if that is no query, with the parameter and what was expected
   */
  public static UtilisationQuery read(Function<String, @Nullable String> asked, City city) {
    LocalDate first = day("from", asked.apply("from"));
    LocalDate last = day("to", asked.apply("to"));
    if (last.isBefore(first)) {
      throw new BadQuery("to", "expected a day not before " + first + ", not " + last);
    }
    Set<String> offices = new LinkedHashSet<>();
    for (String name : List.of("office", "offices")) {
      for (String office : list(asked.apply(name))) {
        offices.add(known(name, office, city.offices().keySet()));
      }
    }
    String zone = asked.apply("zone");
    return new UtilisationQuery(
        first,
        last,
        offices,
        zone == null || zone.isBlank() ? null : known("zone", zone.strip(), city.zones()),
        word("rounding", asked.apply("rounding"), Rounding::of, Rounding.HALF_UP),
        comparison(asked.apply("compare"), first, last));
  }

  private static List<String> list(@Nullable String words) {
    return words == null
        ? List.of()
        : List.of(words.split("[,、]")).stream()
            .map(String::strip)
            .filter(w -> !w.isEmpty())
            .toList();
  }

  private static LocalDate day(String name, @Nullable String word) {
    LocalDate day;
    try {
      day = word == null || word.isBlank() ? null : LocalDate.parse(word.strip());
    } catch (DateTimeException e) {
      day = null;
    }
    if (day == null) {
      throw new BadQuery(
          name, "expected a day such as 2026-07-01" + (word == null ? "" : ", not '" + word + "'"));
    }
    if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
      throw new BadQuery(name, "holidays are known from 2007 to 2099, not for " + day);
    }
    return day;
  }

  private static String known(String parameter, String name, Collection<String> names) {
    if (!names.contains(name)) {
      throw new BadQuery(
          parameter,
          "there is no '%s'%s; there are: %s"
              .formatted(name, Spelling.hint(name, names), String.join(", ", names)));
    }
    return name;
  }

  private static <T> T word(
      String name, @Nullable String word, Function<String, T> reading, T otherwise) {
    try {
      return word == null || word.isBlank() ? otherwise : reading.apply(word.strip());
    } catch (IllegalArgumentException e) {
      throw new BadQuery(name, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Comparison comparison(
      @Nullable String word, LocalDate first, LocalDate last) {
    try {
      Comparison found = word == null || word.isBlank() ? null : Comparison.of(word.strip());
      if (found != null) {
        Comparison.Days days = found.before(first, last);
        if (days.first().isBefore(EARLIEST) || days.last().isAfter(LATEST)) {
          throw new BadQuery("compare", "holidays are known from 2007 to 2099");
        }
      }
      return found;
    } catch (IllegalArgumentException e) {
      throw new BadQuery("compare", String.valueOf(e.getMessage()));
    }
  }

  Wanted wanted() {
    return new Wanted(offices, zone == null ? Part.ALL : zone);
  }
}
