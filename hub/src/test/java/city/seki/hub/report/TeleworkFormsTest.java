package city.seki.hub.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.hub.data.CsvEncoding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a report looks like, compared with files that were read by people. */
class TeleworkFormsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report");
  private static final LocalDate MONDAY = LocalDate.of(2022, 7, 4);

  private static TeleworkReport report() {
    Town town = new Town();
    for (int i = 1; i <= 12; i++) {
      String department = i <= 7 ? "総務部" : "地域づくりセンター・公民館";
      town.belongs("p" + i, department, MONDAY.minusYears(1), null);
    }
    town.belongs("x", "<財政部>, \"旧\"", MONDAY.minusYears(1), MONDAY);
    town.belongs("x", "総務部", MONDAY.plusDays(1), null);
    town.came("x", "<財政部>, \"旧\"", MONDAY, "east", "09:00", "17:00");
    town.came("x", "総務部", MONDAY.plusDays(1), "east", "09:00", "17:00");
    for (int i = 1; i <= 3; i++) {
      town.came("p" + i, "総務部", MONDAY.plusDays(i), "west", "09:00", "12:00");
      town.came("p" + i, "総務部", MONDAY.plusDays(i), "east", "13:00", "17:00");
    }
    town.came("p8", "地域づくりセンター・公民館", MONDAY.plusDays(5), "west", "09:00", "10:00");
    town.came("p1", "総務部", MONDAY.minusDays(3), "west", "09:00", "17:00");
    return town.report(
        TeleworkQuery.of(MONDAY, MONDAY.plusDays(6))
            .withClosures(Set.of(MONDAY.plusDays(4)))
            .with(Rounding.FLOOR, Decimals.USUAL.with("per_person=1"), DayWeight.HALF)
            .comparedWith(Comparison.of("previous")));
  }

  /** To write them anew: -Dgolden.write=true, and read what changed. */
  private static void golden(String name, byte[] bytes) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.write(file, bytes);
    }
    assertEquals(Files.readString(file, UTF_8), new String(bytes, UTF_8));
  }

  @Test
  void text_is_aligned_in_cells_of_a_terminal() throws IOException {
    golden("telework-ja.txt", TeleworkForm.text(report(), Language.JA).getBytes(UTF_8));
    golden("telework-en.txt", TeleworkForm.text(report(), Language.EN).getBytes(UTF_8));
    assertEquals(8, Cells.of("席のseki"));
    assertEquals(1, Cells.of("ｾ"));
    assertEquals(2, Cells.of("か\u3099"));
    assertEquals("席  |", Cells.left("席", 4) + "|");
    assertEquals("  席|", Cells.right("席", 4) + "|");
  }

  @Test
  void html_is_one_page_of_its_own() throws IOException {
    for (Language language : Language.values()) {
      String page = TeleworkForm.html(report(), language);
      golden("telework-" + language.word() + ".html", page.getBytes(UTF_8));
      assertFalse(page.matches("(?s).*(src|href)=.*"));
      assertFalse(page.contains("<財政部>"));
    }
  }

  @Test
  void json_has_the_shape_of_the_contract_and_its_decimals() throws IOException {
    byte[] json = TeleworkJson.of(report());
    golden("telework.json", new ObjectMapper().readTree(json).toPrettyString().getBytes(UTF_8));
    assertTrue(new String(json, UTF_8).contains("\"per_person\":1.0,"), "3.90 stays 3.90");
    JsonNode read = new ObjectMapper().readTree(json);
    assertEquals(
        List.of("from", "to", "open_days"), List.copyOf(read.propertyNames()).subList(0, 3));
    assertEquals(
        List.of(
            "staff", "implementers", "person_days", "per_open_day", "per_person", "rate_percent"),
        List.copyOf(read.get("total").propertyNames()));
  }

  @Test
  void csv_is_for_spreadsheets() throws IOException {
    for (TeleworkCsv.Table table : TeleworkCsv.Table.values()) {
      CsvFile file = TeleworkCsv.of(report(), table, Language.JA);
      golden("telework-" + table.word() + ".csv", file.bytes(CsvEncoding.UTF_8));
    }
    CsvFile file = TeleworkCsv.of(report(), TeleworkCsv.Table.DEPARTMENTS, Language.EN);
    byte[] utf8 = file.bytes(CsvEncoding.UTF_8);
    assertArrayEquals(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, Arrays.copyOf(utf8, 3));
    byte[] shiftJis = file.bytes(CsvEncoding.SHIFT_JIS);
    assertEquals(file.text(), new String(shiftJis, Charset.forName("windows-31j")));
  }

  @Test
  void what_a_spreadsheet_would_calculate_is_a_word_and_what_shift_jis_lacks_is_told() {
    CsvFile file = new CsvFile("a").add("=1+1").add("-x").add(-1).add("a\"b,c\n").add("髙﨑");
    assertEquals("a\r\n'=1+1\r\n'-x\r\n-1\r\n\"a\"\"b,c\n\"\r\n髙﨑\r\n", file.text());
    assertTrue(file.bytes(CsvEncoding.SHIFT_JIS).length > 0);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new CsvFile("a").add("𠮷野").bytes(CsvEncoding.SHIFT_JIS))
            .getMessage();
    assertEquals("'𠮷' cannot be written in Shift_JIS; take the file in UTF-8", message);
    assertThrows(IllegalArgumentException.class, () -> new CsvFile("a").add(1, 2));
  }

  @Test
  void every_note_has_all_its_numbers_in_both_languages() {
    for (Note note : report().notes()) {
      assertFalse(note.text().ja().contains("{"), note.text().ja());
      assertFalse(note.text().en().contains("{"), note.text().en());
    }
  }
}
