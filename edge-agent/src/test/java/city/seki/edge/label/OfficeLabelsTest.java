package city.seki.edge.label;

import static city.seki.edge.label.LabelBench.BARE_ROOM;
import static city.seki.edge.label.LabelBench.NINE;
import static city.seki.edge.label.LabelBench.OTHER;
import static city.seki.edge.label.LabelBench.OWN;
import static city.seki.edge.label.LabelBench.ROOM;
import static city.seki.edge.label.LabelBench.TOKYO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Command;
import city.seki.config.rules.SeatView.State;
import city.seki.config.wire.ClockState;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.coap.Label;
import city.seki.edge.survey.RoomsNow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What labels show, by a hand-moved floor and survey. */
class OfficeLabelsTest {
  private final LabelBench bench = new LabelBench();
  private OfficeLabels office = new OfficeLabels(LabelBench.unit("seat:A-01"), TOKYO);

  private Label.OfSeat seat(Place place) {
    Board board = office.board(bench.floor(), bench.rooms(), bench.now());
    return assertInstanceOf(Label.OfSeat.class, board.labels().get(place));
  }

  private Label.OfRoom room(Place place) {
    Board board = office.board(bench.floor(), bench.rooms(), bench.now());
    return assertInstanceOf(Label.OfRoom.class, board.labels().get(place));
  }

  private State state(Place place) {
    return seat(place).view().state();
  }

  @Test
  void a_seat_is_taken_and_free_again_and_nobodys_name_is_on_it() {
    assertEquals(State.FREE, state(OWN));
    bench.tap("A-01", "p1");
    assertEquals(State.CLAIMED, state(OWN));
    assertEquals(State.FREE, state(OTHER));
    String said = new String(seat(OWN).json(), StandardCharsets.UTF_8);
    assertFalse(said.contains("p1") || said.contains("welfare"), said);
    assertTrue(said.contains("\"until\":\"2026-11-24T17:15:00.000+09:00\""), said);
    bench.ms += 10_000; // sooner it is the same tap again
    bench.tap("A-01", "p1");
    assertEquals(State.FREE, state(OWN));
  }

  @Test
  void a_reservation_shows_from_when_and_then_that() {
    Instant from = OffsetDateTime.parse("2026-11-24T12:00:00+09:00").toInstant();
    bench.happens(
        new Command.Reserve(
            "r1",
            new SeatId("office", "A-02"),
            "p2",
            from,
            from.plusSeconds(3_600),
            "p2",
            bench.at()));
    assertEquals(State.FREE, state(OTHER));
    assertEquals(from.minusSeconds(1_800), seat(OTHER).view().until());
    bench.ms = NINE.until(OffsetDateTime.parse("2026-11-24T11:30:00+09:00"), ChronoUnit.MILLIS);
    assertEquals(State.RESERVED, state(OTHER));
  }

  @Test
  void a_seat_out_of_service_says_so_without_the_reason() {
    bench.happens(
        new Command.TakeOutOfService(new SeatId("office", "A-01"), "f", "coffee", bench.at()));
    assertEquals(State.OUT_OF_SERVICE, state(OWN));
    assertFalse(new String(seat(OWN).json(), StandardCharsets.UTF_8).contains("coffee"));
  }

  @Test
  void while_the_hub_is_away_only_what_is_decided_here_is_known() {
    bench.hubThereMs = bench.ms;
    bench.ms += OfficeLabels.SILENCE_MS;
    assertEquals(List.of(State.FREE, State.FREE), List.of(state(OWN), state(OTHER)));
    bench.ms++;
    assertEquals(List.of(State.FREE, State.UNKNOWN), List.of(state(OWN), state(OTHER)));
    assertEquals(NINE.plusSeconds(100).toInstant(), seat(OTHER).view().since());
    bench.tap("A-01", "p1");
    assertEquals(State.CLAIMED, state(OWN));
    bench.hubThereMs = FloorNow.NEVER;
    assertNull(seat(OTHER).view().since());
    bench.hubThereMs = FloorNow.NOW;
    assertEquals(State.FREE, state(OTHER));
  }

  @Test
  void a_kiosk_gives_away_all_seats_of_its_office_so_it_knows_them_all() {
    office = new OfficeLabels(LabelBench.unit("kiosk:door"), TOKYO);
    bench.hubThereMs = FloorNow.NEVER;
    assertEquals(List.of(State.FREE, State.FREE), List.of(state(OWN), state(OTHER)));
  }

  @Test
  void a_unit_that_does_not_know_the_time_says_unknown() {
    bench.clock = ClockState.UNSET;
    assertEquals(List.of(State.UNKNOWN, State.UNKNOWN), List.of(state(OWN), state(OTHER)));
  }

  @Test
  void before_the_hubs_first_word_there_are_the_units_rooms_and_no_seats() {
    Board board = office.board(FloorNow.NOTHING, RoomsNow.NOTHING, bench.now());
    assertFalse(board.seatsKnown());
    assertEquals(List.of(ROOM, BARE_ROOM), List.copyOf(board.labels().keySet()));
    assertEquals(Occupancy.UNKNOWN, room(ROOM).occupancy());
    Board later = office.board(bench.floor(), RoomsNow.NOTHING, bench.now());
    assertTrue(later.seatsKnown());
    assertEquals(List.of(OWN, OTHER, ROOM, BARE_ROOM), List.copyOf(later.labels().keySet()));
  }

  @Test
  void a_room_shows_its_belief_and_its_own_devices() {
    bench.believed(Occupancy.OCCUPIED, 3, 0.987_6, bench.ms - 60_000);
    bench.devices = Map.of("kit-1", DeviceState.IN_CALL, "display-2", DeviceState.STANDBY);
    Label.OfRoom shown = room(ROOM);
    assertEquals(Occupancy.OCCUPIED, shown.occupancy());
    assertEquals(3, shown.people());
    assertEquals(0.99, shown.confidence());
    assertEquals(bench.at().minusSeconds(60), shown.since());
    assertEquals(List.of(new Label.OfRoom.Device("kit-1", DeviceState.IN_CALL)), shown.devices());
  }

  @Test
  void a_room_with_devices_only_is_unknown_and_a_device_not_asked_yet_too() {
    Label.OfRoom shown = room(BARE_ROOM);
    assertEquals(Occupancy.UNKNOWN, shown.occupancy());
    assertNull(shown.since());
    assertEquals(
        List.of(new Label.OfRoom.Device("display-2", DeviceState.UNKNOWN)), shown.devices());
  }
}
