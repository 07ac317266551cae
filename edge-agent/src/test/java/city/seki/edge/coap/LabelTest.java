package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import city.seki.config.rules.SeatView.State;
import org.junit.jupiter.api.Test;

/** What labels show. */
class LabelTest {
  private static final Place SEAT = Place.seat("A-01");
  private static final Place ROOM = Place.room("R1");

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
        new String(label(SEAT).json(SEAT), UTF_8));
  }

  @Test
  void a_room_has_no_zone() {
    board.write(ROOM, State.FREE, null);
    assertEquals(
        "{\"v\":1,\"office\":\"matsumoto\",\"room\":\"R1\",\"state\":\"free\",\"since\":null,\"until\":null,"
            + "\"source\":\"tap\",\"confidence\":1.0,\"at\":\"2026-11-21T12:00:00.000+09:00\","
            + "\"text\":{\"ja\":\"空き\",\"en\":\"Free\"}}",
        new String(label(ROOM).json(ROOM), UTF_8));
  }

  @Test
  void four_lines_are_enough_for_a_tiny_label() {
    board.write(SEAT, State.CLAIMED, LabelBoard.CLOSING);
    assertEquals("claimed\n17:15\n使用中\nIn use\n", new String(label(SEAT).lines(), UTF_8));
    board.write(SEAT, State.UNKNOWN, null);
    assertEquals("unknown\n-\n不明\nUnknown\n", new String(label(SEAT).lines(), UTF_8));
  }
}
