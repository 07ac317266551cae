package city.seki.hub.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardKey;
import city.seki.config.wire.CardTech;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterFileTest {
  private static final String HEADER = "staff_id,name,department,zones,card\n";
  private static final CardKey KEY = new CardKey("k1", new byte[32]);
  private static final RosterFile ROSTER = new RosterFile(List.of("number", "lgwan"), KEY);
  private static final String JAPANESE =
      HEADER + "s1,髙橋 一郎,総務部,number|lgwan,felica:0123456789abcdef\r\ns2,佐藤,こども部,lgwan,\r\n";

  @TempDir Path dir;

  @Test
  void a_person_has_zones_and_a_digest_in_place_of_the_card() {
    RosterEntry entry =
        loaded(
                ROSTER.read(
                    HEADER
                        + "s1,\"Sato, \"\"Ken\"\"\",総務部,number|lgwan,felica:0123456789abcdef\r\n"))
            .getFirst();
    assertEquals("Sato, \"Ken\"", entry.name());
    assertEquals(List.of("number", "lgwan"), entry.zones());
    assertEquals(KEY.digest(CardTech.FELICA, "0123456789ABCDEF"), entry.cardDigest());
    assertEquals("RosterEntry[s1]", entry.toString());
  }

  @Test
  void a_sixth_column_says_who_needs_an_accessible_seat() {
    String header = HEADER.strip() + ",needs\n";
    List<RosterEntry> entries =
        loaded(ROSTER.read(header + "s1,A,B,number,,accessible-seat\ns2,A,B,number,,\n"));
    assertEquals(List.of(true, false), entries.stream().map(RosterEntry::needsAccessible).toList());
    List<LineProblem> problems =
        rejected(ROSTER.read(header + "s1,A,B,number,,secret\ns2,A,B,number,\n"));
    assertEquals("needs must be empty or accessible-seat", problems.getFirst().reason());
    assertTrue(problems.getLast().reason().startsWith("5 fields instead of 6"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-31j"})
  void character_set_is_detected(String charset) throws IOException {
    Path file = write(JAPANESE.getBytes(Charset.forName(charset)));
    List<RosterEntry> entries = loaded(ROSTER.read(file, lines -> {}));
    assertEquals("髙橋 一郎", entries.getFirst().name());
    assertEquals("こども部", entries.getLast().department());
  }

  @Test
  void byte_order_mark_is_tolerated() throws IOException {
    Path file = write(("\uFEFF" + JAPANESE).getBytes(StandardCharsets.UTF_8));
    assertEquals(2, loaded(ROSTER.read(file, lines -> {})).size());
  }

  @Test
  void bytes_in_neither_character_set_are_refused_with_the_remedy() throws IOException {
    byte[] bytes = (HEADER + "s1,A?,B,number,\n").getBytes(StandardCharsets.ISO_8859_1);
    bytes[HEADER.length() + 4] = (byte) 0xFF;
    List<LineProblem> problems = rejected(ROSTER.read(write(bytes), lines -> {}));
    assertTrue(problems.getFirst().reason().contains("UTF-8"), problems.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "s1,A,B,internet,; a zone is unknown",
        "s1,A,B,number|,; a zone is unknown",
        "s1,A,B,,; zones is missing",
        ",A,B,number,; staff_id is missing",
        "s 1,A,B,number,; staff_id must be",
        "s1,,B,number,; name is missing",
        "s1,A,  ,number,; department is missing",
        "s1,A,B,number; 4 fields instead of 5",
        "s1; 1 field instead of 5",
        "s1,A,B,C,number,; 6 fields instead of 5",
        "s1,A,B,number,0123456789ABCDEF; there is no ':'",
        "s1,A,B,number,felica:0123; has 4",
        "s1,A,B,number,iso14443a:08112233; random",
        "s1,A,B,number,iso14443b:11223344; every tap",
        "\"s1,A,B,number,; breaks off",
      })
  void a_bad_line_is_told_with_its_number_and_reason(String line, String reason) {
    List<LineProblem> problems = rejected(ROSTER.read(HEADER + "s0,A,B,number,\n" + line + "\n"));
    assertEquals(1, problems.size(), problems.toString());
    assertEquals(3, problems.getFirst().line());
    assertTrue(problems.getFirst().reason().contains(reason), problems.toString());
  }

  @Test
  void every_bad_line_is_told_and_nothing_is_loaded() {
    List<LineProblem> problems =
        rejected(
            ROSTER.read(
                HEADER
                    + "s1,A,B,number,felica:0123456789ABCDEF\n"
                    + "s1,A,B,number,\n"
                    + "s2,A,B,number,felica:0123456789abcdef\n"
                    + "s3,A,B,internet,felica:02FE000000001481\n"));
    assertEquals(List.of(3L, 4L, 5L, 5L), problems.stream().map(LineProblem::line).toList());
    assertTrue(problems.get(0).reason().contains("line 2"), problems.toString());
    assertTrue(problems.get(1).reason().contains("line 2"), problems.toString());
  }

  @Test
  void a_problem_repeats_neither_name_nor_card() {
    List<LineProblem> problems =
        rejected(ROSTER.read(HEADER + "s1,number,総務部,髙橋,9988776655443322\n"));
    assertEquals(2, problems.size());
    assertFalse(problems.toString().contains("髙橋"), problems.toString());
    assertFalse(problems.toString().contains("99887766"), problems.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "id,name\n", "s1,A,B,number,\n", "staff_id;name;x\n"})
  void a_file_without_the_header_is_refused(String csv) {
    List<LineProblem> problems = rejected(ROSTER.read(csv));
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().reason().contains("staff_id,name"), problems.toString());
  }

  @Test
  void header_alone_is_a_roster_of_nobody() {
    assertEquals(List.of(), loaded(ROSTER.read(HEADER)));
  }

  @Test
  void two_hundred_thousand_lines_are_read_within_seconds() throws IOException {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < 200_000; i++) {
      csv.append(
          String.format("s%06d,職員 %d,部 %d,number|lgwan,felica:0123%012X%n", i, i, i % 40, i));
    }
    Path file = write(csv.toString().getBytes(Charset.forName("windows-31j")));
    AtomicLong last = new AtomicLong();
    // The bound is far above the second or so that it takes, for machines that do other work too.
    List<RosterEntry> entries =
        assertTimeout(Duration.ofSeconds(15), () -> loaded(ROSTER.read(file, last::set)));
    assertEquals(200_000, entries.size());
    assertEquals(200_001, last.get());
  }

  @Test
  void any_damage_to_a_roster_is_loaded_or_told() {
    long seed = 20261121;
    Random random = new Random(seed);
    String good = JAPANESE + "s3,\"A\nB\",C,number,iso14443a:04A1B2C3D4E5F6\n";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder csv = new StringBuilder(good);
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        csv.setCharAt(random.nextInt(csv.length()), "\",\n\r|:x\0".charAt(random.nextInt(8)));
      }
      RosterFile.Result result = ROSTER.read(csv.toString());
      assertNotNull(result, () -> "seed " + seed);
      if (result instanceof RosterFile.Rejected rejected) {
        assertFalse(rejected.problems().isEmpty(), () -> "seed " + seed + ": " + csv);
      }
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("roster.csv"), bytes);
  }

  private static List<RosterEntry> loaded(RosterFile.Result result) {
    return assertInstanceOf(RosterFile.Loaded.class, result, () -> result.toString()).entries();
  }

  private static List<LineProblem> rejected(RosterFile.Result result) {
    return assertInstanceOf(RosterFile.Rejected.class, result).problems();
  }
}
