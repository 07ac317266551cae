package city.seki.config.source;

import city.seki.config.model.City;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A city written down in a folder: {@code city.yaml} with what holds everywhere, one file for each
 * office in {@code offices}, one for each unit in {@code units}; a file is named after what is in
 * it. Offices and units may stand in {@code city.yaml} as well, so that a folder with that file
 * alone is a city too.
 *
 * <p>Whatever looks as if its author meant it to be read, and is not, is a problem. Hidden files,
 * those that end in {@code ~}, and notes ({@code *.md}) are nobody's business.
 */
final class CityFolder {
  static final String CITY = "city.yaml";
  static final String OFFICES = "offices";
  static final String UNITS = "units";

  private static final String YAML = ".yaml";

  /** Far above the largest city, so that a wrong folder is told and not read for minutes. */
  private static final int MOST_FILES = 5_000;

  /** What Windows leaves behind. */
  private static final Set<String> LEFT_BEHIND = Set.of("desktop.ini", "thumbs.db");

  private final Path folder;
  private final Problems problems;

  /** Whether every file could be read so far, right or wrong. */
  private boolean complete = true;

  private CityFolder(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * A folder that is unreadable or holds no {@code city.yaml} is a problem as well.
   *
   * @param problems of its {@code city.yaml}
   */
  static Reading<City> read(Path folder, Problems problems) {
    return new CityFolder(folder, problems).read();
  }

  private Reading<City> read() {
    requireMeant();
    Block head = head();
    List<Block> offices = blocks(OFFICES, Shape.OFFICE);
    List<Block> units = blocks(UNITS, Shape.UNIT);
    City city = head == null ? null : new CityReading(head, offices, units, complete).city();
    return city != null && problems.none()
        ? new Reading.Loaded<>(city, problems.warnings())
        : new Reading.Rejected<>(problems.sorted());
  }

  private @Nullable Block head() {
    Path file = folder.resolve(CITY);
    if (Files.notExists(file)) {
      problems.add(
          "there is no such file: a city's folder has a city.yaml with its name and zones, offices"
              + " in offices/NAME.yaml, units in units/NAME.yaml");
      return null;
    }
    return block(file, Shape.CITY, problems);
  }

  /** What lies beside {@code city.yaml} and is not looked at, though it looks like YAML. */
  private void requireMeant() {
    for (Path each : listed(folder)) {
      String name = name(each);
      boolean isFolder = Files.isDirectory(each);
      if (isFolder && !name.equals(OFFICES) && !name.equals(UNITS) && holdsYaml(each)) {
        in(each)
            .add(
                "nothing in this folder is read"
                    + Spelling.hint(name, List.of(OFFICES, UNITS))
                    + ": offices are in "
                    + OFFICES
                    + "/, units in "
                    + UNITS
                    + "/");
      } else if (!isFolder && !name.equals(CITY) && looksLikeYaml(name)) {
        in(each)
            .add(
                "this file is not read: what holds everywhere is in city.yaml, an office in"
                    + " offices/NAME.yaml, a unit in units/NAME.yaml");
      }
    }
  }

  private boolean holdsYaml(Path below) {
    return listed(below).stream().anyMatch(each -> looksLikeYaml(name(each)));
  }

  private static boolean looksLikeYaml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains(YAML) || lower.contains(".yml");
  }

  private List<Block> blocks(String kind, Shape shape) {
    Path below = folder.resolve(kind);
    List<Block> blocks = new ArrayList<>();
    if (Files.notExists(below)) {
      return blocks;
    }
    for (Path file : listed(below)) {
      String name = name(file);
      if (Files.isDirectory(file)) {
        in(file).add("folders in " + kind + "/ are not read: put its files beside it");
      } else if (!name.endsWith(YAML)) {
        in(file).add("this file is not read: name it NAME.yaml, or move it elsewhere");
      } else {
        Block block = block(file, shape, in(file));
        if (block != null) {
          requireName(block, shape, name.substring(0, name.length() - YAML.length()));
          blocks.add(block);
        }
        complete &= block != null;
      }
    }
    return blocks;
  }

  /** So that whoever looks for an office finds its file, and a copy is not left half changed. */
  private static void requireName(Block block, Shape shape, String file) {
    String id = block.name("id", shape.name());
    if (id != null && !id.equals(file)) {
      block.problem(
          "id",
          "this "
              + shape.name()
              + " is '"
              + id
              + "', but its file is called '"
              + file
              + ".yaml': give both the same name");
    }
  }

  private static @Nullable Block block(Path file, Shape shape, Problems problems) {
    String yaml = YamlText.of(file, problems);
    return yaml == null ? null : YamlFile.block(yaml, shape, problems);
  }

  /** The visible files and folders there, by name. */
  private List<Path> listed(Path below) {
    try (Stream<Path> all = Files.list(below)) {
      List<Path> visible =
          all.filter(each -> isMeant(name(each))).sorted().limit(MOST_FILES + 1L).toList();
      if (visible.size() > MOST_FILES) {
        in(below).add("holds more than " + MOST_FILES + " files: is it the folder of a city?");
        return List.of();
      }
      return visible;
    } catch (NotDirectoryException e) {
      in(below).add("is a file: it has to be a folder");
    } catch (IOException e) {
      in(below).add("cannot be read: " + e.getMessage());
    }
    return List.of();
  }

  private static boolean isMeant(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.endsWith("~")
        && !lower.endsWith(".md")
        && !LEFT_BEHIND.contains(lower);
  }

  private Problems in(Path other) {
    return problems.in(other.toString());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
