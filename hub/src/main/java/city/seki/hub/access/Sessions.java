package city.seki.hub.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers, in memory: a hub that starts anew asks everybody to sign in again. */
final class Sessions {
  /** A session that nobody used for longer is over. */
  static final Duration IDLE = Duration.ofHours(12);

  /** Most sessions at a time: beyond it, the one that was idle longest ends. */
  static final int MOST = 10_000;

  private record Session(String tokenId, long usedNanos) {}

  private final LongSupplier nanos;

  /** The one idle longest comes first. */
  private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void begin(String session, String tokenId) {
    sessions.put(session, new Session(tokenId, nanos.getAsLong()));
    if (sessions.size() > MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
  }

  /** The id of the session's token; null if it is over. */
  synchronized @Nullable String use(String session) {
    Session found = sessions.get(session);
    long now = nanos.getAsLong();
    if (found == null || now - found.usedNanos() > IDLE.toNanos()) {
      sessions.remove(session);
      return null;
    }
    sessions.put(session, new Session(found.tokenId(), now));
    return found.tokenId();
  }

  synchronized void end(String session) {
    sessions.remove(session);
  }
}
