package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A city in a folder of files is the same city, and every problem names its file. */
class CityFolderTest {
  private static final String HATA =
      """
      id: hata
      name: {ja: 波田, en: Hata}
      hours: "08:30-17:15"
      rows:
        - {prefix: A, zone: internet, seats: 3, y: 0}
      rooms:
        - {id: vc, name: {ja: 会議室, en: Room}}
      """;
  private static final String HATA_U1 =
      """
      id: hata-u1
      office: hata
      readers:
        - {name: "kiosk:door", device: "pn532:i2c:1:0x24", light: {red: 17, green: 27, blue: 22}}
      sensors:
        - {place: "room:vc", device: "pir:gpio:4"}
      """;

  @TempDir Path dir;

  @BeforeEach
  void a_small_city() throws IOException {
    write("city.yaml", "name: {ja: 松本市, en: Matsumoto}\nzones: [internet]\n");
    write("offices/hata.yaml", HATA);
    write("units/hata-u1.yaml", HATA_U1);
  }

  private Path write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    return Files.writeString(path, text);
  }

  private String problem() {
    List<Problem> problems = Readings.rejected(CityFile.read(dir));
    assertEquals(1, problems.size(), problems.toString());
    return problems.getFirst().toString().replace(dir + "/", "");
  }

  @Test
  void folder_and_one_file_are_the_same_city() throws IOException {
    City city = Readings.loaded(CityFile.read(dir));
    assertEquals(List.of("hata"), List.copyOf(city.offices().keySet()));
    assertEquals(List.of("hata-u1"), List.copyOf(city.units().keySet()));
    assertEquals(city, Readings.loaded(CityFile.read("one.yaml", CityFile.write(city))));
  }

  @Test
  void a_folder_with_one_file_is_a_city_and_offices_come_in_the_order_of_names()
      throws IOException {
    write("offices/asama.yaml", HATA.replace("hata", "asama"));
    write("city.yaml", Files.readString(dir.resolve("city.yaml")) + "offices:\n" + inList("zao"));
    City city = Readings.loaded(CityFile.read(dir));
    assertEquals(List.of("zao", "asama", "hata"), List.copyOf(city.offices().keySet()));
    Path alone = Files.createDirectory(dir.resolve(".alone"));
    Files.writeString(alone.resolve("city.yaml"), CityFile.write(city));
    assertEquals(city, Readings.loaded(CityFile.read(alone)));
  }

  private static String inList(String office) {
    return "  - " + HATA.replace("hata", office).strip().replace("\n", "\n    ") + "\n";
  }

  @Test
  void a_problem_names_its_file_and_the_other_one_that_it_is_about() throws IOException {
    write("offices/hata.yaml", HATA.replace("zone: internet", "zone: intranet"));
    assertTrue(problem().startsWith("offices/hata.yaml:5:23: zone 'intranet' is unknown"));
    a_small_city();
    write("units/hata-u2.yaml", HATA_U1.replace("hata-u1", "hata-u2"));
    List<String> told =
        Readings.rejected(CityFile.read(dir)).stream()
            .map(each -> each.toString().replace(dir + "/", ""))
            .toList();
    assertEquals(2, told.size(), told.toString());
    assertEquals(
        "units/hata-u2.yaml:4:12: reader kiosk:door is there twice, first in units/hata-u1.yaml:4:"
            + " rename or delete one",
        told.getFirst());
    assertTrue(told.getLast().contains("room:vc is sensed by the unit in "), told.toString());
  }

  @Test
  void a_unit_of_no_office_and_a_copy_that_kept_its_name_are_refused() throws IOException {
    write("units/hata-u1.yaml", HATA_U1.replace("office: hata", "office: hatta"));
    assertTrue(problem().startsWith("units/hata-u1.yaml:2:9: office 'hatta' is unknown (did you"));
    a_small_city();
    Files.move(dir.resolve("offices/hata.yaml"), dir.resolve("offices/asama.yaml"));
    assertEquals(
        "offices/asama.yaml:1:5: this office is 'hata', but its file is called 'asama.yaml': give"
            + " both the same name",
        problem());
  }

  @Test
  void what_looks_as_if_it_were_meant_and_is_not_read_is_told() throws IOException {
    for (String stray : List.of("hata.yaml", "city.yml", "Offices.YAML")) {
      Path file = write(stray, HATA);
      assertTrue(problem().startsWith(stray + ": this file is not read"), stray);
      Files.delete(file);
    }
    for (String stray : List.of("offices/asama.yml", "units/notes.txt", "offices/a.yaml.bak")) {
      Path file = write(stray, HATA);
      assertTrue(problem().startsWith(stray + ": this file is not read: name it"), stray);
      Files.delete(file);
    }
    write("office/asama.yaml", HATA);
    assertTrue(
        problem().startsWith("office: nothing in this folder is read (did you mean 'offices'?)"));
  }

  @Test
  void hidden_files_notes_and_what_editors_leave_behind_are_nobodys_business() throws IOException {
    for (String file :
        List.of(".git/a.yaml", ".city.yaml.swp", "offices/hata.yaml~", "README.md", "plan.pdf")) {
      write(file, ": no YAML");
    }
    write("offices/desktop.ini", "");
    write("schema/office.schema.json", "{}");
    Readings.loaded(CityFile.read(dir));
  }

  @Test
  void a_city_without_city_yaml_or_without_offices_is_told_what_to_add() throws IOException {
    Files.delete(dir.resolve("city.yaml"));
    assertTrue(problem().startsWith("city.yaml: there is no such file: a city's folder has"));
    a_small_city();
    Files.delete(dir.resolve("offices/hata.yaml"));
    Files.delete(dir.resolve("units/hata-u1.yaml"));
    assertTrue(problem().startsWith("city.yaml:1:1: a city has at least one office"), problem());
  }

  @Test
  void every_file_is_told_that_is_not_utf_8() throws IOException {
    for (String file : List.of("city.yaml", "offices/hata.yaml", "units/hata-u1.yaml")) {
      byte[] japanese = "name: {ja: 松本市}\n".getBytes(Charset.forName("windows-31j"));
      Files.write(dir.resolve(file), japanese);
    }
    List<Problem> problems = Readings.rejected(CityFile.read(dir));
    assertEquals(3, problems.size(), problems.toString());
    assertTrue(
        problems.stream().allMatch(each -> each.message().contains("save the file as UTF-8")));
  }
}
