package city.seki.hub.server;

import city.seki.config.model.City;
import city.seki.config.rules.Directory;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.hub.calendar.JapanHolidays;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.roster.RosterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the city has written down: its offices and units, its holidays, its people. Imported by
 * other processes while the hub runs, so that it is looked at again every second. Confined to one
 * thread.
 */
final class CityRecords {
  /** Reservations reach a year ahead at most, late taps 35 days back. */
  private static final int YEARS_BACK = 1;

  private static final int YEARS_AHEAD = 2;

  /** City and people as they belong together. */
  record Records(City city, Directory directory) {}

  private record Seen(@Nullable FileTime city, long roster, int year) {}

  private final Path cityFile;
  private final RosterStore roster;
  private final Consumer<Directory> people;
  private @Nullable Seen seen;

  /**
   * @param people told of everybody in the roster whenever it may have changed
   */
  CityRecords(DataDirectory data, RosterStore roster, Consumer<Directory> people) {
    this.cityFile = data.city();
    this.roster = roster;
    this.people = people;
  }

  /**
   * The records if they changed since they were last read, else null.
   *
   * @throws DataException if they cannot be used; they are not read again before they change again
   */
  @Nullable Records changed(Instant now) {
    Seen before = seen;
    Seen current = new Seen(cityTime(), roster.version(), yearOf(now));
    if (current.equals(before)) {
      return null;
    }
    seen = current;
    Directory directory = roster.directory();
    people.accept(directory);
    return new Records(city(current), directory);
  }

  private City city(Seen current) {
    if (current.city() == null) {
      return City.EMPTY;
    }
    return switch (CityFile.readKept(cityFile)) {
      case Reading.Loaded<City> loaded ->
          loaded
              .value()
              .withHolidays(
                  JapanHolidays.between(current.year() - YEARS_BACK, current.year() + YEARS_AHEAD));
      case Reading.Rejected<City> rejected ->
          throw new DataException(
              rejected.problems().getFirst() + "; import the offices again to mend it");
    };
  }

  private @Nullable FileTime cityTime() {
    try {
      return Files.exists(cityFile) ? Files.getLastModifiedTime(cityFile) : null;
    } catch (IOException e) {
      throw new DataException(cityFile + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static int yearOf(Instant now) {
    return City.EMPTY.day(now).getYear();
  }
}
