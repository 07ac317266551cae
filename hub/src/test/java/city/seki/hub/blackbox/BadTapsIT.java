package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What fits no schema or no place is answered, counted, shown, and stops nothing. */
@ParameterizedClass
@EnumSource(Broker.class)
@Timeout(120)
record BadTapsIT(Broker broker) {
  private static final String NOT_JSON = "{\"v\":1,";

  @Test
  void every_bad_tap_is_answered_and_kept_and_a_good_one_after_it_is_decided(@TempDir Path folder)
      throws Exception {
    try (RunningCity city = new RunningCity(folder, broker == Broker.EXTERNAL)) {
      String card = city.cardOf(city.somebody());
      Instant now = Instant.now();
      List<String> bad =
          List.of(
              "",
              NOT_JSON,
              "[]",
              "\u0001\u0002",
              ForeignUnit.payload(1, "seat:A-01", card, "felica", now, "synced")
                  .replace("\"v\":1", "\"v\":2"),
              ForeignUnit.payload(2, "seat:A-01", card, "barcode", now, "synced"),
              ForeignUnit.payload(3, "seat:A-01", "011603005B1BD402", "felica", now, "synced"),
              ForeignUnit.payload(0, "seat:A-01", card, "felica", now, "synced"),
              ForeignUnit.payload(4, "seat:A-01", card, "felica", now, "synced")
                  .replace(now.toString(), "yesterday"),
              ForeignUnit.payload(5, "seat:A-01", card, "felica", now, "synced")
                  + " ".repeat(5_000));
      for (String payload : bad) {
        assertBadRequest(city.unit.ask("u1", payload), payload);
      }
      assertMisplaced(city, "nobody", "seat:A-01", "unknown unit");
      assertMisplaced(city, "u1", "seat:Z-99", "no reader");
      assertMisplaced(city, "u1", "kiosk:door", "no reader");
      JsonNode quarantine = city.web.get("/api/v1/quarantine");
      assertEquals(bad.size() + 3, quarantine.get("count").asInt(), quarantine::toString);
      assertFalse(city.hub.errors().toString().contains("Exception"), city.hub.errors()::toString);
      city.mqtt.publish("seki/1/unit/u1/tap", NOT_JSON, false);
      Await.until(
          "the bad tap without a response topic is counted",
          () -> city.web.get("/api/v1/quarantine").get("count").asInt() == bad.size() + 4);
      String elsewhere = ForeignUnit.payload(9, "seat:A-02", card, "felica", now, "synced");
      assertEquals(
          city.unit.ask("u1", "somewhere/else", elsewhere), city.unit.ask("u1", elsewhere));
      JsonNode good = city.unit.tap("u1", 10, "seat:A-01", city.cardOf(city.somebody()), now);
      assertEquals("granted", good.get("outcome").asString(), good::toString);
      city.end();
    }
  }

  private static void assertBadRequest(JsonNode said, String payload) {
    assertEquals("denied", said.get("outcome").asString(), payload);
    assertEquals("bad-request", said.get("reason").asString(), payload);
  }

  private static void assertMisplaced(
      RunningCity city, String unit, String reader, String complaint) throws Exception {
    long seq = city.unit.next(unit);
    String payload =
        ForeignUnit.payload(seq, reader, city.cardOf(2), "felica", Instant.now(), "synced");
    JsonNode said = city.unit.ask(unit, payload);
    assertBadRequest(said, payload);
    assertEquals(seq, said.get("seq").asLong());
    assertTrue(said.get("text").get("en").asString().contains(complaint), said::toString);
  }
}
