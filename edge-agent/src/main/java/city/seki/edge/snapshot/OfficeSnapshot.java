package city.seki.edge.snapshot;

import city.seki.config.wire.SnapshotMessage;
import java.time.Instant;

/**
 * The unit's office at one moment, as the hub told it.
 *
 * @param document the same as it came
 */
public record OfficeSnapshot(SnapshotMessage message, Document document) {
  public long version() {
    return message.version();
  }

  /** The name of the office. */
  public String office() {
    return message.office().office().id();
  }

  public Instant madeAt() {
    return message.madeAt();
  }
}
