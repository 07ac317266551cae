package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.ObjectMapper;

/** The schemas of files, as a validator of its own understands them. */
final class Schemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<FileSchema, Schema> SCHEMAS = new EnumMap<>(FileSchema.class);

  static {
    for (FileSchema each : FileSchema.values()) {
      SCHEMAS.put(
          each,
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(each.text()));
    }
  }

  private Schemas() {}

  static List<Error> errors(FileSchema schema, String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    Schema its = SCHEMAS.get(schema);
    if (its == null) {
      throw new AssertionError(schema);
    }
    return its.validate(JSON.writeValueAsString(tree), InputFormat.JSON);
  }

  static void requireValid(FileSchema schema, String yaml, String what) {
    assertEquals(List.of(), errors(schema, yaml), () -> what + ":\n" + yaml);
  }
}
