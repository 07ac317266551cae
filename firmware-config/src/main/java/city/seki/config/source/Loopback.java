package city.seki.config.source;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hosts that are this machine, where nobody listens on the way. */
public final class Loopback {
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "[::1]", "localhost");

  private Loopback() {}

  /**
   * @param host as in an address ({@link java.net.URI#getHost}), null for none
   */
  public static boolean isHost(@Nullable String host) {
    return host != null && HOSTS.contains(host);
  }
}
