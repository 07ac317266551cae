package city.seki.hub.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers, in memory: a hub that starts anew asks everybody to sign in again. */
final class Sessions {
  /** Most sessions at a time: beyond it, the one that was idle longest ends. */
  static final int MOST = 10_000;

  /**
   * How long a session is good.
   *
   * @param idle one that nobody used for longer is over
   * @param whole over after that, however much it is used
   */
  record Life(Duration idle, Duration whole) {
    /** A person's: a long working day, and not the desk that was left. */
    static final Life OF_PERSON = new Life(Duration.ofHours(2), Duration.ofHours(12));

    /** A token's, which may be a screen on a wall; the token itself ends earlier or is revoked. */
    static final Life OF_TOKEN = new Life(Duration.ofHours(12), Duration.ofDays(30));

    static Life of(Proof proof) {
      return switch (proof) {
        case Proof.ByToken _ -> OF_TOKEN;
        case Proof.ByAccount _, Proof.ByDirectory _ -> OF_PERSON;
      };
    }
  }

  private record Session(Proof proof, long begunNanos, long usedNanos) {
    boolean holds(long now) {
      Life life = Life.of(proof);
      return now - usedNanos <= life.idle().toNanos() && now - begunNanos <= life.whole().toNanos();
    }
  }

  private final LongSupplier nanos;

  /** The one idle longest comes first. */
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void begin(String session, Proof proof) {
    long now = nanos.getAsLong();
    sessions.put(session, new Session(proof, now, now));
    if (sessions.size() > MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
  }

  /** Whose session that is; null if it is over. Being asked for by a person is being used. */
  synchronized @Nullable Proof use(String session) {
    Session found = sessions.remove(session); // put back as the youngest
    long now = nanos.getAsLong();
    if (found == null || !found.holds(now)) {
      return null;
    }
    sessions.put(session, new Session(found.proof(), found.begunNanos(), now));
    return found.proof();
  }

  /** The same, for what a page does while nobody looks at it. */
  synchronized @Nullable Proof look(String session) {
    Session found = sessions.get(session);
    return found != null && found.holds(nanos.getAsLong()) ? found.proof() : null;
  }

  synchronized void end(String session) {
    sessions.remove(session);
  }

  /** Ends all sessions of whoever that is; how many there were. */
  synchronized int endAll(String who) {
    int before = sessions.size();
    sessions.values().removeIf(session -> session.proof().who().equals(who));
    return before - sessions.size();
  }
}
