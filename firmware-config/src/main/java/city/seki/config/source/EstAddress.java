package city.seki.config.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a unit asks for certificates: EST over CoAPs (RFC 9148) or over HTTPS (RFC 7030). */
public final class EstAddress {
  /** Those that there are, the best for a small unit first. */
  public static final List<String> SCHEMES = List.of("coaps", "https");

  private static final String KEY = "est";

  private EstAddress() {}

  /**
   * @throws IllegalArgumentException if it is neither {@code coaps://host:port} nor {@code
   *     https://host:port}
   */
  public static URI parse(String text) {
    try {
      URI address = new URI(text);
      if (address.getHost() != null
          && SCHEMES.contains(address.getScheme())
          && address.getPort() > 0
          && address.getPort() <= 0xFFFF
          && address.getUserInfo() == null
          && Set.of("", "/").contains(address.getRawPath())
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return new URI(
            address.getScheme(), null, address.getHost(), address.getPort(), "", null, null);
      }
    } catch (URISyntaxException e) {
      // Said below: what it should look like helps more than what the parser stumbled over.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no address for certificates: write coaps://HOST:5684 or"
            + " https://HOST:8443");
  }

  /** The list under the key {@code est}; what is none is left out and made a problem. */
  static List<URI> read(Block block) {
    List<URI> addresses = new ArrayList<>();
    for (Value each : block.items(KEY)) {
      String text = each.text();
      try {
        if (text != null) {
          addresses.add(parse(text));
        }
      } catch (IllegalArgumentException e) {
        each.problem(String.valueOf(e.getMessage()));
      }
    }
    return addresses;
  }

  static String write(List<URI> addresses) {
    return addresses.stream()
        .map(each -> CityText.quoted(each.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
