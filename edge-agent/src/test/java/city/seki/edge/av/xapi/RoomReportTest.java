package city.seki.edge.av.xapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status means for those who look after the room. */
class RoomReportTest {
  private static final String MESSAGES = "<Diagnostics item=\"1\"/>";
  private static final String STANDBY = "<State item=\"1\">Standby</State>";

  private static DeviceReport report(String... replacements) {
    return RoomReport.of(Documents.read(Documents.idle(replacements)));
  }

  private static String complaint(String level, String type) {
    String message = "<Level>%s</Level><Type>%s</Type>".formatted(level, type);
    return "<Diagnostics><Message item=\"1\">" + message + "</Message></Diagnostics>";
  }

  @Test
  void a_sleeping_room_is_in_standby_and_says_what_it_is() {
    DeviceReport report = report();
    assertEquals(DeviceState.STANDBY, report.state());
    assertNull(report.cause());
    assertEquals("xapi", report.source());
    assertEquals("ce11.28.1.5.0000000000", report.firmware());
    assertEquals("Cisco Room Kit", report.name());
    assertEquals(0, report.people());
    assertEquals(List.of(), report.missing());
    assertEquals(List.of(), report.problems());
    assertEquals("Standby", report.details().get("Standby/State"));
    assertEquals("No", report.details().get("RoomAnalytics/PeoplePresence"));
  }

  @ParameterizedTest
  @CsvSource({
    "Off, IDLE",
    "Halfwake, STANDBY",
    "EnteringStandby, STANDBY",
    "Standby, STANDBY",
    "SomethingNew, UNKNOWN"
  })
  void the_word_of_standby_is_the_state(String word, DeviceState state) {
    DeviceReport report = report(STANDBY, "<State item=\"1\">" + word + "</State>");
    assertEquals(state, report.state());
    assertEquals(state == DeviceState.UNKNOWN ? "unfamiliar" : null, report.cause());
  }

  @ParameterizedTest
  @CsvSource({"NumberOfActiveCalls", "NumberOfInProgressCalls", "NumberOfSuspendedCalls"})
  void a_call_that_is_up_on_hold_or_being_set_up_is_a_call(String count) {
    assertEquals(
        DeviceState.IN_CALL, report(count + " item=\"1\">0", count + " item=\"1\">1").state());
  }

  @ParameterizedTest
  @CsvSource({
    "Connected, IN_CALL",
    "OnHold, IN_CALL",
    "Dialling, IN_CALL",
    "Disconnecting, STANDBY"
  })
  void the_list_of_calls_tells_one_too(String word, DeviceState state) {
    String call = "<Call item=\"24\" maxOccurrence=\"n\"><Status>" + word + "</Status></Call>";
    assertEquals(state, report(MESSAGES, call).state());
  }

  @Test
  void a_feedback_document_tells_a_call_and_who_it_is() throws Exception {
    DeviceReport report = RoomReport.of(XapiXml.read(Documents.vector("feedback_call.xml")));
    assertEquals(DeviceState.IN_CALL, report.state());
    assertEquals("room301", report.name());
    assertEquals("ce11.28.1.5.0000000000", report.firmware());
  }

  @ParameterizedTest
  @CsvSource({"LocalOnly, PRESENTING", "LocalRemote, PRESENTING", "Off, STANDBY"})
  void a_screen_shown_without_a_call_is_presenting(String mode, DeviceState state) {
    String conference =
        "<Conference><Presentation><LocalInstance item=\"1\"><SendingMode>"
            + mode
            + "</SendingMode></LocalInstance></Presentation></Conference>";
    assertEquals(state, report(MESSAGES, conference).state());
  }

