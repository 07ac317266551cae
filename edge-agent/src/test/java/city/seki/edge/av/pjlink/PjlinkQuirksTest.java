package city.seki.edge.av.pjlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.av.emulated.EmulatedPjlink;
import city.seki.edge.av.emulated.PjlinkQuirk;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver at an emulated projector: each state, and each habit of real devices. */
@Timeout(60)
class PjlinkQuirksTest {
  private static final String PASSWORD = "JBMIAProjectorLink";

  private static EmulatedPjlink projector(int version, @Nullable String password)
      throws IOException {
    return new EmulatedPjlink(0, version, password, new Random(1));
  }

  private static PjlinkDevice device(int port, @Nullable String password, PjlinkNotices notices) {
    DeviceSpec spec = DeviceSpec.parse("pjlink://127.0.0.1:" + port);
    Secret secret = password == null ? null : new Secret(null, password);
    return new PjlinkDevice((DeviceSpec.Pjlink) spec, secret, notices, Pace.real());
  }

  private static DeviceReport look(EmulatedPjlink projector, @Nullable String password)
      throws InterruptedException {
    try (PjlinkNotices notices = new PjlinkNotices(0);
        PjlinkDevice device = device(projector.port(), password, notices)) {
      return device.look();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // class, power, signal, mute, errors → state
    "1, 0, true, 30, 000000, STANDBY",
    "1, 2, true, 30, 000000, STANDBY",
    "1, 3, true, 30, 000000, BOOTING",
    "1, 1, true, 30, 000000, PRESENTING",
    "1, 1, false, 30, 000000, PRESENTING",
    "1, 1, true, 11, 000000, IDLE",
    "1, 1, true, 31, 000000, IDLE",
    "1, 1, true, 21, 000000, PRESENTING",
    "2, 1, true, 30, 000000, PRESENTING",
    "2, 1, false, 30, 000000, IDLE",
    "2, 1, true, 31, 000000, IDLE",
    "2, 1, true, 30, 010000, DEGRADED",
    "2, 0, true, 30, 010020, FAULT"
  })
  void a_projector_is_told_in_the_words_of_every_device(
      int version, int power, boolean signal, String mute, String errors, DeviceState state)
      throws Exception {
    try (EmulatedPjlink projector = projector(version, PASSWORD)) {
      projector.power(power);
      projector.signal(signal);
      projector.mute(mute);
      projector.errors(errors);
      DeviceReport report = look(projector, PASSWORD);
      assertEquals(state, report.state(), report.toString());
      assertEquals("pjlink", report.source());
      assertEquals("Projector", report.name());
    }
  }

