package city.seki.edge.config;

import city.seki.config.source.UnitFile;
import city.seki.config.wire.DesiredMessage;

/**
 * A configuration that the hub told this unit to have: believed, whole, and readable.
 *
 * @param envelope the document as it came, so that it is believed for the same reason when it is
 *     read again
 * @param text of the configuration, carried in the document or fetched
 * @param settings what that text says
 */
public record Wished(
    DesiredMessage wish, String envelope, String text, UnitFile.Settings settings) {
  public long version() {
    return wish.version();
  }

  @Override
  public String toString() {
    return "Wished[" + version() + "]";
  }
}
