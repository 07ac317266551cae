package city.seki.config.source;

import city.seki.config.model.DeviceMapping;
import java.nio.file.Path;

/**
 * The YAML file of one mapping alone, for the installer's meter: what stands behind {@code mapping}
 * in a city's file.
 */
public final class MappingFile {
  private static final YamlFile<DeviceMapping> FILE =
      new YamlFile<>(Shape.MAPPING, block -> new MappingReading(block).mapping());

  private MappingFile() {}

  /** Reads a file of UTF-8; a file that is missing or unreadable is a problem as any other. */
  public static Reading<DeviceMapping> read(Path file) {
    return FILE.read(file);
  }

  /**
   * Reads a text.
   *
   * @param name what problems call it
   */
  public static Reading<DeviceMapping> read(String name, String yaml) {
    return FILE.read(name, yaml);
  }

  /** The mapping as a text that reads to an equal one. */
  public static String write(DeviceMapping mapping) {
    return MappingText.of(mapping) + "\n";
  }
}
