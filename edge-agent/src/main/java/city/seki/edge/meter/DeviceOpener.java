package city.seki.edge.meter;

import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import org.jspecify.annotations.Nullable;

/** Makes the production driver for a device, which does not touch the network yet. */
public interface DeviceOpener {
  /**
   * @param secret null if none was given
   * @throws IllegalArgumentException if there is no driver for it, or the secret is none for it;
   *     the message holds the remedy and no password
   */
  Device open(DeviceSpec spec, @Nullable Secret secret);
}
