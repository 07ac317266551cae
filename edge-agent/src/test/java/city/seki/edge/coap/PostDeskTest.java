package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.presence.Reading;
import city.seki.edge.senml.SensorReport.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of posts, under virtual time. */
class PostDeskTest {
  private static final int JSON = 110;
  private static final byte[] KEY = new byte[16];

  private final HandPace pace = new HandPace();
  private final Map<String, Peer> known = new HashMap<>();
  private final List<SensorPost> told = new ArrayList<>();
  private final PostDesk desk = new PostDesk(pace, known::get, told::add);

  PostDeskTest() {
    known.put("room-1", Peer.of("room-1", KEY, "room:R1"));
    known.put("room-2", Peer.of("room-2", KEY, "room:R2"));
    known.put("label-1", Peer.of("label-1", KEY, null));
  }

  private static String presence(boolean present, String time) {
    return "[{\"n\":\"presence\",\"vb\":" + present + ",\"bt\":" + time + "}]";
  }

  private Verdict post(@Nullable String identity, String sensor, int format, String body) {
    return desk.post(identity, sensor, format, body.getBytes(UTF_8));
  }

  private Verdict post(String body) {
    return post("room-1", "room-1", JSON, body);
  }

  private static void assertRefused(Cause cause, Verdict verdict) {
    assertEquals(cause, assertInstanceOf(Verdict.Refused.class, verdict).cause());
  }

  @Test
  void what_is_accepted_is_told_with_sensor_place_readings_and_time() {
    assertEquals(new Verdict.Taken(), post(presence(true, "1754000000")));
    SensorPost post = told.getFirst();
    assertEquals("room-1", post.sensor());
    assertEquals("room:R1", post.place());
    assertEquals(pace.nanos(), post.arrivedNanos());
    assertEquals(
        List.of(new Said(new Reading.Presence(true), Duration.ZERO)), post.report().readings());
  }

  @Test
  void a_sensor_posts_for_itself_only_and_a_label_not_at_all() {
    String body = presence(true, "0");
    assertRefused(Cause.FORBIDDEN, post("room-1", "room-2", JSON, body));
    assertRefused(Cause.FORBIDDEN, post("room-1", "nobody", JSON, body));
    assertRefused(Cause.UNKNOWN_SENSOR, post("label-1", "label-1", JSON, body));
    assertRefused(Cause.UNKNOWN_SENSOR, post(null, "nobody", JSON, body));
    known.remove("room-1");
    assertRefused(Cause.UNKNOWN_SENSOR, post("room-1", "room-1", JSON, body));
    assertEquals(List.of(), told);
    assertEquals(new Verdict.Taken(), post(null, "room-2", JSON, body));
  }

  @Test
  void formats_other_than_packs_of_json_and_cbor_are_refused_streams_by_name() {
    for (int format : new int[] {-1, 0, 50, 60, 111, 113, 114, 310}) {
      assertRefused(Cause.FORMAT, post("room-1", "room-1", format, presence(true, "0")));
      pace.pause(Duration.ofSeconds(1));
    }
    Verdict stream = post("room-1", "room-1", 113, presence(true, "0"));
    String said = assertInstanceOf(Verdict.Refused.class, stream).diagnostic();
    assertTrue(said.contains("a stream (sensml) is not taken"), said);
    assertEquals(List.of(), told);
  }

  @Test
  void bad_senml_is_refused_with_its_place() {
    Verdict verdict = post("[{\"n\":\"presence\",\"vb\":1}]");
    assertRefused(Cause.BAD_SENML, verdict);
    String said = assertInstanceOf(Verdict.Refused.class, verdict).diagnostic();
    assertTrue(said.startsWith("$[0].vb: expected true or false"), said);
    assertRefused(Cause.BAD_SENML, post("[{\"n\":\"voltage\",\"v\":3}]"));
    assertEquals(List.of(), told);
  }

