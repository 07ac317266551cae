package city.seki.edge.av.zoom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.emulated.EmulatedZoomRoom;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver, as it is, against an emulated room on a loopback port. */
@Timeout(60)
class ZoomRoomTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private EmulatedZoomRoom room;
  private ZoomRoom device;

  @BeforeEach
  void start() throws IOException {
    room = new EmulatedZoomRoom("zoom", "secret");
    device = device("secret", null);
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    room.close();
  }

  private ZoomRoom device(String password, @Nullable String fingerprint) {
    return new ZoomRoom("127.0.0.1", room.port(), "zoom", password, fingerprint, Pace.real());
  }

  private void assertLooks(DeviceState state, @Nullable String cause) throws InterruptedException {
    DeviceReport report = device.look();
    assertEquals(state, report.state());
    assertEquals(cause, report.cause());
    assertFalse(report.toString().contains("secret"));
  }

  @Test
  void a_room_without_a_meeting_is_idle_and_says_what_it_is() throws Exception {
    DeviceReport report = device.look();
    assertEquals(DeviceState.IDLE, report.state());
    assertNull(report.cause());
    assertEquals("zoom", report.source());
    assertEquals("Room 301", report.name());
    assertEquals("5.8.0", report.firmware());
    assertEquals("NOT_IN_MEETING", report.details().get("Call/Status"));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_IN_MEETING, IDLE,",
    "CONNECTING_MEETING, IN_CALL,",
    "IN_MEETING, IN_CALL,",
    "LOGGED_OUT, UNKNOWN, logged-out",
    "SOMETHING_NEW, UNKNOWN, unfamiliar"
  })
  void the_word_of_the_room_is_the_state(String word, DeviceState state, @Nullable String cause)
      throws Exception {
    room.status(word);
    assertLooks(state, cause);
  }

  @Test
  void a_meeting_is_told_without_waiting_for_the_next_poll_over_one_connection() throws Exception {
    assertLooks(DeviceState.IDLE, null);
    room.mute(true); // a partial update: no news
    room.status("IN_MEETING");
    device.awaitChange(LONG);
    assertLooks(DeviceState.IN_CALL, null);
    room.status("NOT_IN_MEETING");
    device.awaitChange(LONG);
    assertLooks(DeviceState.IDLE, null);
    assertEquals(1, room.connections());
  }

  @Test
  void a_part_of_a_call_that_is_no_status_leaves_the_state() throws Exception {
    room.status("IN_MEETING");
    assertLooks(DeviceState.IN_CALL, null);
    room.mute(true);
    device.awaitChange(Duration.ofMillis(200));
    assertLooks(DeviceState.IN_CALL, null);
  }

  @Test
  void a_command_that_was_not_executed_is_sent_again() throws Exception {
    room.reconnect(2);
    assertLooks(DeviceState.IDLE, null);
    room.reconnect(100);
    assertLooks(DeviceState.UNKNOWN, "displaced");
    room.reconnect(0);
    assertLooks(DeviceState.IDLE, null);
  }

  @Test
  void a_tablet_that_takes_over_is_a_reason_to_ask_again() throws Exception {
    assertLooks(DeviceState.IDLE, null);
    room.takeOver();
    device.awaitChange(LONG);
    assertLooks(DeviceState.IDLE, null);
  }

  @Test
  void a_wrong_password_is_told() throws Exception {
    device.close();
    device = device("wrong", null);
    assertLooks(DeviceState.UNKNOWN, "password");
  }

  @Test
  void the_key_that_was_given_is_trusted_and_no_other() throws Exception {
    device.close();
    device = device("secret", room.fingerprint());
    assertLooks(DeviceState.IDLE, null);
    device.close();
    device = device("secret", "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertLooks(DeviceState.OFFLINE, "host-key");
  }

  @Test
  void the_key_that_was_shown_first_is_trusted_and_no_other_after_it() throws Exception {
    assertLooks(DeviceState.IDLE, null);
    room.changeKey();
    room.cut();
    device.awaitChange(LONG);
    assertLooks(DeviceState.OFFLINE, "host-key");
  }

  @Test
  void a_room_that_is_gone_is_offline_and_back_by_itself() throws Exception {
    assertLooks(DeviceState.IDLE, null);
    room.unplug();
    device.awaitChange(LONG);
    assertLooks(DeviceState.OFFLINE, "refused");
    room.comeUp();
    assertLooks(DeviceState.IDLE, null);
  }

  @Test
  void half_an_object_is_garbage_until_it_is_whole_again() throws Exception {
    assertLooks(DeviceState.IDLE, null);
    room.say("{\r\n  \"Call\": {\r\n    \"Sta\r\n");
    assertLooks(DeviceState.UNKNOWN, "garbage");
    assertLooks(DeviceState.IDLE, null);
  }

  @Test
  void a_room_that_answers_nothing_is_unknown_within_ten_seconds() throws Exception {
    room.silence(true);
    long before = System.nanoTime();
    assertLooks(DeviceState.UNKNOWN, "timeout");
    assertFalse(System.nanoTime() - before > Duration.ofSeconds(10).toNanos());
  }

  @Test
  void closing_ends_the_connection() throws Exception {
    device.look();
    device.close();
    device.close();
    while (room.connections() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_thread_that_was_asked_to_end_ends() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> device.look());
  }
}
