package city.seki.hub.report;

import city.seki.config.model.Campaign;
import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.config.model.Text;
import city.seki.config.source.Spelling;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a query of words, those of a command's options or of a request: a campaign's settings, if
 * one is named, and what is said besides; closures are added to those of the campaign.
 */
public final class QueryReading {
  /** Every parameter that there is, by its name in the API. */
  public static final List<String> PARAMETERS =
      List.of(
          "from",
          "to",
          "closures",
          "rounding",
          "decimals",
          "half_days",
          "offices",
          "departments",
          "campaign",
          "compare");

  /** Days of rest are known for no others. */
  private static final LocalDate EARLIEST = LocalDate.of(2007, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

  private final Collection<Campaign> campaigns;
  private final Set<String> offices;
  private final Attendance attendance;

  /**
   * @param offices of the city, by id
   * @param attendance says which departments there are
   */
  public QueryReading(
      Collection<Campaign> campaigns, Map<String, Text> offices, Attendance attendance) {
    this.campaigns = campaigns;
    this.offices = offices.keySet();
    this.attendance = attendance;
  }

  /**
   * @param asked the words by the names of {@link #PARAMETERS}, null where nothing is said
   * @throws BadQuery if that is no query, with the parameter and what was expected
   */
  public TeleworkQuery read(Function<String, @Nullable String> asked) {
    Campaign campaign = campaign(said(asked, "campaign"));
    LocalDate first = day("from", said(asked, "from"), campaign == null ? null : campaign.first());
    LocalDate last = day("to", said(asked, "to"), campaign == null ? null : campaign.last());
    if (last.isBefore(first)) {
      throw new BadQuery("to", "expected a day not before " + first + ", not " + last);
    }
    SortedSet<LocalDate> closures = new TreeSet<>();
    if (campaign != null) {
      closures.addAll(campaign.closures());
    }
    for (String day : list(said(asked, "closures"))) {
      closures.add(day("closures", day, null));
    }
    Rounding rounding = campaign == null ? Rounding.HALF_UP : campaign.rounding();
    Decimals decimals = campaign == null ? Decimals.USUAL : campaign.decimals();
    DayWeight halfDays = campaign == null ? DayWeight.WHOLE : campaign.halfDays();
    List<String> theOffices = list(said(asked, "offices"));
    theOffices.forEach(this::requireOffice);
    List<String> theDepartments = list(said(asked, "departments"));
    for (String department : theDepartments) {
      requireDepartment(department, first, last);
    }
    return new TeleworkQuery(
        first,
        last,
        closures,
        word("rounding", said(asked, "rounding"), Rounding::of, rounding),
        word("decimals", said(asked, "decimals"), decimals::with, decimals),
        word("half_days", said(asked, "half_days"), DayWeight::of, halfDays),
        theOffices.isEmpty() && campaign != null ? campaign.offices() : theOffices,
        theDepartments.isEmpty() && campaign != null ? campaign.departments() : theDepartments,
        campaign == null ? null : campaign.name().ja(),
        comparison(said(asked, "compare"), first, last));
  }

  private static @Nullable String said(Function<String, @Nullable String> asked, String name) {
    String value = asked.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private @Nullable Campaign campaign(@Nullable String word) {
    if (word == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      if (campaign.isCalled(word)) {
        return campaign;
      }
      names.add(campaign.id());
      names.add(campaign.name().ja());
    }
    throw new BadQuery(
        "campaign",
        names.isEmpty()
            ? "the city's file has no campaigns yet"
            : "there is no campaign '%s'%s; there are: %s"
                .formatted(word, Spelling.hint(word, names), String.join(", ", names)));
  }

  private static LocalDate day(String name, @Nullable String word, @Nullable LocalDate otherwise) {
    if (word == null) {
      if (otherwise == null) {
        throw new BadQuery(name, "expected a day such as 2022-07-01, or a campaign");
      }
      return otherwise;
    }
    LocalDate day;
    try {
      day = LocalDate.parse(word);
    } catch (DateTimeException e) {
      throw new BadQuery(name, "expected a day such as 2022-07-01, not '" + word + "'");
    }
    requireKnown(name, day);
    return day;
  }

  private static void requireKnown(String name, LocalDate day) {
    if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
      throw new BadQuery(name, "holidays are known from 2007 to 2099, not for " + day);
    }
  }

  private static List<String> list(@Nullable String words) {
    List<String> list = new ArrayList<>();
    for (String word : words == null ? new String[0] : words.split("[,、]")) {
      if (!word.isBlank()) {
        list.add(word.strip());
      }
    }
    return list;
  }

  private static <T> T word(
      String name, @Nullable String word, Function<String, T> reading, T otherwise) {
    try {
      return word == null ? otherwise : reading.apply(word);
    } catch (IllegalArgumentException e) {
      throw new BadQuery(name, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Comparison comparison(
      @Nullable String word, LocalDate first, LocalDate last) {
    try {
      Comparison comparison = word == null ? null : Comparison.of(word);
      if (comparison != null) {
        Comparison.Days days = comparison.before(first, last);
        requireKnown("compare", days.first());
        requireKnown("compare", days.last());
      }
      return comparison;
    } catch (IllegalArgumentException e) {
      throw new BadQuery("compare", String.valueOf(e.getMessage()));
    }
  }

  private void requireOffice(String office) {
    if (!offices.contains(office)) {
      throw new BadQuery(
          "offices",
          "there is no office '%s'%s; there are: %s"
              .formatted(office, Spelling.hint(office, offices), String.join(", ", offices)));
    }
  }

  /** Known is one that has staff at any time, or that somebody came from in this time. */
  private void requireDepartment(String department, LocalDate first, LocalDate last) {
    Set<String> now = attendance.staff(Scope.of(first, last)).departments().keySet();
    if (now.contains(department)) {
      return;
    }
    Scope just = new Scope(first, last, Set.of(), Set.of(department));
    Set<String> ever = attendance.staff(Scope.of(EARLIEST, LATEST)).departments().keySet();
    if (!ever.contains(department) && attendance.count(just).total().personDays() == 0) {
      Set<String> known = new TreeSet<>(ever);
      throw new BadQuery(
          "departments",
          "there is no department '%s'%s; there are: %s"
              .formatted(department, Spelling.hint(department, known), String.join(", ", known)));
    }
  }
}
