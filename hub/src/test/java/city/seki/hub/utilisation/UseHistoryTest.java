package city.seki.hub.utilisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.rules.Event;
import city.seki.hub.history.Follower;
import city.seki.hub.ledger.SqliteLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is kept of days and months is what going through every minute of all that happened gives.
 */
class UseHistoryTest {
  private static final int DAYS = 34;
  private static final int EVENTS_A_DAY = 12;
  private static final int LAST_SECOND = 86_000;

  @TempDir Path folder;

  private final NavigableMap<LocalDate, City> cities = new TreeMap<>();

  /** With some holidays and weekends, over the end of a month and of a year. */
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 30);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void late_corrected_and_conflicting_events_give_what_a_full_recount_gives(long seed)
      throws SQLException {
    Random random = new Random(seed);
    UsedDays town = new UsedDays(seed);
    Path ledger = folder.resolve("ledger.db");
    Path file = folder.resolve("history.db");
    cities.put(FIRST, UsedTown.city());
    LocalDate day = FIRST;
    try (SqliteLedger writing = SqliteLedger.open(ledger);
        Follower follower = Follower.open(file, ledger, List.of(UseProjection.KIND))) {
      for (int i = 0; i < DAYS; i++, day = day.plusDays(1)) {
        if (random.nextInt(9) == 0) {
          cities.put(day, changed(random));
        }
        for (Instant at : moments(day, random)) {
          append(writing, town.happen(at));
          if (random.nextInt(4) == 0) {
            take(follower, day, random.nextInt(3) == 0);
          }
          if (random.nextInt(200) == 0) {
            take(follower, day, false);
            compare(seed, file, town, day, at);
          }
        }
        append(writing, town.close(UsedTown.at(day, "23:55")));
        take(follower, day, random.nextBoolean());
        if (random.nextInt(12) == 0) {
          compare(seed, file, town, day, UsedTown.at(day, "23:58"));
        }
      }
      Instant end = UsedTown.at(day, "06:00");
      take(follower, day, true);
      compare(seed, file, town, day, end);
      follower.forgetAll();
      take(follower, day, true);
      compare(seed, file, town, day, end);
      assertTrue(count(file, "use_month") > 0 && count(file, "use_day") >= DAYS, "it is kept");
    }
  }

  private City changed(Random random) {
    return UsedTown.city(
        UsedTown.ZONE, 1 + random.nextInt(3), LocalTime.of(12 + random.nextInt(7), 15));
  }

  private static List<Instant> moments(LocalDate day, Random random) {
    Instant start = day.atStartOfDay(UsedTown.ZONE).toInstant();
    return random
        .ints(EVENTS_A_DAY, 0, LAST_SECOND)
        .sorted()
        .distinct()
        .mapToObj(start::plusSeconds)
        .toList();
  }

  private static void append(SqliteLedger ledger, List<Event> events) {
    if (!events.isEmpty()) {
      ledger.append(events);
    }
  }

  private void take(Follower follower, LocalDate day, boolean tidy) {
    City city = cities.floorEntry(day).getValue();
    while (follower.step(city, UsedTown.at(day, "12:00"))) {}
    while (tidy && follower.tidy()) {}
  }

  private static long count(Path file, String table) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        var s = db.createStatement();
        var r = s.executeQuery("SELECT count(*) FROM " + table)) {
      return r.getLong(1);
    }
  }

  /** Of some periods and parts; whole days, and the one that is not over. */
  private void compare(long seed, Path file, UsedDays town, LocalDate today, Instant now)
      throws SQLException {
    Random random = new Random(seed);
    Map<LocalDate, DayUse> recounted = new HashMap<>();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      UseDays days = new UseDays(db);
      LocalDate begins = days.begins();
      if (begins == null) {
        return;
      }
      for (Wanted wanted :
          List.of(
              new Wanted(Set.of(), Part.ALL),
              new Wanted(Set.of("east"), Part.ALL),
              new Wanted(Set.of(), "lgwan"),
              new Wanted(Set.of("east", "west"), "lgwan"))) {
        LocalDate from = begins.plusDays(random.nextInt(DAYS)).minusDays(3);
        LocalDate to = from.plusDays(random.nextInt(DAYS + 20));
        for (LocalDate first : List.of(from, FIRST)) {
          String what = "seed %d, %s, %s to %s, now %s".formatted(seed, wanted, first, to, now);
          UseSum expected = new UseSum();
          for (LocalDate day = first; !day.isAfter(to) && !day.isAfter(today); ) {
            if (!day.isBefore(begins)) {
              City city = Cities.withHolidays(cityOn(day), day.getYear());
              DayUse use =
                  recounted.computeIfAbsent(
                      day, d -> MinuteByMinute.count(d, city, town.rows(d), now));
              expected.add(use, wanted);
            }
            day = day.plusDays(1);
          }
          UseSum counted = days.sum(first, to, wanted, now);
          assertEquals(shown(expected), shown(counted), what);
          assertEquals(shown(expected), shown(again(expected)), what);
        }
      }
    }
  }

  private City cityOn(LocalDate day) {
    var in = cities.floorEntry(day);
    return in == null ? cities.firstEntry().getValue() : in.getValue();
  }

  private static UseSum again(UseSum sum) {
    UseSum read = new UseSum();
    UseBytes.add(UseBytes.of(sum), Wanted.EVERYTHING, read);
    return read;
  }

  private static String shown(UseSum sum) {
    StringBuilder text = new StringBuilder();
    sum.parts()
        .forEach(
            (part, figures) -> {
              if (figures.use().equals(SeatUse.NONE) && figures.days().isEmpty()) {
                return; // not there, or there and nothing in it: no difference
              }
              text.append(part).append(' ').append(figures.use()).append('\n');
              for (int hour = 0; hour < UseSum.HOURS_OF_WEEK; hour++) {
                if (figures.offered(hour) != 0) {
                  text.append(hour).append(':').append(figures.offered(hour)).append('/');
                  text.append(figures.claimed(hour)).append(' ');
                }
              }
              text.append('\n').append(figures.days()).append('\n');
            });
    text.append(sum.seats()).append('\n');
    text.append(new TreeMap<>(names(sum.rooms()))).append('\n').append(names(sum.devices()));
    return text.toString();
  }

  private static NavigableMap<String, Object> names(Map<?, ?> of) {
    NavigableMap<String, Object> names = new TreeMap<>();
    of.forEach((key, value) -> names.put(key.toString(), value));
    return names;
  }
}