  @Test
  void a_device_that_just_started_or_says_so_is_booting() {
    assertEquals(DeviceState.BOOTING, report("29038", "59").state());
    assertEquals(DeviceState.STANDBY, report("29038", "60").state());
    assertEquals(
        DeviceState.BOOTING,
        report(
                "<Uptime",
                "<State><System>Initializing</System></State><Uptime",
                "<State item=\"1\"><NumberOfActiveCalls item=\"1\">0</NumberOfActiveCalls>",
                "<X>",
                "<NumberOfSuspendedCalls item=\"1\">0</NumberOfSuspendedCalls></State>",
                "</X>")
            .state());
  }

  @ParameterizedTest
  @CsvSource({
    "Downloading, UPDATING",
    "Installing, UPDATING",
    "InProgress, UPDATING",
    "None, STANDBY",
    "Succeeded, STANDBY",
    "Failed, STANDBY"
  })
  void an_upgrade_that_runs_is_told(String word, DeviceState state) {
    String upgrade =
        "<Provisioning><Software><UpgradeStatus><Status>"
            + word
            + "</Status></UpgradeStatus></Software></Provisioning>";
    assertEquals(state, report(MESSAGES, upgrade).state());
  }

  @Test
  void only_a_critical_message_is_a_fault_and_a_warning_is_none_at_all() {
    DeviceReport critical = report(MESSAGES, complaint("Critical", "SystemTemperature"));
    assertEquals(DeviceState.FAULT, critical.state());
    assertEquals(List.of("system-temperature"), critical.problems());
    DeviceReport error = report(MESSAGES, complaint("Error", "SIPProfileRegistration"));
    assertEquals(DeviceState.DEGRADED, error.state());
    assertEquals(List.of("sip-profile-registration"), error.problems());
    DeviceReport warning = report(MESSAGES, complaint("Warning", "NoTouchPanel"));
    assertEquals(DeviceState.STANDBY, warning.state());
    assertEquals(List.of(), warning.problems());
    assertEquals(List.of("error"), report(MESSAGES, complaint("Error", "")).problems());
  }

  @ParameterizedTest
  @CsvSource({
    "TouchPanel, touch-panel",
    "Camera, camera",
    "AudioMicrophone, microphone",
    "RoomSensor, room-sensor",
    "'', peripheral"
  })
  void a_peripheral_that_was_lost_is_missing(String type, String word) {
    DeviceReport report =
        report(">Connected<", ">LostConnection<", ">TouchPanel<", ">" + type + "<");
    assertEquals(List.of(word), report.missing());
    assertEquals(DeviceState.DEGRADED, report.state());
  }

  @Test
  void in_a_call_what_is_missing_is_told_beside_it() {
    DeviceReport report =
        report(
            ">Connected<", ">LostConnection<",
            "NumberOfActiveCalls item=\"1\">0", "NumberOfActiveCalls item=\"1\">1");
    assertEquals(DeviceState.IN_CALL, report.state());
    assertEquals(List.of("touch-panel"), report.missing());
  }

  @ParameterizedTest
  @CsvSource({"-1", "''", "many", "99999999999"})
  void people_that_are_not_counted_are_no_number(String count) {
    assertNull(report("<Current item=\"1\">0", "<Current item=\"1\">" + count).people());
  }

  @Test
  void people_are_counted_where_they_are() {
    assertEquals(5, report("<Current item=\"1\">0", "<Current item=\"1\">5").people());
  }

  @Test
  void a_status_of_nothing_is_garbage() {
    DeviceReport report = RoomReport.of(Documents.read("<Status><Audio/></Status>"));
    assertEquals(DeviceState.UNKNOWN, report.state());
    assertEquals("garbage", report.cause());
  }

  @Test
  void what_a_device_says_is_cut_to_a_length_that_fits() {
    DeviceReport report =
        report(
            "Cisco Room Kit",
            "x".repeat(100_000),
            "TouchPanel",
            "y".repeat(999),
            ">Connected<",
            ">LostConnection<");
    assertEquals(128, String.valueOf(report.name()).length());
    assertTrue(report.missing().getFirst().length() <= 40);
  }
}
