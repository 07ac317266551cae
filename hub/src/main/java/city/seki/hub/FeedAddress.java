package city.seki.hub;

import city.seki.config.source.Loopback;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where figures may go, and with what. */
final class FeedAddress {
  private FeedAddress() {}

  /** By TLS, or without leaving this machine. */
  static boolean isProtected(URI address) {
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && Loopback.isHost(address.getHost()));
  }

  /**
   * The token in that file, empty without one.
   *
   * @param option its name, for whoever has to look
   */
  static String token(@Nullable Path file, String option) {
    try {
      return file == null ? "" : Files.readString(file).strip();
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be read: %s; give %s a file that is there"
              .formatted(file, e.getMessage(), option),
          e);
    }
  }
}
