package city.seki.hub.broker;

import org.jspecify.annotations.Nullable;

/**
 * Says who may connect to the embedded broker and who may say and hear what. Called on the broker's
 * threads, several at a time, for every message: it must be quick and must not block.
 *
 * <p>The hub's own clients are never asked about: they prove themselves by a password that exists
 * in this process only, and may do everything.
 */
public interface TopicGuard {
  /**
   * Who speaks.
   *
   * @param clientId chosen by the client, proves nothing
   * @param user the user name that was admitted, null for a client that gave none
   * @param unit that its certificate proved it to be, null for a client that showed none
   */
  record Speaker(String clientId, @Nullable String user, @Nullable String unit) {}

  /** Whether clients that give no user name may connect at all. */
  boolean admitsAnonymous();

  /** Whether a client may connect under that user name. */
  boolean admits(String clientId, String user, byte @Nullable [] password);

  /**
   * @param topic without wildcards
   */
  boolean mayWrite(Speaker speaker, String topic);

  /**
   * @param filter may have wildcards
   */
  boolean mayRead(Speaker speaker, String filter);
}
