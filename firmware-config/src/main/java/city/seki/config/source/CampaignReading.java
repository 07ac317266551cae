package city.seki.config.source;

import city.seki.config.model.Campaign;
import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.config.model.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a campaign; what it says of offices has to be of those that there are. */
final class CampaignReading {
  /** Holidays are known for no others. */
  private static final int FIRST_YEAR = 2007;

  private static final int LAST_YEAR = 2099;
  private static final int MOST_DECIMALS = 6;

  private static final List<String> ROUNDINGS =
      Arrays.stream(Rounding.values()).map(Rounding::word).toList();
  private static final List<String> WEIGHTS =
      Arrays.stream(DayWeight.values()).map(DayWeight::word).toList();

  private final Block block;
  private final Collection<String> offices;

  /**
   * @param offices that are known; none is looked for if that is empty
   */
  CampaignReading(Block block, Collection<String> offices) {
    this.block = block;
    this.offices = offices;
  }

  /** All of the list, those that cannot be made left out. */
  static List<Campaign> all(List<Block> blocks, Collection<String> offices) {
    List<Campaign> campaigns = new ArrayList<>();
    Unique ids = new Unique("campaign");
    for (Block each : blocks) {
      Campaign campaign = new CampaignReading(each, offices).campaign();
      if (campaign != null && ids.add(campaign.id(), each.get("id"))) {
        campaigns.add(campaign);
      }
    }
    return campaigns;
  }

  private @Nullable Campaign campaign() {
    String id = block.name("id", "campaign");
    Text name = CityReading.text(block, "name");
    LocalDate first = day("from");
    LocalDate last = day("to");
    Rounding rounding = Rounding.of(word("rounding", ROUNDINGS, Rounding.HALF_UP.word()));
    DayWeight halfDays = DayWeight.of(word("half_days", WEIGHTS, DayWeight.WHOLE.word()));
    Decimals decimals = decimals();
    List<String> theOffices = offices();
    List<String> departments = departments();
    if (id == null || name == null || first == null || last == null) {
      return null;
    }
    if (last.isBefore(first)) {
      block.problem("to", "a campaign that begins on " + first + " cannot end on " + last);
      return null;
    }
    return new Campaign(
        id,
        name,
        first,
        last,
        closures(first, last),
        rounding,
        halfDays,
        decimals,
        theOffices,
        departments);
  }

  private @Nullable LocalDate day(String key) {
    LocalDate day = block.date(key);
    if (day != null && (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR)) {
      block.problem(
          key,
          day + " is no day of " + FIRST_YEAR + " to " + LAST_YEAR + ", whose holidays are known");
      return null;
    }
    return day;
  }

  private String word(String key, List<String> known, String standard) {
    Value value = block.get(key);
    String word = value == null ? null : value.word(key, known);
    return word == null ? standard : word;
  }

  private Decimals decimals() {
    Decimals usual = Decimals.USUAL;
    Block decimals = block.block("decimals", Shape.DECIMALS);
    return decimals == null
        ? usual
        : new Decimals(
            decimals.integer("per_open_day", 0, MOST_DECIMALS, usual.perOpenDay()),
            decimals.integer("per_person", 0, MOST_DECIMALS, usual.perPerson()),
            decimals.integer("rate_percent", 0, MOST_DECIMALS, usual.rate()));
  }

  private SortedSet<LocalDate> closures(LocalDate first, LocalDate last) {
    SortedSet<LocalDate> closures = new TreeSet<>();
    for (Value item : block.items("closures")) {
      LocalDate day = item.date();
      if (day != null && (day.isBefore(first) || day.isAfter(last))) {
        item.problem(
            day + " is no day of the campaign, " + first + " to " + last + ": leave it out");
      } else if (day != null) {
        if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
          item.warn(
              "%s is a %s, which no campaign counts: leave it out, or write the day that is meant"
                  .formatted(
                      day, day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        }
        closures.add(day);
      }
    }
    return closures;
  }

  private List<String> offices() {
    List<String> ids = new ArrayList<>();
    for (Value item : block.items("offices")) {
      String id = item.word("office", offices);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private List<String> departments() {
    List<String> names = new ArrayList<>();
    for (Value item : block.items("departments")) {
      String name = item.text();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }
}
