package city.seki.hub.notice;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person wants to be told.
 *
 * @param to a mail address, or the secret address of a chat's webhook
 * @param language {@code ja} or {@code en}
 * @param trouble why the last notice could not be delivered, null if it could
 */
public record Wanted(
    String person,
    Channel channel,
    String to,
    String language,
    Instant since,
    @Nullable String trouble) {

  /** What may be shown of where it goes: of a webhook its host, for the rest of it is a secret. */
  public String shown() {
    return channel == Channel.MAIL ? to : URI.create(to).getAuthority();
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "Wanted[" + person + ", " + channel + "]";
  }
}
