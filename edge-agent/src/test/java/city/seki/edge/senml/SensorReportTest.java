package city.seki.edge.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.edge.card.Vectors;
import city.seki.edge.presence.Reading;
import city.seki.edge.senml.SensorReport.Said;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What records mean to a unit. */
class SensorReportTest {
  private static final Said PRESENT = now(new Reading.Presence(true));

  private static Said now(Reading reading) {
    return new Said(reading, Duration.ZERO);
  }

  private static SensorReport report(String pack) throws BadMessage {
    return SensorReport.of(SenmlPack.read(pack.getBytes(UTF_8), SenmlFormat.JSON));
  }

  private static SensorReport published(int pack) throws BadMessage {
    return report(Vectors.list("senml.json", "packs").get(pack).get("json").toString());
  }

  private static void assertComplaint(String start, String pack) {
    String complaint =
        String.valueOf(assertThrows(BadMessage.class, () -> report(pack), pack).getMessage());
    assertTrue(complaint.startsWith(start), complaint + " for " + pack);
  }

  @Test
  void a_battery_sensor_tells_presence_count_and_charge() throws BadMessage {
    SensorReport report = published(3);
    assertEquals(List.of(PRESENT, now(new Reading.Count(3))), report.readings());
    assertEquals(87, report.batteryPercent());
    assertEquals(1754000000.0, report.newest());
  }

  @Test
  void lwm2m_presence_is_presence_and_its_counter_is_no_count_of_people() throws BadMessage {
    assertEquals(List.of(PRESENT), published(4).readings());
    assertEquals(
        List.of(PRESENT), report("[{\"n\":\"urn:dev:x:3302/1/5500\",\"vb\":true}]").readings());
    assertEquals(
        List.of(now(new Reading.Count(4))),
        report("[{\"bn\":\"/3434/0/\",\"n\":\"1\",\"v\":4},{\"n\":\"3\",\"v\":900}]").readings());
  }

  @Test
  void motion_and_door_are_told() throws BadMessage {
    assertEquals(
        List.of(now(new Reading.Motion(false)), now(new Reading.Door(true))),
        report("[{\"n\":\"motion\",\"vb\":false},{\"n\":\"door\",\"vb\":true}]").readings());
  }

  @Test
  void air_is_told_where_all_three_parts_have_one_time() throws BadMessage {
    String parts =
        "{\"n\":\"co2\",\"u\":\"%s\",\"v\":%s},{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":21.5},"
            + "{\"n\":\"humidity\",\"u\":\"%%RH\",\"v\":40%s}";
    Said air = now(new Reading.Air(612, 21.5, 40));
    assertEquals(List.of(air), report("[" + parts.formatted("ppm", "612", "") + "]").readings());
    assertEquals(List.of(air), report("[" + parts.formatted("/", "612e-6", "") + "]").readings());
    assertComplaint("$: nothing here", "[" + parts.formatted("ppm", "612", ",\"t\":-1") + "]");
  }

  @Test
  void what_was_kept_while_the_net_was_away_comes_in_order_with_its_age() throws BadMessage {
    List<Said> expected =
        List.of(
            new Said(new Reading.Presence(false), Duration.ofMillis(90_500)),
            new Said(new Reading.Presence(true), Duration.ZERO));
    assertEquals(
        expected,
        report("[{\"bn\":\"presence\",\"vb\":true},{\"t\":-90.5,\"vb\":false}]").readings());
    assertEquals(
        expected,
        report("[{\"bn\":\"presence\",\"bt\":1754000000,\"vb\":true},{\"t\":-90.5,\"vb\":false}]")
            .readings());
  }

  @Test
  void a_head_count_stands_for_the_presence_of_its_moment_unless_they_differ() throws BadMessage {
    String both = "[{\"n\":\"presence\",\"vb\":%s},{\"n\":\"count\",\"v\":%s}]";
    assertEquals(List.of(new Reading.Count(3)), report(both.formatted("true", "3")).ofPeople());
    assertEquals(List.of(new Reading.Count(0)), report(both.formatted("false", "0")).ofPeople());
    assertEquals(
        List.of(new Reading.Presence(true)), report(both.formatted("true", "0")).ofPeople());
    assertEquals(
        List.of(new Reading.Presence(false)), report(both.formatted("false", "2")).ofPeople());
    assertEquals(
        List.of(new Reading.Count(2), new Reading.Presence(true)),
        report("[{\"n\":\"motion\",\"vb\":true},{\"n\":\"count\",\"t\":-9,\"v\":2}]").ofPeople());
    assertEquals(List.of(), report("[{\"n\":\"door\",\"vb\":true}]").ofPeople());
  }

  @Test
  void a_sensor_without_a_clock_has_no_newest_time() throws BadMessage {
    SensorReport report = report("[{\"n\":\"b\",\"u\":\"%EL\",\"v\":12.6}]");
    assertNull(report.newest());
    assertEquals(13, report.batteryPercent());
    assertEquals(List.of(), report.readings());
  }

  @Test
  void the_newest_charge_counts() throws BadMessage {
    assertEquals(
        50,
        report(
                "[{\"bn\":\"b\",\"bu\":\"%EL\",\"t\":-9,\"v\":60},{\"t\":-1,\"v\":50},{\"t\":-5,\"v\":55}]")
            .batteryPercent());
  }

  @Test
  void what_cannot_be_meant_is_refused_with_its_place() {
    assertComplaint("$: nothing here", "[{\"n\":\"voltage\",\"v\":1}]");
    assertComplaint("$[0].vb: expected true", "[{\"n\":\"presence\",\"v\":1}]");
    assertComplaint("$[0].v: expected a number", "[{\"n\":\"count\",\"vb\":true}]");
    assertComplaint("$[0].v: expected a whole", "[{\"n\":\"count\",\"v\":1.5}]");
    assertComplaint("$[0].v: expected a whole", "[{\"n\":\"count\",\"v\":-1}]");
    assertComplaint("$[0].v: expected 0 to 100 %EL", "[{\"n\":\"x\",\"u\":\"%EL\",\"v\":101}]");
    assertComplaint("$[0].v: expected 0 to 40000 ppm", "[{\"n\":\"co2\",\"v\":40001}]");
    assertComplaint("$[0].u: expected Cel", "[{\"n\":\"temperature\",\"u\":\"K\",\"v\":290}]");
    assertComplaint("$[0].t: expected a time", "[{\"n\":\"presence\",\"t\":5,\"vb\":true}]");
  }
}
