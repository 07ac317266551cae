package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the author's guide tells people to write is right, and it has every key. */
class GuideTest {
  private static final Path GUIDE = Path.of("docs/configuration.md");
  private static final Pattern FILE =
      Pattern.compile(
          "\\*\\*`shiojiri/([a-z0-9/.-]+)`\\*\\*[^`]*(?:`[^`\n]+`[^`]*)*?```yaml\n(.*?)```",
          Pattern.DOTALL);

  @TempDir Path dir;

  @Test
  void the_office_of_the_guide_is_right_and_lacks_nothing() throws IOException {
    Matcher files = FILE.matcher(Files.readString(GUIDE));
    int count = 0;
    while (files.find()) {
      Path file = dir.resolve(files.group(1));
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, files.group(2));
      count++;
    }
    assertEquals(4, count);
    Reading<City> reading = CityFile.read(dir);
    assertEquals(List.of(), Readings.warnings(reading));
    assertEquals(
        List.of("A-01", "A-02", "A-03", "A-04", "B-01", "B-02"),
        List.copyOf(
            Objects.requireNonNull(Readings.loaded(reading).office("ono")).seats().keySet()));
    Path unit = dir.resolve("units/ono-u1.yaml");
    Files.writeString(unit, Files.readString(unit).replace("red: 17", "red: 11"));
    String told = Readings.rejected(CityFile.read(dir)).toString();
    String promised =
        "units/ono-u1.yaml:9:13: pin 11 is there twice in this unit, first for the red"
            + " pin of a light on line 7: the pins of spi:0 are fixed, choose a free one for the red"
            + " pin of a light";
    assertTrue(told.contains(promised), told);
    assertTrue(Files.readString(GUIDE).contains(promised));
  }

  @Test
  void the_office_that_opens_from_tuesday_to_saturday_is_right() throws IOException {
    String guide = Files.readString(GUIDE);
    int office = guide.indexOf("id: ono\n", guide.indexOf("from Tuesday to Saturday"));
    Files.writeString(dir.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: [lgwan]\n");
    Files.writeString(
        Files.createDirectories(dir.resolve("offices")).resolve("ono.yaml"),
        guide.substring(office, guide.indexOf("```", office)));
    assertEquals(
        List.of("the city has no units: seats can be taken by phone only"),
        Readings.warnings(CityFile.read(dir)).stream().map(Problem::message).toList());
  }

  @Test
  void the_guide_explains_every_key() throws IOException {
    String guide = Files.readString(GUIDE);
    List<Shape> written =
        List.of(
            Shape.CITY,
            Shape.CAMPAIGN,
            Shape.DECIMALS,
            Shape.OFFICE,
            Shape.CAP,
            Shape.POLICY,
            Shape.KIOSK,
            Shape.ROW,
            Shape.SEAT,
            Shape.ROOM,
            Shape.KIT,
            Shape.UNIT,
            Shape.READER,
            Shape.LIGHT,
            Shape.SENSOR,
            Shape.ROOM_DEVICE,
            Shape.MAPPING,
            Shape.AVAILABILITY,
            Shape.MAPPED_STATE,
            Shape.MAPPED_TEXT,
            Shape.HOURS);
    for (Shape shape : written) {
      for (String key : shape.keys()) {
        assertTrue(guide.contains("`" + key + "`"), shape.name() + "." + key);
      }
    }
  }
}
