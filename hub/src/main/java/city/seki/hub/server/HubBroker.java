package city.seki.hub.server;

import city.seki.config.link.LinkSettings;
import city.seki.hub.broker.BrokerRefused;
import city.seki.hub.broker.DevelopmentGuard;
import city.seki.hub.broker.EmbeddedBroker;
import city.seki.hub.broker.Limits;
import city.seki.hub.broker.Mutual;
import city.seki.hub.link.HubLink;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.net.InetAddress;
import java.net.URI;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The broker of one hub: its own, which is open on loopback or asks for certificates, or somebody
 * else's.
 *
 * @param place where the hub itself connects
 * @param unitsPort where units connect
 * @param sweep ends the connections of certificates that are over, once a minute
 */
record HubBroker(HubLink.Broker place, int unitsPort, Runnable sweep) {
  /**
   * @param authority null for one that runs open
   * @param running ends what is started here
   * @param turnedAway is told whom the embedded one refused
   * @throws BrokerRefused if the embedded one cannot listen, or is not tight
   */
  static HubBroker start(
      HubSettings settings,
      HubSurroundings around,
      @Nullable Authority authority,
      RunningParts running,
      TurnedAway turnedAway)
      throws BrokerRefused {
    URI external = settings.broker();
    if (external != null) {
      HubLink.Broker place =
          new HubLink.Broker(
              external.getHost(),
              external.getPort(),
              null,
              "seki-hub",
              authority == null
                  ? null
                  : Tls.context(
                      authority.tls(), PeerCheck.hub(authority.desk().root(), around.real())));
      return new HubBroker(place, external.getPort(), () -> {});
    }
    EmbeddedBroker broker = running.started(embedded(settings, around, authority, turnedAway));
    HubLink.Broker place =
        new HubLink.Broker(
            broker.hubAddress().getAddress().getHostAddress(),
            broker.hubAddress().getPort(),
            new LinkSettings.Login(broker.hubUser(), broker.hubPassword()),
            "seki-hub-" + HexFormat.of().toHexDigits(around.random().nextLong()));
    if (authority == null) {
      return new HubBroker(place, broker.port(), () -> {});
    }
    authority.desk().onRevoked(broker::cut);
    return new HubBroker(place, broker.port(), () -> broker.cutOver(around.real().instant()));
  }

  private static EmbeddedBroker embedded(
      HubSettings settings,
      HubSurroundings around,
      @Nullable Authority authority,
      TurnedAway turnedAway)
      throws BrokerRefused {
    InetAddress bind = settings.bind();
    int port = settings.mqttPort();
    return authority == null
        ? EmbeddedBroker.start(bind, port, new DevelopmentGuard(), turnedAway)
        : EmbeddedBroker.start(
            bind,
            port,
            new Mutual(
                authority.tls(),
                authority.desk().root(),
                authority.desk()::isRevoked,
                around.real(),
                around.nanos(),
                Limits.STANDARD),
            turnedAway);
  }
}
