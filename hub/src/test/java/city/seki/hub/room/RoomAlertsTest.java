package city.seki.hub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Room;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.Text;
import city.seki.hub.alert.Alerts.Alert;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomAlertsTest {
  private static final Instant NINE = Instant.parse("2026-11-24T00:00:00Z");
  private static final Text NAME = new Text("画面", "Display");

  /**
   * What is told at that second of a display that is offline since nine.
   *
   * @param seen when it last answered, null if it never did
   */
  private static List<String> at(int second, @Nullable Instant seen) {
    var display =
        new DeviceView(
            new RoomDevice("display-1", "R1", NAME, "pjlink://10.0.0.1"),
            "u1",
            DeviceState.OFFLINE,
            NINE,
            null,
            seen,
            "pjlink",
            "timeout",
            null,
            List.of(),
            List.of());
    var room =
        new RoomView(
            new RoomId("chuo", "R1"),
            new Room("R1", NAME),
            Occupancy.VACANT,
            NINE,
            null,
            1,
            "u1",
            null,
            null,
            null,
            false,
            List.of(),
            List.of(display),
            List.of());
    return RoomAlerts.of(List.of(room), NINE.plusSeconds(second)).values().stream()
        .map(RoomAlertsTest::said)
        .toList();
  }

  private static String said(Alert alert) {
    return alert.kind().word() + "@" + (alert.at().getEpochSecond() - NINE.getEpochSecond());
  }

  @Test
  void a_device_that_nobody_has_reached_yet_may_only_be_starting() {
    assertEquals(List.of(), at(0, null));
    assertEquals(List.of(), at(179, null));
    assertEquals(List.of("device-fault@0"), at(180, null), "of when it began");
  }

  @Test
  void a_device_that_was_there_and_is_gone_is_an_alert_at_once() {
    assertEquals(List.of("device-fault@0"), at(0, NINE.minusSeconds(5)));
  }
}
