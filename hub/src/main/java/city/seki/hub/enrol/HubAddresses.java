package city.seki.hub.enrol;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where units reach the hub.
 *
 * @param hosts DNS names and addresses, the best first; at least one
 * @param mqttPort of MQTT over TLS
 * @param coapPort of CoAPs, 0 where it is not served
 * @param httpPort of HTTPS
 */
public record HubAddresses(List<String> hosts, int mqttPort, int coapPort, int httpPort) {
  /**
   * @throws IllegalArgumentException without a host
   */
  public HubAddresses {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a hub is reached under at least one name");
    }
  }

  /** {@code mqtts://HOST:PORT}. */
  public URI mqtt() {
    return uri("mqtts", hosts.getFirst(), mqttPort);
  }

  /** Where certificates are asked for: CoAPs under every name, then HTTPS. */
  public List<URI> est() {
    return Stream.concat(
            hosts.stream().filter(host -> coapPort > 0).map(host -> uri("coaps", host, coapPort)),
            hosts.stream().map(host -> uri("https", host, httpPort)))
        .toList();
  }

  private static URI uri(String scheme, String host, int port) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + name + ":" + port);
  }
}
