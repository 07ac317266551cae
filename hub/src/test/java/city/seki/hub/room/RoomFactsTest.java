package city.seki.hub.room;

import static city.seki.config.model.DeviceState.BOOTING;
import static city.seki.config.model.DeviceState.FAULT;
import static city.seki.config.model.DeviceState.IDLE;
import static city.seki.config.model.DeviceState.IN_CALL;
import static city.seki.config.model.DeviceState.OFFLINE;
import static city.seki.config.model.DeviceState.STANDBY;
import static city.seki.config.model.Occupancy.OCCUPIED;
import static city.seki.config.model.Occupancy.UNKNOWN;
import static city.seki.config.model.Occupancy.VACANT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.Text;
import city.seki.config.rules.Booking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What facilities are told of a room, by people, devices and bookings together (§7). */
class RoomFactsTest {
  private static final Instant TEN = Instant.parse("2026-11-24T01:00:00Z");
  private static final RoomId ROOM = new RoomId("chuo", "vc-1");

  private static Instant after(int minutes) {
    return TEN.plusSeconds(60L * minutes);
  }

  private static DeviceView device(DeviceState state, int since, String... missing) {
    return new DeviceView(
        new RoomDevice("kit-1", "vc-1", new Text("機器", "Device"), "pjlink://10.0.0.1"),
        "u1",
        state,
        after(since),
        null,
        null,
        "pjlink",
        null,
        null,
        List.of(),
        List.of(missing));
  }

  private static Booking booking(int from, int to) {
    return new Booking("r" + from, ROOM, "p1", after(from), after(to));
  }

  /** The facts at that minute after ten, each with the minute since which it is so. */
  private static List<String> facts(
      int minute, boolean booked, Occupancy occupancy, int since, Object... around) {
    List<DeviceView> devices = new ArrayList<>();
    List<Booking> bookings = new ArrayList<>();
    for (Object thing : around) {
      if (thing instanceof DeviceView device) {
        devices.add(device);
      }
      if (thing instanceof Booking booking) {
        bookings.add(booking);
      }
    }
    return RoomFacts.of(
            new RoomFacts.Situation(
                booked, occupancy, after(since), devices, bookings, after(minute)))
        .stream()
        .map(
            fact ->
                fact.kind().word()
                    + "@"
                    + (fact.since().getEpochSecond() - TEN.getEpochSecond()) / 60
                    + (fact.detail() == null ? "" : " " + fact.detail()))
        .toList();
  }

  @Test
  void a_vacant_room_is_free_unless_it_is_booked_now_or_soon_or_a_call_runs() {
    assertEquals(List.of("free-now@0"), facts(5, false, VACANT, 0));
    assertEquals(List.of("free-now@0"), facts(5, false, VACANT, 0, booking(21, 60)));
    assertEquals(List.of(), facts(5, false, VACANT, 0, booking(20, 60)));
    assertEquals(List.of(), facts(5, false, VACANT, 0, booking(0, 60)));
    assertEquals(List.of(), facts(4, false, VACANT, 0, device(IN_CALL, 0)));
  }

  @Test
  void of_an_unknown_room_nothing_is_said_that_takes_it_for_empty() {
    assertEquals(
        List.of(),
        facts(600, true, UNKNOWN, 0, device(IN_CALL, 0), device(IDLE, 0), booking(0, 700)));
  }

  @Test
  void a_call_without_people_counts_after_five_minutes_of_both() {
    assertEquals(List.of(), facts(7, false, VACANT, 3, device(IN_CALL, 0)));
    assertEquals(
        List.of("in-call-without-people@3"), facts(8, false, VACANT, 3, device(IN_CALL, 0)));
    assertEquals(List.of(), facts(8, false, OCCUPIED, 3, device(IN_CALL, 0)));
  }

  @Test
  void a_device_that_is_on_in_an_empty_room_is_waste_after_ten_minutes() {
    assertEquals(List.of("free-now@0"), facts(9, false, VACANT, 0, device(IDLE, -30)));
    assertEquals(
        List.of("free-now@0", "on-while-empty@0"), facts(10, false, VACANT, 0, device(IDLE, -30)));
    assertEquals(
        List.of("free-now@0", "on-while-empty@5"), facts(20, false, VACANT, 0, device(IDLE, 5)));
    assertEquals(List.of("free-now@0"), facts(60, false, VACANT, 0, device(STANDBY, 5)));
  }

  @Test
  void a_booked_room_that_stays_empty_is_told_after_a_quarter_of_an_hour() {
    assertEquals(List.of(), facts(14, true, VACANT, -60, booking(0, 60)));
    assertEquals(List.of("booked-but-empty@0"), facts(15, true, VACANT, -60, booking(0, 60)));
    assertEquals(List.of(), facts(15, true, OCCUPIED, 14, booking(0, 60)));
    assertEquals(
        List.of("booked-but-empty@20"),
        facts(35, true, VACANT, 20, booking(0, 60)),
        "they left early");
  }

  @Test
  void people_in_a_room_for_bookings_have_ten_minutes_to_leave_after_the_last_one() {
    assertEquals(List.of(), facts(9, true, OCCUPIED, -30, booking(-60, 0)));
    assertEquals(
        List.of("used-without-booking@0"), facts(10, true, OCCUPIED, -30, booking(-60, 0)));
    assertEquals(List.of(), facts(60, false, OCCUPIED, 0), "anybody may walk in");
  }

  @Test
  void what_is_broken_is_told_where_the_next_booking_is_within_the_hour() {
    assertEquals(List.of(), facts(10, true, OCCUPIED, 5, device(OFFLINE, 0), booking(71, 90)));
    assertEquals(
        List.of("broken-and-booked@0"),
        facts(10, true, OCCUPIED, 5, device(FAULT, 0), booking(70, 90)));
    assertEquals(
        List.of(),
        facts(10, true, OCCUPIED, 5, device(OFFLINE, 10), booking(70, 90)),
        "it may only have started again");
  }

  @Test
  void a_quarter_of_an_hour_before_a_booking_everything_has_to_be_ready() {
    Booking next = booking(25, 60);
    assertEquals(List.of(), facts(9, true, OCCUPIED, 5, device(BOOTING, 0), next));
    assertEquals(
        List.of("preflight-failed@10 booting"),
        facts(10, true, OCCUPIED, 5, device(BOOTING, 0), next));
    assertEquals(
        List.of(),
        facts(13, true, OCCUPIED, 5, device(BOOTING, 11), next),
        "it may only be starting");
    assertEquals(
        List.of("preflight-failed@11 booting"),
        facts(14, true, OCCUPIED, 5, device(BOOTING, 11), next));
    assertEquals(
        List.of("preflight-failed@10 camera"),
        facts(12, true, OCCUPIED, 5, device(STANDBY, 0, "camera", "touch-panel"), next));
    assertEquals(List.of(), facts(12, true, OCCUPIED, 5, device(STANDBY, 0), next));
  }

  @Test
  void every_fact_but_a_free_room_is_told_to_facilities() {
    assertEquals(
        List.of(RoomFact.Kind.FREE_NOW),
        Stream.of(RoomFact.Kind.values()).filter(kind -> !kind.alerts()).toList());
  }
}
