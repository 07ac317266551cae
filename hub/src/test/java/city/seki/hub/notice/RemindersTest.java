package city.seki.hub.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Source;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When somebody is reminded of a reservation. */
class RemindersTest {
  private static final SeatId SEAT = new SeatId("chuo", "A-01");
  private static final Instant ONE = Instant.parse("2026-11-24T04:00:00Z");
  private static final Reservation PROMISE =
      new Reservation("r-1", SEAT, "p-1", ONE, ONE.plus(Duration.ofHours(4)));
  private static final Seating EMPTY =
      Seating.of(
          new City(
              new Text("松本市", "Matsumoto"),
              ZoneId.of("Asia/Tokyo"),
              List.of("lgwan"),
              List.of(
                  new Office(
                      "chuo",
                      new Text("中央公民館", "Central"),
                      Map.of(
                          DayOfWeek.TUESDAY,
                          new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15))),
                      false,
                      Set.of(),
                      List.of(),
                      Policy.STANDARD,
                      Office.byName(List.of(new Seat("A-01", "lgwan", 0, 0, false))),
                      List.of())),
              List.of(),
              Set.of()),
          Directory.EMPTY);

  private final Reminders reminders = new Reminders();

  private static Seating reserved() {
    return EMPTY.apply(new Event.Reserved(PROMISE, "p-1", ONE.minus(Duration.ofDays(1))));
  }

  private static Instant before(int minutes) {
    return ONE.minus(Duration.ofMinutes(minutes));
  }

  @Test
  void once_a_quarter_of_an_hour_before_with_the_time_until_which_it_is_kept() {
    assertEquals(List.of(), reminders.look(reserved(), before(60)));
    assertEquals(List.of(), reminders.look(reserved(), before(16)));
    assertEquals(
        List.of(new Occasion.Soon(PROMISE, ONE.plus(Policy.STANDARD.grace()))),
        reminders.look(reserved(), before(15)));
    assertEquals(List.of(), reminders.look(reserved(), before(14)), "told already");
  }

  @Test
  void not_who_reserves_for_the_next_minutes_has_cancelled_or_sits_there() {
    assertEquals(List.of(), reminders.look(reserved(), before(10)));

    assertEquals(List.of(), reminders.look(reserved(), before(60)));
    assertEquals(List.of(), reminders.look(EMPTY, before(10)));

    assertEquals(List.of(), reminders.look(reserved(), before(60)));
    Seating there =
        reserved()
            .apply(
                new Event.Claimed(
                    SEAT, "p-1", "総務部", Source.TAP, before(30), ONE.plus(Duration.ofHours(4))));
    assertEquals(List.of(), reminders.look(there, before(10)));
  }
}
