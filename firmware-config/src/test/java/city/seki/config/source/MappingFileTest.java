package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceMapping.Availability;
import city.seki.config.model.DeviceMapping.Source;
import city.seki.config.model.DeviceState;
import city.seki.config.model.MemberPath;
import city.seki.config.model.StateWords;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingFileTest {
  private static final String ALL_KEYS =
      """
      availability:
        - {topic: zigbee2mqtt/bridge/state, member: state}
        - topic: tele/plug/LWT
          online: Online
          offline: Offline
      state:
        topic: tele/plug/SENSOR
        member: ENERGY.Power
        silence_minutes: 15
        values:
          OFF: standby
          ">=0": standby
          ">=20.5": idle
      model: {topic: tele/plug/INFO1, member: /Info1/Module}
      firmware: {topic: tele/plug/INFO1, member: Info1.Version}
      """;

  private static DeviceMapping loaded(String yaml) {
    return Readings.loaded(MappingFile.read("test.yaml", yaml));
  }

  private static List<Problem> rejected(String yaml) {
    return Readings.rejected(MappingFile.read("test.yaml", yaml));
  }

  @Test
  void every_key_reaches_the_mapping() {
    assertEquals(
        new DeviceMapping(
            List.of(
                new Availability(
                    new Source("zigbee2mqtt/bridge/state", new MemberPath("state")),
                    "online",
                    "offline"),
                new Availability(new Source("tele/plug/LWT", null), "Online", "Offline")),
            new DeviceMapping.State(
                new Source("tele/plug/SENSOR", new MemberPath("ENERGY.Power")),
                new StateWords(
                    Map.of("OFF", DeviceState.STANDBY),
                    new TreeMap<>(
                        Map.of(
                            BigDecimal.ZERO,
                            DeviceState.STANDBY,
                            new BigDecimal("20.5"),
                            DeviceState.IDLE))),
                Duration.ofMinutes(15)),
            new Source("tele/plug/INFO1", new MemberPath("/Info1/Module")),
            new Source("tele/plug/INFO1", new MemberPath("Info1.Version"))),
        loaded(ALL_KEYS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state: {topic: stat/display2/POWER, values: {\"ON\": idle, \"OFF\": standby}}",
        "{availability: {topic: z/x/availability, member: state}, state: {topic: z/x, member:"
            + " /a~1b/0, values: {true: idle, 1: in-call, \" OFF \": standby}}}",
        "state: {topic: \"\\\"quoted\\\" 画面\", values: {\"日本\\\\\": fault, \">= -5\": degraded}}",
        "{availability: [], state: {topic: t, values: {on: idle}, silence_minutes: 2160}}"
      })
  void a_written_mapping_reads_to_the_same(String yaml) {
    DeviceMapping mapping = loaded(yaml);
    assertEquals(mapping, loaded(MappingFile.write(mapping)));
  }

  @Test
  void a_key_without_quotes_is_the_word_as_it_is_written() {
    DeviceMapping mapping =
        loaded("state: {topic: t, values: {ON: idle, true: standby, 1: in-call, 0.50: fault}}");
    assertEquals(
        List.of("ON", "true", "1", "0.50"), List.copyOf(mapping.state().values().words().keySet()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tele/plug/LWT| tele/+/LWT| 3:| is no topic of one device",
        "tele/plug/LWT| tele/#| 3:| without + and #",
        "tele/plug/LWT| $share/g/LWT| 3:| no $ first",
        "online: Online| online: Offline| 3:| are the same word 'Offline'",
        "online: Online| online: 1| 4:| put it in \"quotes\"",
        "online: Online| onlin: Online| 4:| unknown key 'onlin' in this availability (did you mean 'online'?)",
        "topic: tele/plug/LWT| {member: state}\\n  - topic: tele/plug/LWT| 3:| the key 'topic' of this availability is missing",
        "ENERGY.Power| $.ENERGY.Power| 8:| is no member of a JSON text",
        "ENERGY.Power| \"{{ value_json.ENERGY }}\"| 8:| there are no templates",
        "ENERGY.Power| value_json.Power| 8:| there are no templates",
        "ENERGY.Power| ENERGY[0]| 8:| is no member",
        "ENERGY.Power| ENERGY..Power| 8:| is no member",
        "ENERGY.Power| a.b.c.d.e.f.g.h.i| 8:| at most 8 steps",
        "/Info1/Module| /a~2| 14:| is no member",
        "silence_minutes: 15| silence_minutes: 15m| 9:| expected a whole number",
        "silence_minutes: 15| silence_minutes: 0| 9:| from 1 to 10080",
        "silence_minutes: 15| silence_minutes: 10081| 9:| from 1 to 10080",
        "OFF: standby| OFF: off| 11:| state 'off' is unknown",
        "OFF: standby| OFF: unknown| 11:| state 'unknown' is unknown",
        "OFF: standby| OFF: true| 11:| state 'true' is unknown; known: offline",
        "OFF: standby| \" \": standby| 11:| a key is 1 to 200 characters",
        "OFF: standby| [a]: standby| 11:| a key is 1 to 200 characters",
        ">=0| <20| 12:| write \">=20\"",
        ">=0| >=twenty| 12:| is no bound",
        ">=0| >=20.50| 13:| the value '>=20.5' is there twice",
        ">=0| OFF| 12:| the value 'OFF' is there twice",
        "state:\\n| mode:\\n| 1:| the key 'state' of this mapping is missing",
      })
  void a_problem_names_line_and_remedy(String good, String bad, String place, String message) {
    String from = good.replace("\\n", "\n");
    assertTrue(ALL_KEYS.contains(from), from);
    List<Problem> problems =
        rejected(
            ALL_KEYS.replaceFirst(
                Pattern.quote(from), Matcher.quoteReplacement(bad.replace("\\n", "\n"))));
    List<String> printed = problems.stream().map(Problem::toString).toList();
    assertTrue(
        printed.stream().anyMatch(p -> p.startsWith("test.yaml:" + place) && p.contains(message)),
        printed::toString);
  }

  @Test
  void all_problems_are_told_at_once_in_the_order_of_the_file() {
    String yaml =
        ALL_KEYS
            .replace("tele/plug/LWT", "tele/+/LWT")
            .replace("ENERGY.Power", "$.Power")
            .replace("OFF: standby", "OFF: off")
            .replace("Info1.Version", "Info1.");
    assertEquals(List.of(3, 8, 11, 15), rejected(yaml).stream().map(Problem::line).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "- a\n",
        "state: on",
        "state: {topic: t, values: {}}",
        "state: {topic: t, values: [ON, OFF]}",
        "{availability: [a, b, c, d, e], state: {topic: t, values: {on: idle}}}",
        "mapping: {state: {topic: t, values: {on: idle}}}"
      })
  void a_text_that_is_no_mapping_is_refused(String yaml) {
    assertFalse(rejected(yaml).isEmpty());
  }

  @Test
  void more_values_than_a_device_has_words_are_refused() {
    StringBuilder yaml = new StringBuilder("state: {topic: t, values: {a: idle");
    for (int i = 0; i < StateWords.MOST; i++) {
      yaml.append(", w").append(i).append(": idle");
    }
    assertTrue(rejected(yaml.append("}}").toString()).toString().contains("more than 64 values"));
  }

  @Test
  void any_damage_to_a_file_is_read_or_told() {
    long seed = 1883;
    Random random = new Random(seed);
    String alphabet = "{}[]:,-#&*!|>'\"%@`\n \t0aZ+$/~.=<波";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder yaml = new StringBuilder(ALL_KEYS);
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        yaml.setCharAt(
            random.nextInt(yaml.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      switch (MappingFile.read("test.yaml", yaml.toString())) {
        case Reading.Loaded(DeviceMapping mapping, var _) ->
            assertEquals(
                mapping, loaded(MappingFile.write(mapping)), () -> "seed " + seed + ": " + yaml);
        case Reading.Rejected(List<Problem> problems) ->
            assertFalse(problems.isEmpty(), () -> "seed " + seed + ": " + yaml);
      }
    }
  }
}