  @Test
  void problems_and_details_say_what_it_says() throws Exception {
    try (EmulatedPjlink projector = projector(2, null)) {
      projector.power(1);
      projector.errors("010020");
      projector.lamps("8253 1 13442 1");
      projector.input("3A");
      projector.freeze(true);
      DeviceReport report = look(projector, null);
      assertEquals(List.of("filter", "lamp"), report.problems());
      assertEquals("1.0.2", report.firmware());
      assertEquals("8253, 13442", report.details().get("lamp_hours"));
      assertEquals("digital-10", report.details().get("input_kind"));
      assertEquals("EMU0001", report.details().get("serial"));
      assertEquals("warning", report.details().get("lamp"));
      assertEquals("error", report.details().get("filter"));
      assertEquals("true", report.details().get("freeze"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PjlinkQuirk.class,
      names = {
        "LINK_UP_BEFORE_GREETING",
        "LINK_UP_BEFORE_REPLY",
        "LINK_UP_AND_CLOSE_ONCE",
        "NUL_PADDING",
        "LINE_FEEDS",
        "SMALL_LETTERS",
        "BYTE_BY_BYTE",
        "CLASS_2_HEADERS",
        "ERR2_FOR_UNKNOWN",
        "ONE_CONNECTION"
      })
  void habits_that_change_nothing_change_nothing(PjlinkQuirk quirk) throws Exception {
    try (EmulatedPjlink projector = projector(2, PASSWORD)) {
      projector.power(1);
      projector.lamps("");
      DeviceReport plain = look(projector, PASSWORD);
      assertEquals(DeviceState.PRESENTING, plain.state());
      projector.quirk(quirk, true);
      DeviceReport odd = look(projector, PASSWORD);
      assertEquals(plain.state(), odd.state(), odd.toString());
      assertEquals(plain.details().keySet(), odd.details().keySet());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SILENT, OFFLINE, timeout",
    "SILENT_AFTER_GREETING, OFFLINE, timeout",
    "CLOSING, OFFLINE, closed",
    "BUSY, UNKNOWN, busy"
  })
  void a_projector_that_does_not_say_is_told_with_the_cause(
      PjlinkQuirk quirk, DeviceState state, String cause) throws Exception {
    try (EmulatedPjlink projector = projector(1, null)) {
      projector.quirk(quirk, true);
      DeviceReport report = look(projector, null);
      assertEquals(state, report.state());
      assertEquals(cause, report.cause());
    }
  }

  @Test
  void a_projector_that_says_it_failed_is_a_fault() throws Exception {
    try (EmulatedPjlink projector = projector(1, null)) {
      projector.quirk(PjlinkQuirk.BROKEN, true);
      DeviceReport report = look(projector, null);
      assertEquals(DeviceState.FAULT, report.state());
      assertEquals(List.of("other"), report.problems());
    }
  }

  @Test
  void a_wrong_password_and_a_missing_one_are_told_and_not_repeated() throws Exception {
    try (EmulatedPjlink projector = projector(2, PASSWORD)) {
      for (String tried : new String[] {null, "hunter2"}) {
        DeviceReport report = look(projector, tried);
        assertEquals(DeviceState.UNKNOWN, report.state());
        assertEquals("password", report.cause());
        assertTrue(!report.toString().contains("hunter2"), report.toString());
      }
    }
  }

  @Test
  void a_password_that_is_not_wanted_does_no_harm() throws Exception {
    try (EmulatedPjlink projector = projector(1, null)) {
      assertEquals(DeviceState.STANDBY, look(projector, PASSWORD).state());
    }
  }

  @Test
  void nothing_is_held_between_looks_and_facts_are_asked_once() throws Exception {
    try (EmulatedPjlink projector = projector(2, PASSWORD);
        PjlinkNotices notices = new PjlinkNotices(0);
        PjlinkDevice device = device(projector.port(), PASSWORD, notices)) {
      projector.quirk(PjlinkQuirk.ONE_CONNECTION, true);
      for (int i = 0; i < 5; i++) {
        assertEquals("Projector", device.look().name());
      }
      projector.cut();
      assertEquals(DeviceState.STANDBY, device.look().state());
    }
  }

  @Test
  void an_unplugged_projector_is_refused_and_found_again() throws Exception {
    try (EmulatedPjlink projector = projector(1, null);
        PjlinkNotices notices = new PjlinkNotices(0);
        PjlinkDevice device = device(projector.port(), null, notices)) {
      assertEquals(DeviceState.STANDBY, device.look().state());
      projector.unplug();
      assertEquals("refused", device.look().cause());
      projector.plugIn();
      assertEquals(DeviceState.STANDBY, device.look().state());
    }
  }

  @Test
  void a_notice_wakes_whoever_waits_for_that_device() throws Exception {
    try (EmulatedPjlink projector = projector(2, null);
        PjlinkNotices notices = new PjlinkNotices(0);
        PjlinkDevice device = device(projector.port(), null, notices)) {
      assertEquals(DeviceState.STANDBY, device.look().state());
      InetSocketAddress controller =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), notices.port());
      projector.power(1);
      EmulatedPjlink.notify(controller, "%1POWR=1\r"); // of class 1: no notice
      EmulatedPjlink.notify(controller, "%2ERST=000010\r%2POWR=1\r");
      device.awaitChange(Duration.ofSeconds(50));
      assertEquals(DeviceState.PRESENTING, device.look().state());
    }
  }

  @Test
  void where_the_port_is_taken_devices_are_asked_all_the_same() throws Exception {
    try (EmulatedPjlink projector = projector(2, null);
        PjlinkNotices first = new PjlinkNotices(0);
        PjlinkDevice listening = device(projector.port(), null, first)) {
      assertEquals(DeviceState.STANDBY, listening.look().state());
      try (PjlinkNotices second = new PjlinkNotices(first.port());
          PjlinkDevice alone = device(projector.port(), null, second)) {
        assertEquals(DeviceState.STANDBY, alone.look().state());
        assertEquals(0, second.port());
        alone.awaitChange(Duration.ofMillis(1));
      }
    }
  }

  @Test
  void an_interrupt_ends_a_look_at_a_silent_device_at_once() throws Exception {
    try (EmulatedPjlink projector = projector(1, null);
        PjlinkNotices notices = new PjlinkNotices(0);
        PjlinkDevice device = device(projector.port(), null, notices)) {
      projector.quirk(PjlinkQuirk.SILENT, true);
      Boolean[] interrupted = new Boolean[1];
      Thread looking =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      device.look();
                      interrupted[0] = false;
                    } catch (InterruptedException e) {
                      interrupted[0] = true;
                    }
                  });
      while (projector.open() == 0) {
        Thread.onSpinWait();
      }
      looking.interrupt();
      looking.join();
      assertEquals(true, interrupted[0]);
    }
  }
}
