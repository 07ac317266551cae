package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.rules.SeatView.State;
import city.seki.edge.coap.Label.OfRoom.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What labels show. */
class LabelTest {
  private static final Place.AtSeat SEAT = new Place.AtSeat("A-01");
  private static final Place.InRoom ROOM = new Place.InRoom("R1");

  private final LabelBoard board = new LabelBoard();

  private Label label(Place place) {
    Label label = board.show(place);
    assertNotNull(label);
    return label;
  }

  @Test
  void a_seat_is_what_its_retained_topic_says_and_the_words() {
    board.write(SEAT, State.CLAIMED, LabelBoard.CLOSING);
    assertEquals(
        "{\"v\":1,\"office\":\"matsumoto\",\"seat\":\"A-01\",\"zone\":\"lgwan\",\"state\":\"claimed\",\"since\":null,"
            + "\"until\":\"2026-11-21T17:15:00.000+09:00\",\"source\":\"tap\",\"confidence\":1.0,"
            + "\"at\":\"2026-11-21T12:00:00.000+09:00\",\"text\":{\"ja\":\"使用中\",\"en\":\"In use\"}}",
        new String(label(SEAT).json(), UTF_8));
  }

  @Test
  void a_room_says_who_is_in_it_by_number_and_how_its_devices_are() {
    board.write(ROOM, Occupancy.OCCUPIED, 3, new Device("display-1", DeviceState.PRESENTING));
    assertEquals(
        "{\"v\":1,\"office\":\"matsumoto\",\"room\":\"R1\",\"state\":\"occupied\","
            + "\"since\":\"2026-11-21T12:00:00.000+09:00\",\"people\":3,\"confidence\":0.97,"
            + "\"devices\":[{\"device\":\"display-1\",\"state\":\"presenting\"}],"
            + "\"at\":\"2026-11-21T12:00:00.000+09:00\",\"text\":{\"ja\":\"使用中\",\"en\":\"In use\"}}",
        new String(label(ROOM).json(), UTF_8));
  }

  @Test
  void a_unit_knows_no_bookings_so_an_empty_room_is_not_called_free() {
    board.write(ROOM, Occupancy.VACANT, null);
    assertEquals("vacant\n-\n無人\nNobody here\n", new String(label(ROOM).lines(), UTF_8));
  }

  @Test
  void a_call_is_what_the_sign_at_the_door_says_first() {
    board.write(ROOM, Occupancy.UNKNOWN, null, new Device("kit-1", DeviceState.IN_CALL));
    assertEquals("unknown\n-\n通話中\nIn call\n", new String(label(ROOM).lines(), UTF_8));
  }

  @Test
  void what_changes_all_the_time_is_no_other_label() {
    board.write(ROOM, Occupancy.OCCUPIED, 3);
    Label.OfRoom before = (Label.OfRoom) label(ROOM);
    Label.OfRoom surer =
        new Label.OfRoom(
            before.office(),
            before.room(),
            before.occupancy(),
            3,
            LabelBoard.CLOSING,
            0.99,
            List.of(),
            LabelBoard.CLOSING,
            before.clock());
    assertTrue(surer.saysSame(before));
    board.write(ROOM, Occupancy.OCCUPIED, 2);
    assertFalse(surer.saysSame(label(ROOM)));
    board.write(SEAT, State.FREE, null);
    assertFalse(surer.saysSame(label(SEAT)));
    assertFalse(surer.saysSame(null));
  }

  @Test
  void four_lines_are_enough_for_a_tiny_label() {
    board.write(SEAT, State.CLAIMED, LabelBoard.CLOSING);
    assertEquals("claimed\n17:15\n使用中\nIn use\n", new String(label(SEAT).lines(), UTF_8));
    board.write(SEAT, State.UNKNOWN, null);
    assertEquals("unknown\n-\n不明\nUnknown\n", new String(label(SEAT).lines(), UTF_8));
  }
}
