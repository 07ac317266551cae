package city.seki.hub.feed;

import java.net.URI;

/**
 * Where figures of days are told.
 *
 * @param token shown as a bearer, empty for none
 */
public record FeedSettings(URI address, String token) {
  /** Without the token. */
  @Override
  public String toString() {
    return "FeedSettings[" + address.getHost() + "]";
  }
}
