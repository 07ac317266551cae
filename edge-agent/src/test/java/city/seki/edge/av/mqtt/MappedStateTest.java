package city.seki.edge.av.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedStateTest {
  private static final long NOW = Duration.ofHours(1).toNanos();

  private MappedState state = MappedState.initial(Mappings.of(Mappings.TASMOTA));

  private void mapping(String yaml) {
    state = MappedState.initial(Mappings.of(yaml));
  }

  private void heard(String topic, String payload) {
    state = state.after(new BrokerLine.Message(topic, payload.getBytes(UTF_8), false, NOW));
  }

  private void retained(String topic, String payload) {
    state = state.after(new BrokerLine.Message(topic, payload.getBytes(UTF_8), true, NOW));
  }

  private DeviceReport report() {
    return report(Duration.ZERO);
  }

  private DeviceReport report(Duration later) {
    return state.report("mqtt://broker", NOW + later.toNanos());
  }

  private void assertReport(String state, @Nullable String cause) {
    DeviceReport report = report();
    assertEquals(state, report.state().word(), report.toString());
    assertEquals(cause, report.cause(), report.toString());
    assertEquals("mqtt", report.source());
  }

  /** Semicolons stand between messages; none of them is JSON with one. */
  private void heardAll(String messages) {
    for (String message : messages.isEmpty() ? new String[0] : messages.split(";")) {
      String[] parts = message.split(" ", 2);
      heard(parts[0], parts.length == 1 ? "" : parts[1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| unknown| unheard",
        "stat/display2/POWER ON| unknown| unheard",
        "tele/display2/LWT Online| unknown| unheard",
        "tele/display2/LWT Offline| offline| unavailable",
        "tele/display2/LWT Offline;stat/display2/POWER ON| offline| unavailable",
        "tele/display2/LWT Online;stat/display2/POWER ON| idle|",
        "tele/display2/LWT Online;stat/display2/POWER OFF| standby|",
        "stat/display2/POWER OFF;tele/display2/LWT Online;stat/display2/POWER ON| idle|",
        "tele/display2/LWT Online;stat/display2/POWER on| unknown| unfamiliar",
        "tele/display2/LWT online;stat/display2/POWER ON| unknown| unfamiliar",
        "tele/display2/LWT Offline;tele/display2/LWT Online;stat/display2/POWER ON| idle|",
        "tele/display2/LWT Online;stat/display2/POWER ON;stat/display2/POWER| unknown| unheard",
        "tele/display2/LWT Online;stat/display3/POWER ON| unknown| unheard",
      })
  void a_tasmota_plug_is_as_its_topics_say(String messages, String state, @Nullable String cause) {
    heardAll(messages);
    assertReport(state, cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Time\":\"x\",\"ENERGY\":{\"Power\":3,\"Factor\":0.7}}| standby|",
        "{\"ENERGY\":{\"Power\":19.99}}| standby|",
        "{\"ENERGY\":{\"Power\":20}}| idle|",
        "{\"ENERGY\":{\"Power\":\"20\"}}| idle|",
        "{\"ENERGY\":{\"Power\":-1}}| unknown| unfamiliar",
        "{\"ENERGY\":{\"Power\":[20,21]}}| unknown| unfamiliar",
        "{\"ENERGY\":{\"power\":20}}| unknown| unfamiliar",
        "{\"ENERGY\":{\"Power\":20}| unknown| unfamiliar",
        "20| unknown| unfamiliar",
      })
  void a_member_of_a_payload_is_taken_by_its_bounds(
      String payload, String state, @Nullable String cause) {
    mapping(Mappings.POWER);
    heard("tele/display2/LWT", "Online");
    heard("tele/display2/SENSOR", payload);
    assertReport(state, cause);
  }

  @Test
  void blanks_and_line_ends_around_a_word_do_not_matter() {
    heard("tele/display2/LWT", "Online\n");
    heard("stat/display2/POWER", "  ON\r\n");
    assertReport("idle", null);
  }

  @Test
  void a_report_of_something_else_takes_nothing_back() {
    mapping(Mappings.POWER);
    heard("tele/display2/LWT", "Online");
    heard("tele/display2/SENSOR", "{\"ENERGY\":{\"Power\":25}}");
    heard("tele/display2/SENSOR", "{\"Switch1\":\"ON\"}");
    assertReport("idle", null);
  }

  @Test
  void a_device_counts_only_while_its_bridge_is_there_too() {
    mapping(Mappings.ZIGBEE);
    heard("zigbee2mqtt/plug/availability", "{\"state\":\"online\"}");
    heard("zigbee2mqtt/plug", "{\"state\":\"ON\",\"linkquality\":87}");
    assertReport("unknown", "unheard");
    heard("zigbee2mqtt/bridge/state", "{\"state\":\"online\"}");
    assertReport("idle", null);
    heard("zigbee2mqtt/bridge/state", "{\"state\":\"offline\"}");
    assertReport("offline", "unavailable");
  }

  @Test
  void silence_beyond_what_was_declared_is_unknown_and_until_then_it_is_not() {
    mapping(Mappings.POWER);
    retained("tele/display2/LWT", "Online");
    heard("tele/display2/SENSOR", "{\"ENERGY\":{\"Power\":25}}");
    assertEquals(DeviceState.IDLE, report(Duration.ofMinutes(15)).state());
    DeviceReport later = report(Duration.ofMinutes(16));
    assertEquals(DeviceState.UNKNOWN, later.state());
    assertEquals("silent", later.cause());
    assertTrue(hint(later).contains("tele/display2/SENSOR for 16 min"), hint(later));
  }

  @Test
  void without_a_declared_silence_a_state_holds_for_ever() {
    heard("tele/display2/LWT", "Online");
    heard("stat/display2/POWER", "ON");
    assertEquals(DeviceState.IDLE, report(Duration.ofDays(300)).state());
  }

  @Test
  void a_retained_word_counts_and_nobody_knows_how_old_it_is() {
    retained("tele/display2/LWT", "Online");
    retained("stat/display2/POWER", "ON");
    DeviceReport report = report(Duration.ofSeconds(3));
    assertEquals(DeviceState.IDLE, report.state());
    assertFalse(report.details().containsKey("age_s"), report.toString());
    heard("stat/display2/POWER", "OFF");
    assertEquals("3", report(Duration.ofSeconds(3)).details().get("age_s"));
  }

  @Test
  void firmware_is_shown_where_it_is_mapped_and_heard() {
    heard("tele/display2/LWT", "Online");
    heard("stat/display2/POWER", "ON");
    assertNull(report().firmware());
    heard("tele/display2/INFO1", "{\"Info1\":{\"Module\":\"Plug\",\"Version\":\"14.2.0\\n(x)\"}}");
    assertEquals("14.2.0?(x)", report().firmware());
  }

  @Test
  void a_hint_names_the_topic_what_was_found_and_the_remedy() {
    assertTrue(hint(report()).contains("nothing was heard on tele/display2/LWT"), hint(report()));
    assertTrue(hint(report()).contains("PowerRetain 1"), hint(report()));
    heard("tele/display2/LWT", "Online");
    heard("stat/display2/POWER", "\u0007" + "x".repeat(5_000));
    String hint = hint(report());
    assertTrue(hint.startsWith("mqtt://broker: stat/display2/POWER says '?xxx"), hint);
    assertTrue(hint.length() < 200, hint);
    state = state.after(new BrokerLine.Message("stat/display2/POWER", null, false, NOW));
    assertTrue(hint(report()).contains("longer than 65536 bytes"), hint(report()));
    byte[] shiftJis = {(byte) 0x93, (byte) 0x64};
    state = state.after(new BrokerLine.Message("stat/display2/POWER", shiftJis, false, NOW));
    assertTrue(hint(report()).contains("not UTF-8"), hint(report()));
  }

  private static String hint(DeviceReport report) {
    return String.valueOf(report.details().get(DeviceReport.HINT));
  }
}
