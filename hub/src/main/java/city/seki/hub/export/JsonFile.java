package city.seki.hub.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as a JSON array, one object on each line. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Writes that table.
   *
   * @param zone of the times
   */
  public static void write(Table table, ZoneId zone, OutputStream out) throws IOException {
    List<Field> fields = table.fields();
    out.write('[');
    boolean[] begun = {false};
    table.rows(
        row -> {
          out.write((begun[0] ? ",\n" : "\n").getBytes(UTF_8));
          begun[0] = true;
          out.write(JsonText.object(o -> object(fields, row, zone, o)));
        });
    out.write("\n]\n".getBytes(UTF_8));
  }

  private static void object(List<Field> fields, @Nullable Object[] row, ZoneId zone, JsonText o) {
    for (int i = 0; i < row.length; i++) {
      String name = fields.get(i).name();
      JsonText _ =
          switch (row[i]) {
            case null -> o.putNull(name);
            case Number whole -> o.put(name, whole.longValue());
            case Instant at -> o.put(name, at, zone);
            case Object other -> o.put(name, other.toString());
          };
    }
  }
}
