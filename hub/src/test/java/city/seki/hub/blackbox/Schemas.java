package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the hub says, held against the published JSON Schemas. */
final class Schemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Schemas() {}

  /** The message, which fits {@code schema/v1/NAME.schema.json}. */
  static JsonNode valid(String name, String json) throws IOException {
    JsonNode message = JSON.readTree(json);
    try (InputStream in =
        Objects.requireNonNull(
            Schemas.class.getResourceAsStream("/schema/v1/" + name + ".schema.json"), name)) {
      assertEquals(
          List.of(),
          SCHEMAS.getSchema(new String(in.readAllBytes(), UTF_8)).validate(message),
          () -> name + ": " + json);
    }
    return message;
  }
}
