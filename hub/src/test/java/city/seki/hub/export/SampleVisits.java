package city.seki.hub.export;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.Visit;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Attendance to be written and read again. */
final class SampleVisits {
  static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  static final LocalDate FIRST = LocalDate.of(2026, 3, 30);

  private SampleVisits() {}

  static Visit visit(LocalDate day, String person, String office, String from, String to) {
    return new Visit(
        day,
        new SeatId(office, "A-01"),
        person,
        person.endsWith("1") ? "総務課" : "税務課, 第二",
        day.atTime(LocalTime.parse(from)).atZone(TOKYO).toInstant(),
        to.isEmpty() ? null : day.atTime(LocalTime.parse(to)).atZone(TOKYO).toInstant(),
        to.isEmpty() ? null : EndReason.RELEASED,
        Visit.Origin.LEDGER);
  }

  static Attendance of(Visit... visits) {
    return new AttendanceInMemory(List.of(visits), List.of(), TOKYO);
  }

  /** Many, some of which last still. */
  static List<Visit> many(long seed, int count) {
    Random random = new Random(seed);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      visits.add(
          visit(
              FIRST.plusDays(random.nextInt(200)),
              "p" + random.nextInt(40),
              "office-" + random.nextInt(4),
              "0" + (8 + random.nextInt(2)) + ":" + (10 + random.nextInt(50)),
              random.nextInt(9) == 0
                  ? ""
                  : 12 + random.nextInt(6) + ":" + (10 + random.nextInt(50))));
    }
    return visits;
  }
}
