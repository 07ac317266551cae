package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Units that somebody else built, after contract.md alone. */
final class ForeignUnit {
  private static final String BOOT = "foreign.1";

  private final MosquittoClient mqtt;
  private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();

  ForeignUnit(MosquittoClient mqtt) {
    this.mqtt = mqtt;
  }

  /** The number that this unit's next tap has. */
  long next(String unit) {
    return sequences.computeIfAbsent(unit, u -> new AtomicLong()).incrementAndGet();
  }

  static String payload(
      long seq, String reader, @Nullable String card, String tech, Instant at, String clock) {
    String which = card == null ? "\"card\":null,\"refused\":\"random-id\"" : quoted(card);
    return """
        {"v":1,"boot":"%s","seq":%d,"reader":"%s",%s,"tech":"%s","at":"%s","mono_ms":%d,\
        "clock":"%s","provisional":null}"""
        .formatted(BOOT, seq, reader, which, tech, at, seq * 1_000, clock);
  }

  private static String quoted(String card) {
    return "\"card\":\"" + card + "\"";
  }

  JsonNode tap(String unit, String reader, @Nullable String card, Instant at)
      throws IOException, InterruptedException {
    return tap(unit, next(unit), reader, card, at);
  }

  JsonNode tap(String unit, long seq, String reader, @Nullable String card, Instant at)
      throws IOException, InterruptedException {
    JsonNode decision = ask(unit, payload(seq, reader, card, "felica", at, "synced"));
    assertEquals(BOOT, decision.get("boot").asString());
    assertEquals(seq, decision.get("seq").asLong());
    return decision;
  }

  /** Sends whatever it is to the unit's tap topic, and the answer, which fits its schema. */
  JsonNode ask(String unit, String payload) throws IOException, InterruptedException {
    return ask(unit, "seki/1/unit/" + unit + "/decision", payload);
  }

  JsonNode ask(String unit, String responseTopic, String payload)
      throws IOException, InterruptedException {
    String correlation = "c" + Math.floorMod(payload.hashCode(), 100_000);
    String answer =
        mqtt.request("seki/1/unit/" + unit + "/tap", responseTopic, correlation, payload);
    assertTrue(answer.startsWith(correlation + " "), () -> "not the correlation data: " + answer);
    return Schemas.valid("decision", answer.substring(correlation.length() + 1));
  }
}
