package city.seki.hub.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is asking, by token or session. Whether that one may is the table of {@link Operation}.
 * A session is worth no more than what it began with: a token that was revoked, an account that was
 * disabled, a role that was taken back, a person who left the roster count at the next request.
 * Safe for all threads.
 */
public final class Access {
  private static final int SESSION_BYTES = 32;

  /** Whose a staff number is. */
  @FunctionalInterface
  public interface Staff {
    @Nullable String personOf(String staffId);
  }

  private final Tokens tokens;
  private final Accounts accounts;
  private final CalendarKeys calendarKeys;
  private final Whereabouts whereabouts;
  private final Staff staff;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Sessions sessions;
  private final FailureLimit failures;
  private final SignIn signIn;

  /**
   * @param clock real time, also where the city's is faster
   * @param nanos the monotonic clock
   * @param random makes the names of sessions
   */
  public Access(
      AccessDatabase database,
      Staff staff,
      InstantSource clock,
      LongSupplier nanos,
      SecureRandom random) {
    this.tokens = database.tokens();
    this.accounts = database.accounts();
    this.calendarKeys = database.calendarKeys();
    this.whereabouts = database.whereabouts();
    this.staff = staff;
    this.clock = clock;
    this.random = random;
    this.sessions = new Sessions(nanos);
    this.failures = new FailureLimit(nanos);
    this.signIn = new SignIn(database, this, failures, clock, nanos, random);
  }

  /** By which browsers begin sessions. */
  public SignIn signIn() {
    return signIn;
  }

  /** By which calendar programs read. */
  public CalendarKeys calendarKeys() {
    return calendarKeys;
  }

  /** Who lets colleagues see where they sit. */
  public Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Who shows that token, null if it does not count. */
  public @Nullable Principal byToken(String secret) {
    Token token = tokens.lookup(secret, clock.instant());
    return token == null ? null : principal(new Proof.ByToken(token.id()));
  }

  /** Whose session that is, null if it is over. */
  public @Nullable Principal bySession(String session) {
    return principalOf(session, sessions.use(session));
  }

  /** The same; that a page stays open does not make the session longer. */
  public @Nullable Principal bySessionUnused(String session) {
    return principalOf(session, sessions.look(session));
  }

  private @Nullable Principal principalOf(String session, @Nullable Proof proof) {
    Principal principal = proof == null ? null : principal(proof);
    if (principal == null) {
      sessions.end(session);
    }
    return principal;
  }

  /** Who that is now, null if that counts no more. */
  @Nullable Principal principal(Proof proof) {
    return switch (proof) {
      case Proof.ByToken by -> {
        Token token = tokens.byId(by.id());
        yield token == null || !token.holds(clock.instant())
            ? null
            : principal(by, token.roles(), token.staffId(), token.readOnly());
      }
      case Proof.ByAccount by -> {
        Account account = accounts.byId(by.id());
        yield account == null
                || account.disabled() != null
                || account.generation() != by.generation()
            ? null
            : principal(by, account.roles(), account.staffId(), false);
      }
      case Proof.ByDirectory by -> principal(by, by.roles(), by.staffId(), false);
    };
  }

  /** Whoever is bound to a staff number counts only while the roster has it. */
  private @Nullable Principal principal(
      Proof proof, Set<Role> roles, @Nullable String staffId, boolean readOnly) {
    String person = staffId == null ? null : staff.personOf(staffId);
    return staffId != null && person == null ? null : new Principal(proof, roles, person, readOnly);
  }

  /** What a token is called, or an account; null for others, and where it has no name. */
  public @Nullable String nameOf(Proof proof) {
    return switch (proof) {
      case Proof.ByToken by -> {
        Token token = tokens.byId(by.id());
        yield token == null || token.label().isEmpty() ? null : token.label();
      }
      case Proof.ByAccount by -> {
        Account account = accounts.byId(by.id());
        yield account == null ? null : account.name();
      }
      case Proof.ByDirectory _ -> null;
    };
  }

  /** Whether there is an account to sign in with. */
  public boolean hasAccounts() {
    return accounts.any();
  }

  /** Begins a session for what was found to hold; its name, which is a secret. */
  String begin(Proof proof) {
    byte[] bits = new byte[SESSION_BYTES];
    random.nextBytes(bits);
    String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    sessions.begin(session, proof);
    return session;
  }

  public void signOut(String session) {
    sessions.end(session);
  }

  /** Ends every session that began with the same token, account or entry of the directory. */
  public int signOutEverywhere(Principal principal) {
    return sessions.endAll(principal.proof().who());
  }

  /** How long that address has to wait after what it showed, zero if it may try. */
  public Duration waiting(String address) {
    return failures.waiting(address);
  }

  /**
   * Notes that somebody at that address showed what does not count. A token that counts is accepted
   * from every address at any time: 256 bits cannot be guessed, and nobody shall lock others out.
   *
   * @return whether it was more often than it may be
   */
  public boolean failed(String address) {
    return failures.failed(address);
  }
}
