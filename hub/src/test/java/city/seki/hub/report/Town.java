package city.seki.hub.report;

import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.AttendanceInMemory.Membership;
import city.seki.hub.history.Visit;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A small town's attendance, written by hand or made up by a seed. */
final class Town {
  static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  final List<Visit> visits = new ArrayList<>();
  final List<Membership> members = new ArrayList<>();
  final Map<String, Text> offices = new LinkedHashMap<>();

  Town() {
    offices.put("east", new Text("東公民館", "East centre"));
    offices.put("west", new Text("西公民館", "West centre"));
  }

  Town came(
      String person, String department, LocalDate day, String office, String from, String to) {
    visits.add(
        new Visit(
            day,
            new SeatId(office, "A-01"),
            person,
            department,
            day.atTime(LocalTime.parse(from)).atZone(TOKYO).toInstant(),
            day.atTime(LocalTime.parse(to)).atZone(TOKYO).toInstant(),
            null,
            Visit.Origin.IMPORT));
    return this;
  }

  Town belongs(String person, String department, LocalDate first, @Nullable LocalDate last) {
    members.add(new Membership(person, department, first, last));
    return this;
  }

  Attendance attendance() {
    return new AttendanceInMemory(visits, members, TOKYO);
  }

  TeleworkReport report(TeleworkQuery query) {
    return TeleworkReport.of(query, attendance(), offices);
  }

  /** Up to 40 people of up to 6 departments in up to 3 months, who move, come twice, go home. */
  static Town madeUp(long seed) {
    Random random = new Random(seed);
    Town town = new Town();
    LocalDate first = LocalDate.of(2018 + random.nextInt(8), 1 + random.nextInt(12), 1);
    int days = 20 + random.nextInt(70);
    int people = 1 + random.nextInt(40);
    int departments = 1 + random.nextInt(6);
    for (int p = 0; p < people; p++) {
      String before = "部" + random.nextInt(departments);
      String after = random.nextInt(4) == 0 ? "部" + random.nextInt(departments) : before;
      LocalDate moves = first.plusDays(random.nextInt(days));
      boolean registered = random.nextInt(10) != 0;
      if (registered) {
        town.belongs("p-" + p, before, first.minusYears(1), moves.minusDays(1));
        town.belongs("p-" + p, after, moves, null);
      }
      int often = random.nextInt(12);
      for (int visit = 0; visit < often; visit++) {
        LocalDate day = first.plusDays(random.nextInt(days));
        String department = !registered ? "" : day.isBefore(moves) ? before : after;
        String office = random.nextBoolean() ? "east" : "west";
        int from = 8 * 60 + random.nextInt(9 * 60);
        int minutes = random.nextInt(5) == 0 ? 0 : random.nextInt(4 * 60);
        LocalTime start = LocalTime.ofSecondOfDay(from * 60L);
        town.came(
            "p-" + p,
            department,
            day,
            office,
            start.toString(),
            start.plusMinutes(minutes).toString());
      }
    }
    town.first = first;
    town.last = first.plusDays(days - 1L);
    return town;
  }

  /** Of a town that was made up. */
  LocalDate first = LocalDate.EPOCH;

  LocalDate last = LocalDate.EPOCH;
}
