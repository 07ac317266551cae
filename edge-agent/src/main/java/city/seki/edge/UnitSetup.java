package city.seki.edge;

import city.seki.config.link.LinkSettings;
import city.seki.config.model.Unit;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import city.seki.edge.av.Secret;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who a unit is, what is wired to it, and where its hub is.
 *
 * @param cardKey the city's, by which cards become digests
 * @param hubKey with which the hub signs what the unit is to believe; null takes what the broker
 *     lets through
 * @param secrets the unit's own secret of that name, for devices and sensors of the network; null
 *     where it has none
 * @param labels the key of each label and sign that may read here, by its name
 * @param hub host, port, login and sockets of the broker
 * @param zone of the city, for the times that the unit tells
 * @param version of this program, for the unit's status
 */
public record UnitSetup(
    Unit unit,
    CardKey cardKey,
    @Nullable HubKey hubKey,
    Function<String, @Nullable Secret> secrets,
    Map<String, Secret> labels,
    LinkSettings hub,
    ZoneId zone,
    String version) {
  public UnitSetup {
    labels = Map.copyOf(labels);
  }

  /** A unit that died is known to be silent within 1.5 of it: contract.md asks for 45 s. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** More than the agent ever has under way, health included. */
  private static final int WINDOW = 128;

  /**
   * How a unit reaches the broker of its hub by TLS, where it shows its certificate, and believes
   * nobody but that hub.
   *
   * @param own asked at each connection, so that a renewed certificate is shown by the next
   * @param peers {@link PeerCheck#hub}
   */
  public static LinkSettings linkTo(
      String host, int port, Unit unit, Supplier<@Nullable TlsIdentity> own, PeerCheck peers) {
    return linkTo(host, port, unit).withTls(() -> Tls.context(own, peers), Tls.parameters());
  }

  /** How a unit reaches the broker at that place, without TLS: for development. */
  public static LinkSettings linkTo(String host, int port, Unit unit) {
    return LinkSettings.to(host, port, unit.id())
        .withTimes(KEEP_ALIVE, CONNECT_TIMEOUT)
        .withWindow(WINDOW, WINDOW);
  }
}
