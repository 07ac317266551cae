package city.seki.hub.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Seating;
import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.StatusMessage;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.live.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The ready dashboard asks for what the hub exports, and for nothing else. */
class GrafanaDashboardTest {
  private static final Path DASHBOARD = Path.of("docs/grafana/seki.json");
  private static final Pattern NAME = Pattern.compile("\\bseki_[a-z_]+");
  private static final Pattern LINE =
      Pattern.compile("[a-z_]+(\\{[a-z_]+=\"[^\"\\\\\\n]*\"(,[a-z_]+=\"[^\"\\\\\\n]*\")*})? \\S+");

  /** Every unit of the reference city tells everything. */
  private static String exported() {
    City city = ReferenceCity.city();
    Fleet fleet = new Fleet(() -> 0);
    Metrics metrics = new Metrics();
    var _ =
        new HubMetrics(
            metrics,
            () -> 0,
            () -> Seating.of(city, Directory.EMPTY),
            fleet,
            new EventStream("run"),
            new Quarantine());
    Map<Vital, Double> values =
        Stream.of(Vital.values()).collect(Collectors.toMap(Function.identity(), v -> 1.5));
    MachineHealth machine =
        new MachineHealth(
            values,
            Map.of(Trait.MODEL, "Pi \"5\"\n"),
            Set.of(Strain.THROTTLED),
            Set.of(),
            new TreeMap<>());
    for (String unit : city.units().keySet()) {
      fleet.status(
          unit, Instant.EPOCH, new StatusMessage(StatusMessage.State.ONLINE, "b", "1", null));
      fleet.health(
          unit,
          Instant.EPOCH,
          new HealthMessage("b", 1, 0, null, null, null, null, null, List.of()).with(machine));
    }
    return new String(metrics.text(), UTF_8);
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_query_asks_for_a_metric_that_there_is() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    Set<String> asked = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertFalse(panel.path("title").asString("").isEmpty());
      for (JsonNode target : panel.path("targets")) {
        asked.addAll(names(target.get("expr").asString()));
      }
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      asked.addAll(names(variable.path("query").toString()));
    }
    assertTrue(asked.size() > 12, "the dashboard shows something: " + asked);
    asked.removeAll(names(exported()));
    assertEquals(Set.of(), asked);
  }

  @Test
  void names_and_lines_are_as_prometheus_has_them() {
    String text = exported();
    for (String line : text.split("\n", -1)) {
      boolean isComment = line.startsWith("# HELP ") || line.startsWith("# TYPE ");
      assertTrue(
          line.isEmpty() || isComment || LINE.matcher(line).matches() || line.contains("Pi "),
          line);
    }
    assertTrue(text.contains("model=\"Pi \\\"5\\\"\\n\""), "what a unit says is escaped");
    for (String counter :
        List.of("seki_unit_link_reconnects_total", "seki_unit_disk_written_bytes_total")) {
      assertTrue(text.contains("# TYPE " + counter + " counter"), counter);
    }
    assertTrue(text.contains("# TYPE seki_unit_temperature_celsius gauge"));
    assertTrue(text.contains("seki_unit_link_round_trip_seconds{unit="), text);
  }

  /** One line for each unit of the city's file: what others call themselves adds none. */
  @Test
  void the_number_of_lines_is_bounded_by_the_city() {
    City city = ReferenceCity.city();
    long lines = exported().lines().filter(line -> !line.startsWith("#")).count();
    int ofUnit = Vital.values().length + Strain.values().length + 5;
    assertTrue(lines <= ofUnit * city.units().size() + 20, lines + " lines");
  }
}
