package city.seki.edge.av.pjlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.card.Pace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver at peers that are no projector, or speak as none should. */
@Timeout(60)
class ForeignPeersTest {
  private static DeviceReport look(TcpPeer.Manner manner) throws Exception {
    try (TcpPeer peer = new TcpPeer(manner);
        PjlinkNotices notices = new PjlinkNotices(0)) {
      var spec = (DeviceSpec.Pjlink) DeviceSpec.parse("pjlink://127.0.0.1:" + peer.port());
      return new PjlinkDevice(spec, null, notices, Pace.real()).look();
    }
  }

  private static DeviceReport answering(String... answers) throws Exception {
    Map<String, String> map =
        new java.util.HashMap<>(Map.of("%1POWR", "%1POWR=0\r", "%1ERST", "%1ERST=000000\r"));
    for (int i = 0; i < answers.length; i += 2) {
      map.put(answers[i], answers[i + 1]);
    }
    return look(TcpPeer.answering("PJLINK 0\r", map));
  }

  private static void assertGarbage(DeviceReport report) {
    assertEquals(DeviceState.UNKNOWN, report.state(), report.toString());
    assertEquals("garbage", report.cause());
  }

  @Test
  void a_minimal_device_is_enough() throws Exception {
    DeviceReport report = answering();
    assertEquals(DeviceState.STANDBY, report.state());
    assertEquals(null, report.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PJLINK XXX\r",
        "PJLINK 2\r",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "\u0001\u0002\r"
      })
  void another_greeting_is_garbage(String greeting) throws Exception {
    assertGarbage(look(TcpPeer.answering(greeting, Map.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#1POWR=1\r",
        "%1POWR/1\r",
        "%1POWR=A\r",
        "%1POWR=\r",
        "%3POWR=1\r",
        "PJLINK 0\r",
        "OK\r"
      })
  void another_answer_is_garbage(String reply) throws Exception {
    assertGarbage(answering("%1POWR", reply));
  }

  @Test
  void levels_and_mutes_that_do_not_exist_are_garbage() throws Exception {
    assertGarbage(answering("%1ERST", "%1ERST=003000\r"));
    assertGarbage(
        answering("%1POWR", "%1POWR=1\r", "%1INPT", "%1INPT=31\r", "%1AVMT", "%1AVMT=41\r"));
  }

  @Test
  void a_line_of_136_bytes_is_taken_and_a_longer_one_is_not() throws Exception {
    String name = "x".repeat(136 - "%1NAME=\r".length());
    assertEquals(name, answering("%1NAME", "%1NAME=" + name + "\r").name());
    assertGarbage(answering("%1NAME", "%1NAME=" + name + "x\r"));
    assertGarbage(look((_, out) -> out.write("x".repeat(1_000_000).getBytes(UTF_8))));
    assertGarbage(look((_, out) -> out.write(new byte[1_000_000])));
    assertGarbage(
        look(
            (_, out) -> {
              while (true) {
                out.write('x');
              }
            }));
  }

  @Test
  void lamps_without_a_meaning_are_left_out() throws Exception {
    DeviceReport report = answering("%1LAMP", "%1LAMP=\r");
    assertEquals(DeviceState.STANDBY, report.state());
    assertTrue(!report.details().containsKey("lamp_hours"), report.toString());
  }

  @Test
  void endless_link_up_notices_are_garbage() throws Exception {
    assertGarbage(answering("%1POWR", "%2LKUP=00:11:22:AA:BB:CC\r".repeat(100)));
  }

  @Test
  void a_device_that_falls_silent_at_a_lesser_question_is_told_by_what_it_said() throws Exception {
    DeviceReport report = answering("%1INF1", "");
    assertEquals(DeviceState.STANDBY, report.state());
    assertTrue(report.details().containsKey("incomplete"), report.toString());
  }

  @Test
  void a_wrong_password_may_be_told_in_small_letters() throws Exception {
    DeviceReport report = answering("%1POWR", "pjlink erra\r");
    assertEquals("password", report.cause());
  }

  @Test
  void names_keep_their_letters_and_lose_control_characters() throws Exception {
    assertEquals("会議室", answering("%1NAME", "%1NAME=会議室\r").name());
    assertEquals("a\uFFFD[31mb", answering("%1NAME", "%1NAME=a\u001b[31mb\r").name());
  }

  @Test
  void a_name_without_an_address_is_unreachable() throws Exception {
    var spec = (DeviceSpec.Pjlink) DeviceSpec.parse("pjlink://no-such-host.invalid");
    try (PjlinkNotices notices = new PjlinkNotices(0)) {
      DeviceReport report = new PjlinkDevice(spec, null, notices, Pace.real()).look();
      assertEquals(DeviceState.OFFLINE, report.state());
      assertEquals("unreachable", report.cause());
    }
  }
}
