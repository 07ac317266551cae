package city.seki.config.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit is; also its pulse. With a response topic the hub echoes it, which proves to the unit
 * that the way is open in both directions.
 *
 * @param uptimeMs milliseconds since the agent started
 * @param owes events in the journal that the hub has not yet confirmed
 */
public record HealthMessage(String boot, long uptimeMs, long owes, List<Reader> readers) {
  /**
   * One reader.
   *
   * @param name as in a tap
   * @param fault why it does not work, null while it does
   */
  public record Reader(String name, @Nullable String fault) {}

  public HealthMessage {
    readers = List.copyOf(readers);
  }

  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("boot", boot)
                .put("uptime_ms", uptimeMs)
                .put("owes", owes)
                .array(
                    "readers",
                    readers,
                    (r, f) -> f.put("reader", r.name()).put("fault", r.fault())));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/health.schema.json}
   */
  public static HealthMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    List<Reader> readers = new ArrayList<>();
    for (JsonFields reader : fields.objects("readers")) {
      readers.add(new Reader(reader.text("reader"), reader.textOrNull("fault")));
    }
    return new HealthMessage(
        fields.word("boot", Boot::require),
        fields.whole("uptime_ms", 0),
        fields.whole("owes", 0),
        readers);
  }
}
