package city.seki.hub.utilisation;

import static city.seki.hub.utilisation.UsedTown.A1;
import static city.seki.hub.utilisation.UsedTown.A2;
import static city.seki.hub.utilisation.UsedTown.DAY;
import static city.seki.hub.utilisation.UsedTown.GONE;
import static city.seki.hub.utilisation.UsedTown.HALL;
import static city.seki.hub.utilisation.UsedTown.WALL;
import static city.seki.hub.utilisation.UsedTown.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.ReservationOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts in the figures of one day. */
class DayCountTest {
  /** From 8:30 to 17:15. */
  private static final long OPEN = 525;

  private static final Part EAST = new Part("east", Part.ALL);

  private static DayRows.Stay visit(SeatId seat, String from, @Nullable String to) {
    return new DayRows.Stay(
        seat, at(from), to == null ? null : at(to), to == null ? null : EndReason.RELEASED);
  }

  private static DayRows rows(DayRows.Stay... visits) {
    return rows(List.of(visits), List.of(), List.of());
  }

  private static DayRows rows(
      List<DayRows.Stay> visits,
      List<DayRows.Span<SeatId>> unclaimed,
      List<DayRows.Span<SeatId>> outOfService) {
    return new DayRows(
        visits, List.of(), unclaimed, outOfService, Map.of(), List.of(), List.of(), List.of());
  }

  private static DayUse whole(DayRows rows) {
    return DayCount.whole(DAY, UsedTown.city(), rows);
  }

  private static DayUse.OfPart of(DayUse day, Part part) {
    return Objects.requireNonNull(day.parts().get(part));
  }

  private static SeatUse use(DayUse day, Part part) {
    return of(day, part).use();
  }

  @Test
  void every_seat_is_offered_while_its_office_is_open() {
    DayUse day = whole(DayRows.NONE);
    assertEquals(4 * OPEN, use(day, Part.CITY).offered());
    assertEquals(3 * OPEN, use(day, EAST).offered());
    assertEquals(OPEN, use(day, new Part("east", "number")).offered());
    assertEquals(3 * OPEN, use(day, new Part(Part.ALL, "lgwan")).offered());
    DayUse.OfPart east = of(day, EAST);
    assertEquals(
        List.of(0L, 90L, 180L, 45L, 0L),
        List.of(
            east.offered(7), east.offered(8), east.offered(9), east.offered(17), east.offered(18)));
  }

  @Test
  void nothing_is_offered_on_a_holiday_and_at_weekends() {
    for (LocalDate day : List.of(DAY.minusDays(1), DAY.minusDays(2))) {
      assertEquals(0, use(DayCount.whole(day, UsedTown.city(), DayRows.NONE), Part.CITY).offered());
    }
  }

  @Test
  void a_minute_belongs_to_who_held_the_seat_at_its_beginning() {
    DayUse day = whole(rows(visit(A1, "09:00:30", "09:02:00"), visit(A1, "09:02:00", "09:02:01")));
    assertEquals(2, use(day, Part.CITY).claimed());
    assertEquals(2, use(day, Part.CITY).claims());
    assertEquals(new DayUse.OfSeat("lgwan", OPEN, 2), day.seats().get(A1));
  }

  @Test
  void what_is_held_and_not_offered_is_told_apart() {
    DayUse day = whole(rows(visit(A1, "08:00", "09:00"), visit(GONE, "10:00", "10:20")));
    assertEquals(30, use(day, EAST).claimed());
    assertEquals(30 + 20, use(day, EAST).outside());
    assertEquals(20, use(day, new Part("east", Part.NO_ZONE)).outside());
  }

  @Test
  void a_seat_out_of_service_offers_nothing() {
    DayRows rows =
        rows(
            List.of(visit(A1, "09:00", "11:00")),
            List.of(),
            List.of(new DayRows.Span<>(A1, at("10:00"), null)));
    SeatUse use = use(whole(rows), new Part("east", "lgwan"));
    assertEquals(OPEN + 90, use.offered());
    assertEquals(60, use.claimed());
    assertEquals(60, use.outside());
  }

  @Test
  void a_claim_that_lasts_counts_up_to_now_and_so_does_what_is_offered() {
    DayUse day = DayCount.upTo(DAY, UsedTown.city(), rows(visit(A1, "09:00", null)), at("09:30"));
    assertEquals(30, use(day, Part.CITY).claimed());
    assertEquals(4 * 60, use(day, Part.CITY).offered());
  }

