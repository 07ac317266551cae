package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault;
import org.junit.jupiter.api.Test;

class SensorLinesTest {
  private final SensorLines lines = new SensorLines("ld2410:/dev/ttyS1@256000");

  private String reading(Reading reading) {
    return lines.line(new SensorEvent.Read(reading));
  }

  @Test
  void ready_names_the_sensor() {
    assertEquals(
        "{\"event\":\"ready\",\"sensor\":\"ld2410:/dev/ttyS1@256000\"}",
        lines.line(new SensorEvent.Ready()));
  }

  @Test
  void a_radar_is_told_as_the_contract_has_it() {
    assertEquals(
        "{\"event\":\"reading\",\"presence\":\"still\",\"moving_cm\":81,\"moving_energy\":0,"
            + "\"still_cm\":0,\"still_energy\":59}",
        reading(new Radar(Target.STILL, 81, 0, 0, 59)));
  }

  @Test
  void air_is_told_to_a_tenth() {
    assertEquals(
        "{\"event\":\"reading\",\"co2_ppm\":500,\"temperature_c\":25.0,\"humidity_percent\":37.0}",
        reading(new Reading.Air(500, 25.0027, 37.0016)));
    assertEquals(
        "{\"event\":\"reading\",\"co2_ppm\":500,\"temperature_c\":-0.1,\"humidity_percent\":99.9}",
        reading(new Reading.Air(500, -0.149, 99.94)));
  }

  @Test
  void what_is_one_level_is_told_in_one_word() {
    assertEquals("{\"event\":\"reading\",\"motion\":true}", reading(new Reading.Motion(true)));
    assertEquals("{\"event\":\"reading\",\"door\":\"open\"}", reading(new Reading.Door(true)));
    assertEquals("{\"event\":\"reading\",\"door\":\"closed\"}", reading(new Reading.Door(false)));
    assertEquals("{\"event\":\"reading\",\"pressed\":true}", reading(new Reading.Pad(true)));
  }

  @Test
  void what_is_thrown_away_and_what_is_wrong_have_their_cause() {
    assertEquals(
        "{\"event\":\"discarded\",\"cause\":\"checksum\"}",
        lines.line(new SensorEvent.Discarded(Sensed.Discarded.Cause.CHECKSUM)));
    assertEquals(
        "{\"event\":\"fault\",\"cause\":\"timeout\"}",
        lines.line(new SensorEvent.Fault(SensorFault.Cause.TIMEOUT, "no report")));
  }
}
