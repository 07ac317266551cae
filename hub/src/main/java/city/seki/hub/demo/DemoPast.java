package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Seat;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.history.PastImport;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The days before the demo's first one, as a spreadsheet that a city brings along (contract.md,
 * past attendance): from the fiscal year before on, more people month by month, most in the middle
 * of the week, and departments that differ. The same seed, the same past.
 */
final class DemoPast {
  private static final String HEADER = "date,staff_id,office,seat,start,end\n";

  private static final String FILE = "past-attendance.csv";

  /** A large city has a shorter past, so that the demo starts in time. */
  private static final int MOST_SEAT_DAYS = 60_000;

  /** Of the seats, those that somebody takes on a usual day, at first and at last. */
  private static final double FIRST = 0.30;

  private static final double LAST = 0.62;

  /** How much fuller or emptier than usual, Monday to Friday. */
  private static final double[] WEEKDAYS = {0.85, 1.05, 1.2, 1.05, 0.75};

  private final City city;
  private final List<DemoPerson> likely = new ArrayList<>();
  private final Random random;

  DemoPast(City city, List<DemoPerson> people, Random random) {
    this.city = city;
    this.random = random;
    for (DemoPerson person : people) {
      int eager = Math.floorMod(person.department().hashCode(), 7);
      // Few come often and most never: what a department's rate and its days per person tell.
      int weight = random.nextInt(10) < 2 + eager / 2 ? 1 + random.nextInt(1 + eager) : 0;
      likely.addAll(Collections.nCopies(weight, person));
    }
  }

  /**
   * Imports it as any city would, once: what a directory has of an earlier demo stays. The hub
   * counts it when it runs.
   */
  static void bringIn(
      DataDirectory data, DemoPast past, LocalDate until, Instant now, RosterStore roster)
      throws IOException {
    City city = past.city;
    var _ = HubHistory.catchUp(data, city, now);
    try (PastImport imports = PastImport.open(data, city.timeZone())) {
      if (!imports.list().isEmpty()) {
        return;
      }
      Path file = data.root().resolve(FILE);
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        past.write(until, out);
      }
      var against =
          new PastImport.Against(
              city, until, roster.allPersons(), roster.membership(), null, false);
      var result = imports.read(file, against, now, "demo", bytes -> {}, done -> {});
      Files.delete(file);
      if (result instanceof PastImport.Rejected rejected) {
        throw new IllegalStateException("the demo's past: " + rejected.problems());
      }
    }
  }

  /** From the first of April of the fiscal year before until the day before that one. */
  void write(LocalDate until, Appendable out) throws IOException {
    int year = until.getYear() - (until.getMonth().compareTo(Month.APRIL) < 0 ? 2 : 1);
    int seats = city.offices().values().stream().mapToInt(o -> o.seats().size()).sum();
    LocalDate longest = until.minusDays(MOST_SEAT_DAYS / Math.max(1, seats));
    LocalDate april = LocalDate.of(year, Month.APRIL, 1);
    LocalDate first = april.isBefore(longest) ? longest : april;
    double length = until.toEpochDay() - first.toEpochDay();
    out.append(HEADER);
    for (LocalDate day = first; day.isBefore(until); day = day.plusDays(1)) {
      double part = (day.toEpochDay() - first.toEpochDay()) / length;
      writeDay(day, FIRST + (LAST - FIRST) * part, out);
    }
  }

  private void writeDay(LocalDate day, double usual, Appendable out) throws IOException {
    List<DemoPerson> coming = new ArrayList<>(likely);
    Collections.shuffle(coming, random);
    List<DemoPerson> once = new ArrayList<>(coming.stream().distinct().toList());
    double weekday = WEEKDAYS[Math.min(day.getDayOfWeek().getValue(), WEEKDAYS.length) - 1];
    double full = usual * weekday * (0.85 + 0.3 * random.nextDouble());
    for (Office office : city.offices().values()) {
      OpeningHours hours = city.hours(office, day);
      if (hours == null || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        continue;
      }
      for (Seat seat : office.seats().values()) {
        if (random.nextDouble() < full * liking(seat)) {
          takeSeat(day, office, seat, hours, once, out);
        }
      }
    }
  }

  /** Seats at the front are liked better than those behind. */
  private static double liking(Seat seat) {
    return 1.25 - 0.1 * Math.min(seat.y(), 5);
  }

  /** For the day, for a half of it, or one after the other for both halves. */
  private void takeSeat(
      LocalDate day,
      Office office,
      Seat seat,
      OpeningHours hours,
      List<DemoPerson> once,
      Appendable out)
      throws IOException {
    int kind = random.nextInt(10);
    if (kind < 6) {
      row(
          day,
          office,
          seat,
          hours.opens().plusMinutes(random.nextInt(75)),
          leaving(hours),
          once,
          out);
      return;
    }
    LocalTime noon = LocalTime.NOON.minusMinutes(random.nextInt(30));
    if (kind != 6) {
      row(day, office, seat, hours.opens().plusMinutes(random.nextInt(90)), noon, once, out);
    }
    if (kind != 7) {
      row(
          day,
          office,
          seat,
          LocalTime.of(12, 50).plusMinutes(random.nextInt(60)),
          leaving(hours),
          once,
          out);
    }
  }

  private LocalTime leaving(OpeningHours hours) {
    return hours.closes().minusMinutes(random.nextInt(70));
  }

  private void row(
      LocalDate day,
      Office office,
      Seat seat,
      LocalTime start,
      LocalTime end,
      List<DemoPerson> once,
      Appendable out)
      throws IOException {
    if (!start.isBefore(end)) {
      return;
    }
    DemoPerson person =
        once.stream().filter(p -> p.zones().contains(seat.zone())).findFirst().orElse(null);
    if (person == null) {
      return;
    }
    once.remove(person);
    out.append(
        "%s,%s,%s,%s,%s,%s\n".formatted(day, person.staffId(), office.id(), seat.id(), start, end));
  }
}