  @Test
  void a_body_of_more_than_4_kib_is_refused() {
    String padding = " ".repeat(PostDesk.LARGEST_BODY - presence(true, "0").length());
    assertEquals(new Verdict.Taken(), post(presence(true, "0") + padding));
    assertRefused(Cause.TOO_LARGE, post(presence(true, "0") + padding + " "));
  }

  @Test
  void a_post_that_is_repeated_is_answered_again_and_told_once() {
    assertEquals(new Verdict.Taken(), post(presence(true, "1754000000")));
    assertEquals(new Verdict.Repeated(), post(presence(true, "1754000000")));
    assertEquals(new Verdict.Repeated(), post(presence(false, "1753999700")));
    assertEquals(1, told.size());
    assertEquals(new Verdict.Taken(), post(presence(false, "1754000000.5")));
    assertEquals(2, told.size());
  }

  @Test
  void a_post_that_is_older_by_minutes_is_refused() {
    assertEquals(new Verdict.Taken(), post(presence(true, "1754000000")));
    assertRefused(Cause.OLDER, post(presence(false, "1753999699")));
    assertEquals(new Verdict.Taken(), post("room-2", "room-2", JSON, presence(true, "1753000000")));
  }

  @Test
  void a_clock_that_was_set_back_is_believed_after_an_hour() {
    assertEquals(new Verdict.Taken(), post(presence(true, "1754000000")));
    pace.pause(Duration.ofMinutes(59));
    assertRefused(Cause.OLDER, post(presence(true, "1700000000")));
    pace.pause(Duration.ofMinutes(2));
    assertEquals(new Verdict.Taken(), post(presence(true, "1700000000")));
  }

  @Test
  void relative_times_are_told_each_time() {
    assertEquals(new Verdict.Taken(), post(presence(true, "0")));
    assertEquals(new Verdict.Taken(), post(presence(true, "-5")));
    assertEquals(2, told.size());
  }

  @Test
  void ten_posts_at_once_and_then_one_a_second() {
    for (int i = 0; i < 10; i++) {
      assertEquals(new Verdict.Taken(), post(presence(true, "0")));
    }
    Verdict tooFast = post(presence(true, "0"));
    assertRefused(Cause.TOO_FAST, tooFast);
    assertEquals(1, assertInstanceOf(Verdict.Refused.class, tooFast).retrySeconds());
    assertEquals(new Verdict.Taken(), post("room-2", "room-2", JSON, presence(true, "0")));
    pace.pause(Duration.ofMillis(999));
    assertRefused(Cause.TOO_FAST, post(presence(true, "0")));
    pace.pause(Duration.ofMillis(1));
    assertEquals(new Verdict.Taken(), post(presence(true, "0")));
    pace.pause(Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      assertRefused(Cause.BAD_SENML, post("[]"));
    }
    assertRefused(Cause.TOO_FAST, post("[]"));
    assertEquals(12, told.size());
  }

  @Test
  void who_posts_for_others_wears_out_its_own_allowance() {
    for (int i = 0; i < 10; i++) {
      assertRefused(Cause.FORBIDDEN, post("room-2", "room-1", JSON, presence(true, "0")));
    }
    assertRefused(Cause.TOO_FAST, post("room-2", "room-1", JSON, presence(true, "0")));
    assertEquals(new Verdict.Taken(), post(presence(true, "0")));
  }

  @Test
  void of_many_sensors_the_one_unused_longest_is_forgotten() {
    for (int i = 0; i <= 1_024; i++) {
      String name = "s" + i;
      known.put(name, Peer.of(name, KEY, "room:R1"));
      assertEquals(new Verdict.Taken(), post(name, name, JSON, presence(true, "1754000000")));
    }
    assertEquals(new Verdict.Taken(), post("s0", "s0", JSON, presence(true, "1754000000")));
    assertEquals(new Verdict.Repeated(), post("s9", "s9", JSON, presence(true, "1754000000")));
  }
}
