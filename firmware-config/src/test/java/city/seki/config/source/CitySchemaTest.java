package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardKey;
import com.networknt.schema.Error;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The schema, by which editors complete a city's file, and its reader say the same. */
class CitySchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = FileSchema.CITY.text();

  @Test
  void schema_and_reader_know_the_same_keys() {
    JsonNode definitions = JSON.readTree(TEXT).get("$defs");
    Set<String> blocks = new TreeSet<>();
    for (var definition : definitions.properties()) {
      if (definition.getValue().has("properties")) {
        blocks.add(definition.getKey());
      }
    }
    assertEquals(new TreeSet<>(Shape.ALL.stream().map(Shape::definition).toList()), blocks);
    for (Shape shape : Shape.ALL) {
      JsonNode block = definitions.get(shape.definition());
      assertEquals(
          new TreeSet<>(shape.keys()),
          new TreeSet<>(block.get("properties").propertyNames()),
          shape.name());
      Set<String> required = new TreeSet<>();
      block.path("required").forEach(key -> required.add(key.asString()));
      assertEquals(new TreeSet<>(shape.required()), required, shape.name());
      assertFalse(block.get("additionalProperties").asBoolean(), shape.name());
    }
  }

  @Test
  void every_block_and_key_is_described() {
    for (var definition : JSON.readTree(TEXT).get("$defs").properties()) {
      assertTrue(definition.getValue().has("description"), definition.getKey());
      for (var key : definition.getValue().path("properties").properties()) {
        assertTrue(key.getValue().has("description"), definition.getKey() + "." + key.getKey());
      }
    }
  }

  @Test
  void good_files_pass_the_schema() {
    assertEquals(List.of(), errors(CityFileTest.ALL_KEYS));
    assertEquals(List.of(), errors(ReferenceCity.yaml()));
    assertEquals(List.of(), errors(CityFile.write(ReferenceCity.scaled(20, 300))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "am_ends| am_end",
        "id: corner| id: 17",
        "id: corner| id: a b",
        "y: 9| y: -1",
        "y: 9| y: 10000",
        "grace_minutes: 20| grace_minutes: 1441",
        "grace_minutes: 20| grace_minutes: \"20\"",
        "days_ahead: 14| days_ahead: 367",
        "spacing: 2| spacing: 101",
        "days_before: 1, until: \"13:00\"| days_before: 1",
        "until: \"13:00\"| until: \"24:00\"",
        "days_before: 1| days_before: 367",
        "most_ahead: 5| most_ahead: 1000",
        "accessible: true| accessible: 1",
        "red: 17| red: 1",
        "red: 17| red: 28",
        "pcsc:| usb:",
        "0x24| 36",
        "spi:0.0| spi:0.3",
        "kiosk:door| door",
        "prefix: A| prefix: ABCDEFGHIJKLMNOPQ",
        "seats: 3, y| seats: 1000, y",
        "seats: 3, y| seats: 0, y",
        "09:00-12:00| 9:00-12:00",
        "slots: [am, pm]| slots: [am, am]",
        "slots: [am, pm]| slots: [noon]",
        "zones: [number, internet]| zones: []",
        "2026-12-28| 28.12.2026",
        "open_on_holidays: true| open_on_holidays: 1",
        "{ja: 会議室, en: Room}| {ja: 会議室}",
        "en: Matsumoto| en: \"\"",
        "pjlink://10.0.0.1| mqtt://10.0.0.1",
        "mqtts://10.0.0.2:8883| tcp://10.0.0.2:8883",
        "tele/plug/SENSOR| tele/+/SENSOR",
        "tele/plug/LWT| $SYS/LWT",
        "ENERGY.Power| $.ENERGY.Power",
        "idle, \"OFF\"| awake, \"OFF\"",
        "idle, \"OFF\"| unknown, \"OFF\"",
        ">=20.5| <20.5",
        ">=20.5| >=twenty",
        "silence_minutes: 15| silence_minutes: 0",
      })
  void schema_and_reader_refuse_the_same(String good, String bad) {
    assertTrue(CityFileTest.ALL_KEYS.contains(good), good);
    String yaml =
        CityFileTest.ALL_KEYS.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
    Readings.rejected(CityFile.read("test.yaml", yaml));
    assertFalse(errors(yaml).isEmpty(), yaml);
  }

  private static List<Error> errors(String yaml) {
    return Schemas.errors(FileSchema.CITY, yaml);
  }

  /** Files of the other kinds that their readers take. */
  @Test
  void good_files_of_every_kind_pass_their_schema() {
    UnitFile.Settings settings = UnitFileTest.settings();
    CardKey key = new CardKey("k2", new byte[32]).following(new CardKey("k1", new byte[32]));
    Map<FileSchema, String> good =
        Map.of(
            FileSchema.CITY,
            CityFileTest.ALL_KEYS,
            FileSchema.OFFICE,
            "id: a\nname: {ja: あ, en: A}\nhours: \"09:00-17:00\"\nrows: []\n",
            FileSchema.UNIT,
            "id: a\noffice: b\nreaders: [{name: \"kiosk:a\", device: \"pcsc:\"}]\n",
            FileSchema.MAPPING,
            "state: {topic: a, values: {\"ON\": idle}}\n",
            FileSchema.UNIT_SETTINGS,
            UnitFile.write(settings),
            FileSchema.UNIT_START,
            UnitFile.write(new UnitFile.Start(settings, key)),
            FileSchema.CLAIM,
            "est: [\"coaps://[::1]:5684\"]\ncode: ABCD\n",
            FileSchema.OIDC,
            "issuer: https://a.example/b\nclient_id: seki\neveryone: [staff]\n",
            FileSchema.NOTICES,
            "chat_hosts: [hooks.example.com]\nmail: {server: 'smtps://m.example.city:465',"
                + " from: seki@example.city, domains: [example.city]}\n");
    for (FileSchema schema : FileSchema.values()) {
      Schemas.requireValid(schema, Objects.requireNonNull(good.get(schema)), schema.word());
      for (FileSchema other : FileSchema.values()) {
        boolean fits = Schemas.errors(other, Objects.requireNonNull(good.get(schema))).isEmpty();
        assertEquals(schema == other, fits, schema + " by the schema of " + other);
      }
    }
  }

  @Test
  void a_schema_says_what_it_is_of() {
    for (FileSchema schema : FileSchema.values()) {
      JsonNode root = JSON.readTree(schema.text());
      assertEquals(
          "https://seki.city/schema/v1/" + schema.word() + ".schema.json",
          root.get("$id").asString());
      assertTrue(root.get("title").asString().contains(schema.about()), schema.word());
      assertEquals(schema, FileSchema.of(schema.word()).orElseThrow());
    }
  }
}