  @Test
  void the_peak_is_the_most_seats_at_once_and_its_first_minute() {
    DayUse day =
        whole(
            rows(
                visit(A1, "09:00", "10:00"),
                visit(A2, "09:30", "11:00"),
                visit(UsedTown.W1, "10:30", "12:00")));
    assertEquals(new Peak(2, at("09:30")), use(day, Part.CITY).peak());
    assertEquals(new Peak(1, at("10:30")), use(day, new Part("west", Part.ALL)).peak());
  }

  @Test
  void unclaimed_use_ends_where_a_claim_turns_out_to_have_been() {
    DayRows rows =
        rows(
            List.of(visit(A1, "09:00", "10:00")),
            List.of(
                new DayRows.Span<>(A1, at("09:20"), at("09:50")),
                new DayRows.Span<>(A1, at("10:01"), at("10:05"))),
            List.of());
    assertEquals(1, use(whole(rows), Part.CITY).unclaimedUses());
    assertEquals(5, use(whole(rows), Part.CITY).unclaimedMinutes());
  }

  @Test
  void a_reservation_counts_when_it_is_kept_or_dropped() {
    List<DayRows.Promise> promises =
        List.of(
            new DayRows.Promise(A1, at("09:00"), ReservationOutcome.TAKEN),
            new DayRows.Promise(A2, at("09:00"), ReservationOutcome.NO_SHOW),
            new DayRows.Promise(A2, at("13:00"), ReservationOutcome.OPEN));
    DayRows rows =
        new DayRows(
            List.of(),
            promises,
            List.of(),
            List.of(),
            Map.of(A1, 2),
            List.of(),
            List.of(),
            List.of());
    SeatUse use = use(whole(rows), Part.CITY);
    assertEquals(List.of(2L, 1L, 2L), List.of(use.reservations(), use.noShows(), use.conflicts()));
  }

  @Test
  void a_room_is_unknown_until_something_is_told() {
    DayUse day =
        whole(
            withRooms(
                List.of(
                    new DayRows.Told<>(HALL, Occupancy.VACANT, at("09:00"), at("10:00")),
                    new DayRows.Told<>(HALL, Occupancy.OCCUPIED, at("10:00"), at("11:30")),
                    new DayRows.Told<>(HALL, Occupancy.VACANT, at("11:30"), null)),
                List.of(),
                List.of(new DayRows.Span<>(HALL, at("10:00"), at("12:00")))));
    assertEquals(new RoomUse(OPEN, 90, 30, 120), day.rooms().get(HALL));
    assertEquals(new RoomUse(OPEN, 0, OPEN, 0), day.rooms().get(UsedTown.CELL));
  }

  @Test
  void a_device_that_is_awake_in_an_empty_room_is_waste_after_ten_minutes_over_midnight_too() {
    Instant before = at(DAY.minusDays(1), "23:55");
    DayUse day =
        whole(
            withRooms(
                List.of(new DayRows.Told<>(HALL, Occupancy.VACANT, before, null)),
                List.of(
                    new DayRows.Told<>(WALL, DeviceState.IDLE, before, at("00:06")),
                    new DayRows.Told<>(WALL, DeviceState.IN_CALL, at("00:06"), at("07:00")),
                    new DayRows.Told<>(WALL, DeviceState.PRESENTING, at("07:00"), at("07:09")),
                    new DayRows.Told<>(WALL, DeviceState.FAULT, at("07:09"), at("09:00")),
                    new DayRows.Told<>(WALL, DeviceState.OFFLINE, at("09:00"), at("09:01"))),
                List.of()));
    assertEquals(new DeviceUse("hall", 6 * 60 + 54, 6, 1, 30, 1), day.devices().get(WALL));
  }

  @Test
  void the_hours_are_those_of_the_clock_where_clocks_are_put_forward_and_back() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    for (LocalDate day : List.of(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 10, 25))) {
      DayMinutes minutes = DayMinutes.of(day, berlin);
      assertEquals(day.getMonthValue() == 3 ? 1_380 : 1_500, minutes.count());
      assertEquals(
          day.atTime(8, 30).atZone(berlin).toInstant(),
          minutes.at(minutes.mark(LocalTime.of(8, 30))));
    }
  }

  static DayRows withRooms(
      List<DayRows.Told<city.seki.config.model.RoomId, Occupancy>> rooms,
      List<DayRows.Told<city.seki.config.model.DeviceId, DeviceState>> devices,
      List<DayRows.Span<city.seki.config.model.RoomId>> bookings) {
    return new DayRows(
        List.of(), List.of(), List.of(), List.of(), Map.of(), rooms, bookings, devices);
  }
}
