package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import city.seki.config.model.City;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the bytes, a file is read or told, and what was read is written and read again: {@code
 * -Dgroups=fuzz -Dseki.fuzz.count=1000000 -Dseki.fuzz.seed=7} tries that many.
 */
@Tag("fuzz")
class YamlFuzzTest {
  private static final int COUNT = Integer.getInteger("seki.fuzz.count", 200_000) / 100;
  private static final long SEED = Long.getLong("seki.fuzz.seed", 20_261_129L);

  /** What YAML has a meaning for, and what people have on their keyboards. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r\n",
          "\t",
          "  ",
          "\u3000",
          ": ",
          ":",
          "- ",
          "-",
          "{",
          "}",
          "[",
          "]",
          ",",
          "#",
          "&a ",
          "*a",
          "<<: ",
          "!!binary ",
          "!",
          "|\n",
          ">-\n",
          "'",
          "\"",
          "\\",
          "%YAML 1.1\n",
          "---\n",
          "...\n",
          "? ",
          "~",
          "null",
          "yes",
          "0x1F",
          "1e3",
          ".inf",
          "2026-01-01",
          "08:30",
          "波",
          "😀",
          "\uFEFF",
          "\u0000",
          "\u0085",
          "\uD800");

  @TempDir Path dir;

  @Test
  void a_city_is_read_or_told() throws IOException {
    Path file = dir.resolve("city.yaml");
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      byte[] bytes = spoiled(CityFileTest.ALL_KEYS, random).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      switch (CityFile.read(file)) {
        case Reading.Rejected<City> rejected ->
            assertFalse(rejected.problems().isEmpty(), () -> "seed " + seed);
        case Reading.Loaded<City> loaded ->
            assertEquals(
                loaded.value(),
                Readings.loaded(CityFile.read("again", CityFile.write(loaded.value()))),
                () -> "seed " + seed);
      }
    }
  }

  @Test
  void a_units_file_is_read_or_told() {
    String text = UnitFile.write(UnitFileTest.settings());
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      switch (UnitFile.readSettings("seed " + seed, spoiled(text, new Random(seed)))) {
        case Reading.Rejected<UnitFile.Settings> rejected ->
            assertFalse(rejected.problems().isEmpty(), () -> "seed " + seed);
        case Reading.Loaded<UnitFile.Settings> loaded ->
            assertEquals(
                loaded.value(),
                Readings.loaded(UnitFile.readSettings("again", UnitFile.write(loaded.value()))),
                () -> "seed " + seed);
      }
    }
  }

  private static String spoiled(String text, Random random) {
    StringBuilder spoiled = new StringBuilder(text);
    for (int hits = random.nextInt(3); hits >= 0; hits--) {
      int from = random.nextInt(spoiled.length());
      int to = Math.min(spoiled.length(), from + random.nextInt(6));
      spoiled.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
    }
    return spoiled.toString();
  }
}
