package city.seki.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code provisioning/docs/security.md}: which provision of ETSI EN 303 645 and of JC-STAR is met,
 * and what shows it. A row may say no; it may not be missing, and a test that it names may not.
 */
class SecurityTableTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("firmware-config", "provisioning", "edge-agent", "hub");

  /** Table B.1 of ETSI EN 303 645 V3.1.3: clause, and the provisions that it has. */
  private static final Map<String, String> PROVISIONS =
      Map.ofEntries(
          Map.entry("5.0", "1"),
          Map.entry("5.1", "1 2 2A 3 4 5"),
          Map.entry("5.2", "1 2 3"),
          Map.entry("5.3", "1 2 3 4A 4B 5 6A 6B 7 8 9 10 11 12 13 14 15A 15B 16"),
          Map.entry("5.4", "1 2 3 4"),
          Map.entry("5.5", "1 2 3 4 5 6 7 8"),
          Map.entry("5.6", "1 2 3 4A 4B 5 6 7 8 9"),
          Map.entry("5.7", "1 2"),
          Map.entry("5.8", "1 2 3"),
          Map.entry("5.9", "1 2 3"),
          Map.entry("5.10", "1"),
          Map.entry("5.11", "1 2 3 4"),
          Map.entry("5.12", "1 2 3"),
          Map.entry("5.13", "1A 1B"),
          Map.entry("6", "1 2 3A 3B 4 5 6 7 8"));

  private static final int JC_STAR_ITEMS = 16;
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| ((?:[56]|S1\\.1)[.0-9]*-\\d+[AB]?) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|$",
          Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

  private record Row(String provision, String met, String how, List<String> tests) {}

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    Matcher row = ROW.matcher(read("provisioning/docs/security.md"));
    while (row.find()) {
      List<String> tests =
          TEST.matcher(row.group(5)).results().map(test -> test.group().replace("`", "")).toList();
      rows.add(new Row(row.group(1), row.group(3), row.group(4), tests));
    }
    return rows;
  }

  @Test
  void every_provision_has_one_row_with_a_test_or_a_reason() throws IOException {
    List<String> expected = new ArrayList<>();
    PROVISIONS.forEach(
        (clause, numbers) -> {
          for (String number : List.of(numbers.split(" "))) {
            expected.add(clause + "-" + number);
          }
        });
    for (int item = 1; item <= JC_STAR_ITEMS; item++) {
      expected.add("S1.1-%02d".formatted(item));
    }
    List<String> found = rows().stream().map(Row::provision).sorted().toList();
    assertEquals(expected.stream().sorted().toList(), found);
    for (Row row : rows()) {
      switch (row.met()) {
        case "yes", "in part" ->
            assertTrue(!row.tests().isEmpty(), row.provision() + " names no test");
        case "no", "does not apply" ->
            assertTrue(row.how().contains("ecause"), row.provision() + " gives no reason");
        default -> throw new AssertionError(row.provision() + ": '" + row.met() + "'");
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> every_test_that_the_table_names_exists() throws IOException {
    Map<String, String> tests = tests();
    return rows().stream()
        .flatMap(row -> row.tests().stream())
        .distinct()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertExists(name, tests)));
  }

  private static void assertExists(String name, Map<String, String> tests) {
    String[] parts = name.split("\\.", 2);
    String source = tests.get(parts[0]);
    assertTrue(source != null, "no test is called " + parts[0]);
    assertTrue(
        parts.length == 1 || Pattern.compile("\\b" + parts[1] + "\\(").matcher(source).find(),
        parts[0] + " has no test " + parts[parts.length - 1]);
  }

  /** Sources of test classes, those of one name together. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*(Test|IT)\\.java")).toList()) {
          String name = String.valueOf(file.getFileName()).replace(".java", "");
          tests.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return tests;
  }

  /** EN 303 645, provision 5.2-1: contact, and times of the first answer and of news. */
  @Test
  void the_policy_tells_where_to_report_and_when_to_expect_what() throws IOException {
    String policy = read(".github/SECURITY.md");
    for (String part :
        List.of(
            "Report a vulnerability",
            "hear that the report arrived",
            "hear how it goes",
            "working days",
            "## Which versions",
            "end of support",
            "not to be covered")) {
      assertTrue(policy.contains(part), part);
    }
    assertTrue(read("README.md").contains(".github/SECURITY.md"));
    assertTrue(read("README.md").contains("provisioning/docs/security.md"));
  }

  /** EN 303 645, provision 5.8-3: what a unit can sense is written where installers read. */
  @Test
  void every_kind_of_sensor_is_described_in_the_readme() throws IOException {
    String readme = read("README.md");
    for (String kind : List.of("ld2410:", "scd4x:", "pir:", "door:", "pad:", "coap:")) {
      assertTrue(readme.contains("`" + kind), kind);
    }
  }
}
