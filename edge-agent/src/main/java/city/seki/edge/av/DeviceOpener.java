package city.seki.edge.av;

import city.seki.config.model.DeviceMapping;
import org.jspecify.annotations.Nullable;

/** Makes the production driver for a device, which does not touch the network yet. */
public interface DeviceOpener {
  /**
   * @param secret null if none was given
   * @param mapping how it is understood; for devices that speak MQTT, and null for all others
   * @throws IllegalArgumentException if there is no driver for it, or the secret is none for it;
   *     the message holds the remedy and no password
   */
  Device open(DeviceSpec spec, @Nullable Secret secret, @Nullable DeviceMapping mapping);
}
