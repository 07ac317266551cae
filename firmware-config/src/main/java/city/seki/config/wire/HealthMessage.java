package city.seki.config.wire;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit is; also its pulse. With a response topic the hub echoes it, which proves to the unit
 * that the way is open in both directions.
 *
 * @param uptimeMs milliseconds since the agent started
 * @param owes events that the hub has not yet confirmed
 * @param owesSince when the oldest of them happened, null if none is owed or nobody knows
 * @param snapshotVersion of the snapshot by which it would decide alone, null if it has none
 * @param snapshotAgeS how many seconds ago the hub made that, null if it has none
 * @param snapshotPeople {@link PeopleMessage#id} of the people that it knows, null if it knows
 *     none: the hub sends the others to it
 * @param journal why taps cannot be written down, null while they can
 */
public record HealthMessage(
    String boot,
    long uptimeMs,
    long owes,
    @Nullable OffsetDateTime owesSince,
    @Nullable Long snapshotVersion,
    @Nullable Long snapshotAgeS,
    @Nullable String snapshotPeople,
    @Nullable String journal,
    List<Reader> readers) {
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
                .put("owes_since", owesSince)
                .put("snapshot_version", snapshotVersion)
                .put("snapshot_age_s", snapshotAgeS)
                .put("snapshot_people", snapshotPeople)
                .put("journal", journal)
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
        fields.momentOrNull("owes_since"),
        fields.wholeOrNull("snapshot_version"),
        fields.wholeOrNull("snapshot_age_s"),
        fields.textOrNull("snapshot_people"),
        fields.textOrNull("journal"),
        readers);
  }
}
