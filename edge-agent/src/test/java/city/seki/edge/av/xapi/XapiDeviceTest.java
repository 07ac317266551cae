package city.seki.edge.av.xapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.emulated.EmulatedRoomKit;
import city.seki.edge.av.emulated.EmulatedRoomKit.Trouble;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver, as it is, against an emulated room kit on a loopback port. */
@Timeout(60)
class XapiDeviceTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private EmulatedRoomKit kit;
  private XapiDevice device;

  @BeforeEach
  void start() throws IOException {
    kit = new EmulatedRoomKit("Room 301", "admin", "pässw/+?", Pace.real());
    device = device("pässw/+?");
  }

  @AfterEach
  void stop() {
    device.close();
    kit.close();
  }

  private XapiDevice device(String password) {
    return new XapiDevice(kit.address(), "admin", password, Pace.real());
  }

  private DeviceReport look() throws InterruptedException {
    return device.look();
  }

  /** Waits until the device itself says that it is to be looked at, and it is in that state. */
  private DeviceReport told(DeviceState state) throws InterruptedException {
    DeviceReport report = null;
    for (int i = 0; i < 20; i++) {
      device.awaitChange(LONG);
      report = look();
      if (report.state() == state) {
        return report;
      }
    }
    throw new AssertionError("never " + state + ", at last " + report);
  }

  /** Looked at once, and told by the WebSocket that it will tell. */
  private void listen() throws InterruptedException {
    look();
    device.awaitChange(LONG);
    look();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_sleeping_room_is_read_in_both_forms_of_documents(boolean numbered) throws Exception {
    kit.numberElements(numbered);
    DeviceReport report = look();
    assertEquals(DeviceState.STANDBY, report.state());
    assertEquals("Room 301", report.name());
    assertEquals("ce11.28.1.5.0000000000", report.firmware());
    assertEquals(0, report.people());
    assertNull(report.cause());
  }

  @Test
  void a_look_opens_no_web_socket() throws Exception {
    look();
    assertEquals(0, kit.webSockets());
  }

  @Test
  void everything_the_room_does_is_seen_by_the_next_look() throws Exception {
    kit.standby("Off");
    assertEquals(DeviceState.IDLE, look().state());
    kit.present(true);
    assertEquals(DeviceState.PRESENTING, look().state());
    kit.call(true);
    kit.people(5);
    assertEquals(DeviceState.IN_CALL, look().state());
    assertEquals(5, look().people());
    kit.call(false);
    kit.present(false);
    kit.people(-1);
    assertNull(look().people());
    kit.peripheral(1002, "Camera", false);
    assertEquals(List.of("camera"), look().missing());
    assertEquals(DeviceState.DEGRADED, look().state());
    kit.complain("Critical", "Temperature");
    assertEquals(DeviceState.FAULT, look().state());
    kit.upgrade("Downloading");
    assertEquals(DeviceState.UPDATING, look().state());
  }

  @Test
  void a_call_is_told_without_waiting_for_the_next_poll() throws Exception {
    listen();
    kit.call(true);
    told(DeviceState.IN_CALL);
    kit.call(false);
    told(DeviceState.IDLE);
  }

  @Test
  void a_peripheral_that_is_lost_and_one_that_is_taken_off_the_list_are_told() throws Exception {
    kit.standby("Off");
    listen();
    kit.peripheral(1001, "TouchPanel", false);
    assertEquals(List.of("touch-panel"), told(DeviceState.DEGRADED).missing());
    kit.forget(1001); // as a ghost
    assertEquals(List.of(), told(DeviceState.IDLE).missing());
  }

  @Test
  void a_device_that_restarts_is_booting_until_it_is_up() throws Exception {
    listen();
    kit.restart();
    DeviceReport gone = told(DeviceState.BOOTING);
    assertEquals("Room 301", gone.name());
    assertNull(gone.cause());
    kit.comeUp();
    assertEquals(DeviceState.BOOTING, look().state());
    kit.settleDown();
    assertEquals(DeviceState.STANDBY, look().state());
  }

  @Test
  void a_device_that_restarts_after_an_upgrade_is_booting() throws Exception {
    kit.upgrade("Installing");
    assertEquals(DeviceState.UPDATING, look().state());
    kit.unplug();
    assertEquals(DeviceState.BOOTING, look().state());
  }

  @Test
  void a_device_that_is_unplugged_is_offline_and_back_by_itself() throws Exception {
    listen();
    kit.unplug();
    assertEquals("refused", told(DeviceState.OFFLINE).cause());
    kit.comeUp();
    kit.settleDown();
    assertEquals(DeviceState.STANDBY, look().state());
    device.awaitChange(LONG); // opens a line again
    kit.call(true);
    told(DeviceState.IN_CALL);
  }

  @Test
  void a_line_that_is_cut_is_told_and_opened_again() throws Exception {
    listen();
    kit.cut();
    told(DeviceState.STANDBY);
    device.awaitChange(LONG);
    assertEquals(1, kit.webSockets());
    kit.call(true);
    told(DeviceState.IN_CALL);
  }

  @Test
  void where_there_is_no_web_socket_the_device_is_polled() throws Exception {
    kit.suffer(Trouble.NO_WEBSOCKET);
    look();
    int before = kit.requests();
    device.awaitChange(Duration.ofMillis(300));
    assertEquals(before + 1, kit.requests());
    device.awaitChange(Duration.ofMillis(300));
    assertEquals(before + 1, kit.requests());
    kit.call(true);
    assertEquals(DeviceState.IN_CALL, look().state());
  }

  @Test
  void where_the_web_socket_talks_nonsense_the_device_is_polled() throws Exception {
    kit.suffer(Trouble.MUMBLING);
    look();
    device.awaitChange(LONG); // it had to be looked at once more: the line is given up
    assertEquals(DeviceState.STANDBY, look().state());
    kit.call(true);
    assertEquals(DeviceState.IN_CALL, look().state());
  }

  @Test
  void without_a_user_it_is_the_one_that_every_device_has_at_first() throws Exception {
    try (XapiDevice admin = new XapiDevice(kit.address(), null, "pässw/+?", Pace.real())) {
      assertEquals(DeviceState.STANDBY, admin.look().state());
    }
  }

  @Test
  void a_wrong_password_is_told_and_not_tried_on_the_web_socket() throws Exception {
    device.close();
    device = device("wrong");
    DeviceReport report = look();
    assertEquals(DeviceState.UNKNOWN, report.state());
    assertEquals("password", report.cause());
    int before = kit.requests();
    device.awaitChange(Duration.ofMillis(200));
    assertEquals(before, kit.requests());
    assertFalse(report.toString().contains("wrong"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"HALF_AND_CUT", "HALF_AND_SHUT", "HUGE", "GARBAGE"})
  void what_cannot_be_read_is_garbage_until_it_can(Trouble trouble) throws Exception {
    kit.suffer(trouble);
    DeviceReport report = look();
    assertEquals(DeviceState.UNKNOWN, report.state());
    assertEquals("garbage", report.cause());
    kit.heal();
    assertEquals(DeviceState.STANDBY, look().state());
  }

  @Test
  void a_device_that_takes_requests_and_answers_none_is_offline_within_ten_seconds()
      throws Exception {
    kit.suffer(Trouble.SILENT);
    long before = System.nanoTime();
    DeviceReport report = look();
    assertEquals(DeviceState.OFFLINE, report.state());
    assertEquals("timeout", report.cause());
    assertTrue(System.nanoTime() - before < Duration.ofSeconds(10).toNanos());
  }

  @Test
  void a_session_that_the_device_opens_is_used_and_ended() throws Exception {
    kit.suffer(Trouble.OPENS_SESSIONS);
    assertEquals(DeviceState.STANDBY, look().state());
    assertEquals(0, kit.openSessions());
  }

  @Test
  void closing_ends_the_web_socket_and_its_subscriptions() throws Exception {
    listen();
    assertEquals(10, kit.subscriptions());
    device.close();
    device.close();
    while (kit.webSockets() > 0) {
      Thread.onSpinWait();
    }
    assertEquals(0, kit.subscriptions());
  }

  @Test
  void a_thread_that_was_asked_to_end_ends() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> device.look());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> device.awaitChange(LONG));
  }

  @Test
  void a_host_that_nobody_knows_is_unreachable() throws Exception {
    try (XapiDevice nowhere =
        new XapiDevice(URI.create("http://nowhere.invalid"), null, null, Pace.real())) {
      DeviceReport report = nowhere.look();
      assertEquals(DeviceState.OFFLINE, report.state());
      assertEquals("unreachable", report.cause());
    }
  }

  @Test
  void a_port_that_speaks_something_else_is_garbage() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        XapiDevice device =
            new XapiDevice(
                URI.create("http://127.0.0.1:" + other.getLocalPort()), null, null, Pace.real())) {
      Thread.ofVirtual().start(() -> greet(other));
      DeviceReport report = device.look();
      assertEquals(DeviceState.UNKNOWN, report.state());
      assertEquals("garbage", report.cause());
    }
  }

  private static void greet(ServerSocket other) {
    try {
      while (true) {
        var socket = other.accept();
        socket
            .getOutputStream()
            .write("PJLINK 0\r\nSSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://10.0.0.1",
    "http:///x",
    "https://10.0.0.1#sha256=12",
    "https://10.0.0.1#md5=00",
    "http://10.0.0.1#sha256=0000000000000000000000000000000000000000000000000000000000000000"
  })
  void an_address_that_cannot_be_meant_is_refused(URI address) {
    assertThrows(
        IllegalArgumentException.class, () -> new XapiDevice(address, null, null, Pace.real()));
  }

  @Test
  void its_name_is_its_place_without_password_and_fingerprint() {
    URI address = URI.create("https://10.1.2.3:8443#sha256=" + "ab:".repeat(31) + "ab");
    try (XapiDevice named = new XapiDevice(address, "admin", "secret", Pace.real())) {
      assertEquals("xapi+https://10.1.2.3:8443", named.name());
    }
  }
}
