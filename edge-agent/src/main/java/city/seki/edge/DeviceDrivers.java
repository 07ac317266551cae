package city.seki.edge;

import city.seki.config.link.LinkThreads;
import city.seki.config.model.DeviceMapping;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.av.mqtt.MqttDevice;
import city.seki.edge.av.pjlink.PjlinkDevice;
import city.seki.edge.av.pjlink.PjlinkNotices;
import city.seki.edge.av.reach.PingDevice;
import city.seki.edge.av.reach.TcpDevice;
import city.seki.edge.av.snmp.SnmpDevice;
import city.seki.edge.av.xapi.XapiDevice;
import city.seki.edge.av.zoom.ZoomRoom;
import city.seki.edge.card.Pace;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The production driver for each kind of device; none touches the network yet. */
final class DeviceDrivers {
  /** The one user that a Zoom Room knows (its CLI reference). */
  private static final String ZOOM_USER = "zoom";

  private final Pace pace;

  /** One for all projectors of this machine: there is one port for all of them. */
  private final PjlinkNotices notices;

  /** Those of all connections to brokers of devices; none runs where there are none. */
  private final LinkThreads links = LinkThreads.virtual("device-link");

  private final RandomGenerator random;

  /**
   * @param random for names that no other client of a broker has
   */
  DeviceDrivers(Pace pace, PjlinkNotices notices, RandomGenerator random) {
    this.pace = pace;
    this.notices = notices;
    this.random = random;
  }

  Device of(DeviceSpec spec, @Nullable Secret secret, @Nullable DeviceMapping mapping) {
    return switch (spec) {
      case DeviceSpec.Pjlink pjlink -> new PjlinkDevice(pjlink, secret, notices, pace);
      case DeviceSpec.Snmp snmp -> new SnmpDevice(snmp, secret, pace);
      case DeviceSpec.Tcp tcp -> new TcpDevice(tcp, pace);
      case DeviceSpec.Ping ping -> new PingDevice(ping, pace);
      case DeviceSpec.Xapi xapi ->
          new XapiDevice(
              xapi.url(),
              secret == null ? null : secret.user(),
              secret == null ? null : secret.password(),
              pace);
      case DeviceSpec.Mqtt mqtt -> {
        if (mapping == null) {
          throw new IllegalArgumentException(mqtt + " needs a mapping: what its words mean");
        }
        // letters and digits alone, 23 at most: what every broker takes (MQTT 5.0, 3.1.3.1)
        String clientId = "seki" + HexFormat.of().toHexDigits(random.nextLong());
        yield new MqttDevice(mqtt, mapping, secret, clientId, links, pace);
      }
      case DeviceSpec.Zoom zoom ->
          new ZoomRoom(
              zoom.address().host(),
              zoom.port(),
              secret == null || secret.user() == null ? ZOOM_USER : secret.user(),
              secret == null ? "" : secret.password(),
              null,
              pace);
    };
  }
}
