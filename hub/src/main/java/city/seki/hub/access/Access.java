package city.seki.hub.access;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is asking, by token or session. Whether that one may is the table of {@link Operation}.
 * A session is worth no more than its token: revoked or expired, it ends at the next request. Safe
 * for all threads.
 */
public final class Access {
  private static final int SESSION_BYTES = 32;

  /** Whose a staff number is. */
  @FunctionalInterface
  public interface Staff {
    @Nullable String personOf(String staffId);
  }

  private final Tokens tokens;
  private final Staff staff;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Sessions sessions;
  private final FailureLimit failures;

  /**
   * @param clock real time, also where the city's is faster
   * @param nanos the monotonic clock
   * @param random makes the names of sessions
   */
  public Access(
      Tokens tokens, Staff staff, InstantSource clock, LongSupplier nanos, SecureRandom random) {
    this.tokens = tokens;
    this.staff = staff;
    this.clock = clock;
    this.random = random;
    this.sessions = new Sessions(nanos);
    this.failures = new FailureLimit(nanos);
  }

  /** Who shows that token, null if it does not count. */
  public @Nullable Principal byToken(String secret) {
    Token token = tokens.lookup(secret, clock.instant());
    return token == null ? null : principal(token);
  }

  /** Whose session that is, null if it is over. */
  public @Nullable Principal bySession(String session) {
    String tokenId = sessions.use(session);
    Token token = tokenId == null ? null : tokens.byId(tokenId);
    if (token == null || !token.holds(clock.instant())) {
      sessions.end(session);
      return null;
    }
    return principal(token);
  }

  private Principal principal(Token token) {
    String staffId = token.staffId();
    return new Principal(
        token.id(), token.roles(), staffId == null ? null : staff.personOf(staffId));
  }

  /** Begins a session; its name, which is a secret, or null if the token does not count. */
  public @Nullable String signIn(String secret) {
    Token token = tokens.lookup(secret, clock.instant());
    if (token == null) {
      return null;
    }
    byte[] bits = new byte[SESSION_BYTES];
    random.nextBytes(bits);
    String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    sessions.begin(session, token.id());
    return session;
  }

  public void signOut(String session) {
    sessions.end(session);
  }

  /**
   * Notes that somebody at that address showed what does not count. What counts is accepted from
   * every address at any time: 256 bits cannot be guessed, and nobody shall lock others out.
   *
   * @return whether it was more often than it may be
   */
  public boolean failed(String address) {
    return failures.failed(address);
  }
}
