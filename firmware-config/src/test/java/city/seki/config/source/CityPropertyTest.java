package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import city.seki.config.model.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every city; {@code -Dseki.config.seed=…} begins with another one. */
class CityPropertyTest {
  private static final long SEED = Long.getLong("seki.config.seed", 20_261_129L);
  private static final int CITIES = Integer.getInteger("seki.config.cities", 300);

  @TempDir Path dir;

  @Test
  void a_city_that_is_written_reads_to_the_same_as_a_file_and_as_a_folder() throws IOException {
    for (int i = 0; i < CITIES; i++) {
      long seed = SEED + i;
      City city = Cities.of(new Random(seed));
      String yaml = CityFile.write(city);
      assertEquals(
          city, Readings.loaded(CityFile.read("seed " + seed, yaml)), () -> "seed " + seed);
      if (i < 20) {
        Path folder = dir.resolve("city" + i);
        write(folder, CityFile.writeFolder(city));
        assertEquals(city, Readings.loaded(CityFile.read(folder)), () -> "seed " + seed);
      }
    }
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
  }

  @Test
  void what_the_reader_takes_fits_the_schema() {
    for (int i = 0; i < Math.min(CITIES, 60); i++) {
      long seed = SEED + i;
      City city = Cities.of(new Random(seed));
      Schemas.requireValid(FileSchema.CITY, CityFile.write(city), "seed " + seed);
      CityFile.writeFolder(city)
          .forEach(
              (name, yaml) -> {
                FileSchema schema =
                    name.startsWith("offices/")
                        ? FileSchema.OFFICE
                        : name.startsWith("units/") ? FileSchema.UNIT : FileSchema.CITY;
                Schemas.requireValid(schema, yaml, "seed " + seed + ", " + name);
              });
    }
  }

  /** What the reader takes after a few wrong letters, the schema takes too. */
  @Test
  void what_the_reader_takes_of_damaged_files_fits_the_schema() {
    String alphabet = "{}[]:,-#&*!|>'\"%@`\n \t0aZ波";
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      StringBuilder yaml = new StringBuilder(CityFileTest.ALL_KEYS);
      for (int hits = random.nextInt(2); hits >= 0; hits--) {
        yaml.setCharAt(
            random.nextInt(yaml.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (CityFile.read("seed " + seed, yaml.toString()) instanceof Reading.Loaded<City>) {
        Schemas.requireValid(FileSchema.CITY, yaml.toString(), "seed " + seed);
        taken++;
      }
    }
    assertFalse(taken < 20, "only " + taken + " were taken");
  }
}
