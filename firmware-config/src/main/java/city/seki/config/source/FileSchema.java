package city.seki.config.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of files that people and programs write, each with its JSON Schema (draft 2020-12). All
 * definitions are in {@code schema/v1/city.schema.json}; a kind begins at one of them.
 */
public enum FileSchema {
  CITY("city", "city.yaml of a city's folder, or a whole city in one file"),
  OFFICE("office", "offices/NAME.yaml of a city's folder"),
  UNIT("unit", "units/NAME.yaml of a city's folder"),
  MAPPING("mapping", "how a device of MQTT is understood, alone: seki-edge devices --mapping"),
  UNIT_START("unit_file", "unit.yaml in a unit's folder; written by the hub or seki-provision"),
  UNIT_SETTINGS("unit_configuration", "what a unit is told anew; written by the hub"),
  CLAIM("claim_file", "claim.yaml, which opens a unit's enrolment; by seki-provision batch"),
  OIDC("directory_file", "how the city's directory is asked: seki-hub serve --oidc"),
  NOTICES("notices_file", "how staff are told of their reservations: seki-hub serve --notices");

  private static final String RESOURCE = "/schema/v1/city.schema.json";
  private static final String ROOT = "\"$ref\": \"#/$defs/city\",";
  private static final String ID = "/schema/v1/city.schema.json\"";
  private static final String TITLE =
      "\"title\": \"Seki: the offices, seats, rooms and units of a city\"";

  private final String definition;
  private final String about;

  FileSchema(String definition, String about) {
    this.definition = definition;
    this.about = about;
  }

  /** {@code office}, as it is asked for. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Which file it is, in a few words. */
  public String about() {
    return about;
  }

  public static Optional<FileSchema> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** All words with commas between them. */
  public static String words() {
    return Arrays.stream(values()).map(FileSchema::word).collect(Collectors.joining(", "));
  }

  /** The schema, complete in itself. */
  public String text() {
    return whole()
        .replace(ID, "/schema/v1/" + word() + ".schema.json\"")
        .replace(TITLE, "\"title\": \"Seki: " + about + "\"")
        .replace(ROOT, "\"$ref\": \"#/$defs/" + definition + "\",");
  }

  private static String whole() {
    try (InputStream in =
        Objects.requireNonNull(FileSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " of the program itself", e);
    }
  }
}
