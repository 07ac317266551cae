package city.seki.edge.av;

import java.net.URI;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which device on the network, as the installer and the wiring file name it; {@code toString} gives
 * that name back. A name holds no password: that is a {@link Secret}.
 */
public sealed interface DeviceSpec {
  /** What all names look like, for messages. */
  String FORMS =
      "pjlink://HOST, xapi+https://HOST, xapi+http://HOST, zoom+ssh://HOST, snmp://HOST,"
          + " mqtt://HOST, mqtts://HOST, tcp://HOST:PORT or ping://HOST";

  /** What comes before the fingerprint of a certificate. */
  String PIN = "#sha256=";

  /**
   * Where it is.
   *
   * @param host a name, an IPv4 address, or an IPv6 address without brackets
   * @param given the port that the installer wrote
   */
  record Address(String host, OptionalInt given) {
    int portOr(int usual) {
      return given.orElse(usual);
    }

    @Override
    public String toString() {
      String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
      return given.isPresent() ? shown + ":" + given.getAsInt() : shown;
    }
  }

  /** A projector or display that speaks PJLink. */
  record Pjlink(Address address) implements DeviceSpec {
    public int port() {
      return address.portOr(4352);
    }

    @Override
    public String toString() {
      return "pjlink://" + address;
    }
  }

  /**
   * A Cisco room device.
   *
   * @param fingerprint SHA-256 of its certificate, 64 hex digits in lower case, for one that no
   *     authority has signed; null where one has, and without TLS
   */
  record Xapi(boolean tls, Address address, @Nullable String fingerprint) implements DeviceSpec {
    public int port() {
      return address.portOr(tls ? 443 : 80);
    }

    /** As {@code XapiDevice} takes it. */
    public URI url() {
      return URI.create(toString().substring("xapi+".length()));
    }

    @Override
    public String toString() {
      return (tls ? "xapi+https://" : "xapi+http://")
          + address
          + (fingerprint == null ? "" : PIN + fingerprint);
    }
  }

  /** A Zoom Room, asked over SSH. */
  record Zoom(Address address) implements DeviceSpec {
    public int port() {
      return address.portOr(2244);
    }

    @Override
    public String toString() {
      return "zoom+ssh://" + address;
    }
  }

  /** Anything that answers SNMP. */
  record Snmp(Address address) implements DeviceSpec {
    public int port() {
      return address.portOr(161);
    }

    @Override
    public String toString() {
      return "snmp://" + address;
    }
  }

  /**
   * A device that speaks MQTT itself, at its broker; what it says is understood by a mapping.
   *
   * @param address of the broker
   * @param fingerprint SHA-256 of the broker's certificate, as for {@link Xapi}
   */
  record Mqtt(boolean tls, Address address, @Nullable String fingerprint) implements DeviceSpec {
    public int port() {
      return address.portOr(tls ? 8883 : 1883);
    }

    @Override
    public String toString() {
      return (tls ? "mqtts://" : "mqtt://")
          + address
          + (fingerprint == null ? "" : PIN + fingerprint);
    }
  }

  /** Anything that listens on a TCP port; only whether it does is known of it. */
  record Tcp(String host, int port) implements DeviceSpec {
    @Override
    public String toString() {
      return "tcp://" + new Address(host, OptionalInt.of(port));
    }
  }

  /** Anything that answers an echo; only whether it does is known of it. */
  record Ping(String host) implements DeviceSpec {
    @Override
    public String toString() {
      return "ping://" + new Address(host, OptionalInt.empty());
    }
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it names no device; the message says what was expected, and
   *     repeats nothing that might be a password
   */
  static DeviceSpec parse(String text) {
    int end = text.indexOf("://");
    String scheme = end < 0 ? "" : text.substring(0, end);
    String place = text.substring(end < 0 ? 0 : end + 3);
    require(
        place.indexOf('@') < 0,
        scheme + "://…@…",
        "a name of a device holds no user and no password: write 'user:password' into a file that"
            + " only its owner can read, and name that with --password-file");
    return switch (scheme) {
      case "pjlink" -> new Pjlink(address(text, place));
      case "xapi+http" -> new Xapi(false, address(text, place), null);
      case "xapi+https" -> pinned(text, place, (at, pin) -> new Xapi(true, at, pin));
      case "mqtt" -> new Mqtt(false, address(text, place), null);
      case "mqtts" -> pinned(text, place, (at, pin) -> new Mqtt(true, at, pin));
      case "zoom+ssh" -> new Zoom(address(text, place));
      case "snmp" -> new Snmp(address(text, place));
      case "tcp" -> tcp(text, address(text, place));
      case "ping" -> ping(text, address(text, place));
      default ->
          throw new IllegalArgumentException("'" + text + "' names no device: expected " + FORMS);
    };
  }

  private static Address address(String text, String place) {
    Matcher parts =
        Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?")
            .matcher(place);
    require(parts.matches(), text, "expected HOST or HOST:PORT behind ://, and nothing after it");
    String host = parts.group(1).replace("[", "").replace("]", "");
    String digits = parts.group(2);
    if (digits == null) {
      return new Address(host, OptionalInt.empty());
    }
    int port = Integer.parseInt(digits);
    require(port >= 1 && port <= 65_535, text, "a port is 1 to 65535");
    return new Address(host, OptionalInt.of(port));
  }

  private static DeviceSpec pinned(
      String text, String place, BiFunction<Address, @Nullable String, DeviceSpec> with) {
    int pin = place.indexOf('#');
    if (pin < 0) {
      return with.apply(address(text, place), null);
    }
    String fingerprint = place.substring(pin).replace(PIN, "");
    require(
        fingerprint.matches("[0-9a-f]{64}"),
        text,
        "a certificate is pinned by #sha256= and 64 hex digits in lower case");
    return with.apply(address(text, place.substring(0, pin)), fingerprint);
  }

  private static DeviceSpec tcp(String text, Address address) {
    require(address.given().isPresent(), text, "expected tcp://HOST:PORT, like tcp://10.1.2.3:80");
    return new Tcp(address.host(), address.portOr(0));
  }

  private static DeviceSpec ping(String text, Address address) {
    require(address.given().isEmpty(), text, "an echo has no port: expected ping://HOST");
    return new Ping(address.host());
  }

  private static void require(boolean condition, String found, String expected) {
    if (!condition) {
      throw new IllegalArgumentException("'" + found + "': " + expected);
    }
  }
}
