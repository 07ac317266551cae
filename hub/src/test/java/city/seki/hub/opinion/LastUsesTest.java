package city.seki.hub.opinion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.model.Text;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is asked about which use, and how often. */
class LastUsesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final SeatId ASKING = new SeatId("asking", "A-01");
  private static final SeatId SILENT = new SeatId("silent", "A-01");
  private static final City CITY =
      new City(
          new Text("松本市", "Matsumoto"),
          JAPAN,
          List.of("lgwan"),
          List.of(
              office("asking", Policy.STANDARD.askingAfterUse()),
              office("silent", Policy.STANDARD)),
          List.of(),
          Set.of());

  private final LastUses uses = new LastUses();

  private static Office office(String id, Policy policy) {
    return new Office(
        id,
        new Text(id, id),
        Map.of(DayOfWeek.TUESDAY, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15))),
        false,
        Set.of(),
        List.of(),
        policy,
        Office.byName(List.of(new Seat("A-01", "lgwan", 0, 0, false))),
        List.of());
  }

  private static Instant at(String time) {
    return DAY.atTime(LocalTime.parse(time)).atZone(JAPAN).toInstant();
  }

  private void sits(SeatId seat, String from, String to) {
    uses.happened(new Event.Claimed(seat, "p-1", "d", Source.TAP, at(from), at("17:15")), CITY);
    uses.happened(new Event.Ended(seat, "p-1", EndReason.RELEASED, at(to), null, null), CITY);
  }

  @Test
  void a_use_that_is_over_is_asked_about_once_on_that_day() {
    sits(ASKING, "09:00", "10:00");
    Use use = new Use(ASKING, "lgwan", DAY, Slot.AM);
    assertEquals(use, uses.of("p-1", DAY));
    assertNull(uses.of("p-2", DAY));
    assertNull(uses.of("p-1", DAY.plusDays(1)), "tomorrow nobody remembers");
    assertEquals(use, uses.take("p-1", DAY));
    assertNull(uses.of("p-1", DAY));
    assertNull(uses.take("p-1", DAY));
    sits(ASKING, "13:00", "14:00");
    assertEquals(new Use(ASKING, "lgwan", DAY, Slot.PM), uses.take("p-1", DAY));
  }

  @Test
  void nobody_is_asked_where_the_office_does_not_or_about_a_moment() {
    sits(SILENT, "09:00", "12:00");
    assertNull(uses.of("p-1", DAY));
    sits(ASKING, "13:00", "13:09");
    assertNull(uses.of("p-1", DAY));
  }

  @Test
  void nobody_is_asked_while_still_there() {
    uses.happened(
        new Event.Claimed(ASKING, "p-1", "d", Source.TAP, at("09:00"), at("17:15")), CITY);
    assertNull(uses.of("p-1", DAY));
  }
}
