package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema files and the codecs are one truth, told twice: what one takes, the other takes. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final int MUTATIONS = 6_000;

  /** What other software, or no software, might put where a value belongs; JSON text. */
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "42.0",
          "1.5",
          "1e2",
          "-0",
          "9007199254740991",
          "9007199254740992",
          "-9007199254740992",
          "9223372036854775808",
          "\"\"",
          "\"random-id\"",
          "\"seat:A-03\"",
          "\"kiosk:\"",
          "\"seat:+/#\"",
          "\"A-03\"",
          "\"A-03\\n\"",
          "\"off\"",
          "\"Green\"",
          "\"k1:short\"",
          "\"" + Samples.CARD + "\"",
          "\"" + Samples.CARD + "\\n\"",
          "\"felica\"",
          "\"2026-11-21T08:31:05Z\"",
          "\"2026-11-21T08:31:05.1234567890+09:00\"",
          "\"2026-11-21T08:31:05.123456789-18:00\"",
          "\"2026-11-21T08:31:05+18:01\"",
          "\"2026-11-21T08:31+09:00\"",
          "\"2026-02-29T08:31:05+09:00\"",
          "\"2028-02-29T08:31:05+09:00\"",
          "\"2026-11-21t08:31:05z\"",
          "\"2026-11-21T23:59:60Z\"",
          "\"2026-11-21T08:31:05\"",
          "\"2026-11-21 08:31:05Z\"",
          "[]",
          "[{}]",
          "[{\"reader\":\"seat:A-03\"}]",
          "[{\"reader\":\"seat:A-03\",\"fault\":7}]",
          "[1]",
          "{}",
          "{\"ja\":\"席\",\"en\":\"seat\"}",
          "{\"ja\":null,\"en\":\"seat\"}");

  /**
   * What the hub signs is not judged by a schema: it contradicts itself in ways that no schema can
   * tell, and who can make one up can make up any.
   */
  private static Map<String, Object> unsigned() {
    Map<String, Object> samples = Samples.all();
    samples.keySet().removeAll(Set.of("snapshot", "people", "desired", "desired.software"));
    return samples;
  }

  private static Schema schema(String name) throws IOException {
    String resource = "/schema/v1/" + name + ".schema.json";
    try (InputStream in = SchemaTest.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource + " is missing");
      return SCHEMAS.getSchema(new String(in.readAllBytes(), UTF_8));
    }
  }

  private static boolean fits(Schema schema, byte[] json) {
    return schema
        .validate(
            JSON.readTree(json),
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .isEmpty();
  }

  private static @Nullable String complaint(Samples.Codec codec, byte[] json) {
    try {
      codec.parse(json);
      return null;
    } catch (BadMessage e) {
      return e.getMessage();
    }
  }

  @Test
  void codec_and_schema_take_and_refuse_the_same_messages() throws IOException {
    int taken = 0;
    for (Map.Entry<String, Object> sample : unsigned().entrySet()) {
      String name = Samples.schemaOf(sample.getKey());
      Schema schema = schema(name);
      Samples.Codec codec = Objects.requireNonNull(Samples.CODECS.get(name));
      byte[] whole = codec.write(sample.getValue());
      assertTrue(fits(schema, whole), sample.getKey());
      for (int seed = 0; seed < MUTATIONS / unsigned().size(); seed++) {
        byte[] mutated = mutated(whole, new Random(seed));
        @Nullable String complaint = complaint(codec, mutated);
        taken += complaint == null ? 1 : 0;
        if (fits(schema, mutated) != (complaint == null)) {
          fail(
              "%s, seed %d: the codec says %s, the schema otherwise: %s"
                  .formatted(sample.getKey(), seed, complaint, new String(mutated, UTF_8)));
        }
      }
    }
    assertTrue(taken > MUTATIONS / 20, "hardly any message is taken: only " + taken);
    assertTrue(taken < MUTATIONS * 19 / 20, "hardly any message is refused");
  }

  @Test
  void every_odd_value_in_every_field_is_judged_alike() throws IOException {
    for (Map.Entry<String, Object> sample : unsigned().entrySet()) {
      String name = Samples.schemaOf(sample.getKey());
      Schema schema = schema(name);
      Samples.Codec codec = Objects.requireNonNull(Samples.CODECS.get(name));
      byte[] whole = codec.write(sample.getValue());
      for (String field : names((ObjectNode) JSON.readTree(whole))) {
        for (String odd : ODD) {
          ObjectNode message = (ObjectNode) JSON.readTree(whole);
          message.set(field, JSON.readTree(odd));
          byte[] mutated = JSON.writeValueAsBytes(message);
          @Nullable String complaint = complaint(codec, mutated);
          assertEquals(
              complaint == null,
              fits(schema, mutated),
              "%s with %s %s: the codec says %s".formatted(name, field, odd, complaint));
        }
      }
    }
  }

  @Test
  void what_the_hub_signs_fits_its_schema() throws IOException {
    assertTrue(fits(schema("snapshot"), HubSamples.snapshot().toJson()));
    assertTrue(fits(schema("people"), HubSamples.people().toJson()));
    assertTrue(fits(schema("desired"), HubSamples.desired().toJson()));
    assertTrue(fits(schema("desired"), HubSamples.desiredSoftware().toJson()));
    String later = new String(HubSamples.snapshot().toJson(), UTF_8).replace("\"claim\"", "\"c\"");
    assertTrue(fits(schema("snapshot"), later.getBytes(UTF_8)));
    String other = later.replace("\"version\":", "\"version\":-");
    assertTrue(!fits(schema("snapshot"), other.getBytes(UTF_8)));
  }

  @Test
  void every_field_of_every_schema_is_described() throws IOException {
    for (String name :
        List.of(
            "tap",
            "decision",
            "status",
            "health",
            "presence",
            "device",
            "snapshot",
            "people",
            "desired",
            "reported",
            "piece-want",
            "bundle-step",
            "command-light",
            "command",
            "command-result",
            "office-seat",
            "office-room",
            "office-kit",
            "office-summary",
            "stats-daily")) {
      JsonNode schema = schema(name).getSchemaNode();
      assertEquals(
          "https://json-schema.org/draft/2020-12/schema", schema.get("$schema").asString());
      described(name, schema);
    }
  }

  @Test
  void the_published_seat_and_summary_have_a_schema() throws IOException {
    String seat =
        """
        {"v":1,"office":"honcho","seat":"A-03","zone":"number","state":"claimed",
         "since":"2026-11-21T08:31:05.123+09:00","until":null,"source":"tap","confidence":1.0,
         "at":"2026-11-21T08:31:05.123+09:00"}
        """;
    assertTrue(fits(schema("office-seat"), seat.getBytes(UTF_8)));
    assertTrue(!fits(schema("office-seat"), seat.replace("claimed", "empty").getBytes(UTF_8)));
    String summary =
        """
        {"v":1,"office":"honcho","seats":4,"free":1,"claimed":1,"reserved":1,"unknown":1,
         "out_of_service":0,"unclaimed_use":0,"at":"2026-11-21T08:31:05.123+09:00"}
        """;
    assertTrue(fits(schema("office-summary"), summary.getBytes(UTF_8)));
    assertTrue(!fits(schema("office-summary"), summary.replace("4", "-4").getBytes(UTF_8)));
  }

  @Test
  void the_figures_of_a_day_have_a_schema() throws IOException {
    String day =
        """
        {"v":1,"date":"2026-11-20","person_days":3,"visits":5,"minutes":930,
         "offices":[{"office":"honcho","person_days":3,"visits":5,"minutes":930}]}
        """;
    assertTrue(fits(schema("stats-daily"), day.getBytes(UTF_8)));
    assertTrue(!fits(schema("stats-daily"), day.replace("-11-20", "-13-20").getBytes(UTF_8)));
    assertTrue(!fits(schema("stats-daily"), day.replace("930", "-1").getBytes(UTF_8)));
  }

  private static void described(String place, JsonNode schema) {
    assertTrue(schema.path("description").asString("").length() > 3, place + " has no description");
    JsonNode fields = schema.path("properties");
    if (schema.has("type")) {
      for (String field : fields.propertyNames()) {
        described(place + "." + field, fields.get(field));
      }
    }
    if (schema.has("items")) {
      described(place + "[]", schema.get("items"));
    }
  }

  private static byte[] mutated(byte[] json, Random random) {
    ObjectNode message = (ObjectNode) JSON.readTree(json);
    int times = 1 + random.nextInt(2);
    for (int i = 0; i < times; i++) {
      List<String> names = names(message);
      String field = names.get(random.nextInt(names.size()));
      JsonNode odd = JSON.readTree(ODD.get(random.nextInt(ODD.size())));
      switch (random.nextInt(6)) {
        case 0 -> message.remove(field);
        case 1, 2 -> message.set(field, odd);
        case 3 -> message.set("later", odd);
        case 4 -> {
          if (message.get(field) instanceof ObjectNode inner && !inner.isEmpty()) {
            inner.set(names(inner).get(random.nextInt(inner.size())), odd);
          }
        }
        default -> {
          if (message.get(field).isString()) {
            message.put(field, scratched(message.get(field).asString(), random));
          }
        }
      }
      if (message.isEmpty()) {
        message.putNull("v");
      }
    }
    return JSON.writeValueAsBytes(message);
  }

  private static List<String> names(ObjectNode message) {
    return new ArrayList<>(message.propertyNames());
  }

  /** One character less, more, or other. */
  private static String scratched(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    String sign =
        List.of("0", "9", "Z", "z", "-", ":", "+", "/", " ", "é", "\n").get(random.nextInt(11));
    int skip = at < text.length() && random.nextBoolean() ? 1 : 0;
    return text.substring(0, at) + (random.nextInt(3) == 0 ? "" : sign) + text.substring(at + skip);
  }
}
