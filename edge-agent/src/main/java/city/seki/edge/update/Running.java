package city.seki.edge.update;

import city.seki.config.bundle.DataFormat;
import city.seki.config.bundle.SoftwareVersion;
import java.util.Map;

/**
 * The version that runs.
 *
 * @param data the formats of the data that it keeps, by their name
 */
public record Running(Slot slot, SoftwareVersion version, Map<String, DataFormat> data) {
  public Running {
    data = Map.copyOf(data);
  }
}
