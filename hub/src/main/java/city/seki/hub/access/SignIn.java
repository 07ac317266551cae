package city.seki.hub.access;

import city.seki.config.wire.JsonText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins sessions: by user name and password, by token, by what the city's directory said. Each,
 * and each failure, is in the audit log. Safe for all threads.
 */
public final class SignIn {
  /** Passwords that are hashed at the same time, each in 19 MiB. */
  static final int AT_ONCE = 2;

  /** Longer ones are no passwords of ours, and are not hashed. */
  private static final int LONGEST_INPUT = 1_024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What became of it. */
  public sealed interface Answer {}

  /**
   * Signed in.
   *
   * @param session its name, which is a secret
   * @param browser the mark of {@link KnownBrowsers} for this browser, null where it needs none
   */
  public record In(String session, @Nullable String browser) implements Answer {
    /** Without the secrets. */
    @Override
    public String toString() {
      return "In";
    }
  }

  /** That does not count; which part of it is wrong is told nobody. */
  public record Wrong() implements Answer {}

  /** Another password that is not good enough; {@code complaint} is for a person, in English. */
  public record Weak(String complaint) implements Answer {}

  /** Too many failures; {@code time} to wait. */
  public record Wait(Duration time) implements Answer {}

  /** Too many sign in at this moment. */
  public record Busy() implements Answer {}

  private final Accounts accounts;
  private final Tokens tokens;
  private final AuditLog audit;
  private final KnownBrowsers browsers;
  private final Access access;
  private final FailureLimit addresses;
  private final Attempts ofKnown;
  private final Attempts ofOthers;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Semaphore hashing = new Semaphore(AT_ONCE, true);

  /** Hashed against where there is no account, so that its absence does not show in the time. */
  private final PasswordHash nobody;

  SignIn(
      AccessDatabase database,
      Access access,
      FailureLimit addresses,
      InstantSource clock,
      LongSupplier nanos,
      SecureRandom random) {
    this.accounts = database.accounts();
    this.tokens = database.tokens();
    this.audit = database.audit();
    this.browsers = database.browsers(random);
    this.access = access;
    this.addresses = addresses;
    this.ofKnown = new Attempts(nanos);
    this.ofOthers = new Attempts(nanos);
    this.clock = clock;
    this.random = random;
    this.nobody = PasswordHash.blank(random);
  }

  /**
   * By user name and password.
   *
   * @param browser the mark that this browser shows, null for none
   * @param address from where, for the limits and the audit log
   */
  public Answer byPassword(String name, String password, @Nullable String browser, String address)
      throws InterruptedException {
    Account account = accountOf(name);
    String known = account == null ? null : browsers.browserOf(browser, account);
    // Strangers may use up what is allowed to them, their address and the account's name, but not
    // what is allowed to a browser in which that person has signed in before.
    Duration left = known == null ? addresses.waiting(address) : Duration.ZERO;
    if (left.isPositive()) {
      return new Wait(left);
    }
    if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Busy();
    }
    try {
      Attempts attempts = account == null ? ofOthers : ofKnown;
      String counted = counted(name, account, known);
      left = attempts.begin(counted);
      if (left.isPositive()) {
        return new Wait(left);
      }
      Answer answer = tried(account, password, address);
      if (answer instanceof In) {
        attempts.succeeded(counted);
      }
      return answer;
    } finally {
      hashing.release();
    }
  }

  private @Nullable Account accountOf(String name) {
    try {
      return accounts.byName(Account.name(name));
    } catch (IllegalArgumentException e) {
      return null; // it can be none: answered like one that is not there
    }
  }

  private static String counted(String name, @Nullable Account account, @Nullable String known) {
    if (account == null) {
      return name.length() <= LONGEST_INPUT ? name : "";
    }
    return known == null ? account.id() : account.id() + " " + known;
  }

  private Answer tried(@Nullable Account account, String password, String address) {
    boolean sane = password.length() <= LONGEST_INPUT;
    PasswordHash stored = account == null ? null : accounts.hashOf(account.id());
    boolean right =
        (stored == null ? nobody : stored).isOf(sane ? password : "") && sane && stored != null;
    if (account == null || stored == null || !right) {
      return wrong(account == null ? "unknown" : "account:" + account.id(), "account", address);
    }
    Proof proof = new Proof.ByAccount(account.id(), account.generation());
    if (access.principal(proof) == null) {
      return wrong(proof.who(), "account", address); // disabled, or not in the roster any more
    }
    if (stored.isOutdated()) {
      accounts.renewHash(account, PasswordHash.of(password, random));
    }
    return in(proof, browsers.mark(account), address);
  }

  /**
   * Gives whoever is signed in by an account another password. Every session of that account is
   * over; the answer is a new one, for the browser that asked.
   *
   * @param current has to be right: a browser that was left alone must not lose its person
   * @param browser the mark that this browser shows, null for none
   * @param address from where, for the audit log
   */
  public Answer changePassword(
      Proof.ByAccount proof,
      String current,
      String wanted,
      @Nullable String browser,
      String address)
      throws InterruptedException {
    Account account = accounts.byId(proof.id());
    if (account == null) {
      return new Wrong();
    }
    String complaint = PasswordRules.complaint(wanted, account.guessedFirst());
    if (complaint != null) {
      return new Weak(complaint);
    }
    if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Busy();
    }
    try {
      String counted = counted(account.name(), account, browsers.browserOf(browser, account));
      Duration left = ofKnown.begin(counted);
      if (left.isPositive()) {
        return new Wait(left);
      }
      PasswordHash stored = accounts.hashOf(account.id());
      if (current.length() > LONGEST_INPUT || stored == null || !stored.isOf(current)) {
        return wrong(proof.who(), "password-change", address);
      }
      ofKnown.succeeded(counted);
      return changed(account, proof, PasswordHash.of(wanted, random), address);
    } finally {
      hashing.release();
    }
  }

  private Answer changed(
      Account account, Proof.ByAccount proof, PasswordHash hash, String address) {
    Principal principal = access.principal(proof);
    var _ =
        audit.append(
            clock.instant(),
            principal == null ? proof.who() : principal.who(),
            "change-password",
            JsonText.object(o -> o.put("account", account.id()).put("address", address)));
    accounts.setPassword(account, hash);
    Account now = accounts.byId(account.id());
    return now == null
        ? new Wrong()
        : new In(access.begin(new Proof.ByAccount(now.id(), now.generation())), browsers.mark(now));
  }

  /** By a token, which then need not be kept by the browser. */
  public Answer byToken(String secret, String address) {
    Token token = tokens.lookup(secret, clock.instant());
    Proof proof = token == null ? null : new Proof.ByToken(token.id());
    if (proof != null && access.principal(proof) != null) {
      return in(proof, null, address);
    }
    Duration left = addresses.waiting(address);
    return left.isPositive() ? new Wait(left) : wrong("unknown", "token", address);
  }

  /** By what the city's directory said, and what was checked; wrong without a role or a person. */
  public Answer byDirectory(Proof.ByDirectory proof, String address) {
    return proof.roles().isEmpty() || access.principal(proof) == null
        ? wrong(proof.who(), proof.way(), address)
        : in(proof, null, address);
  }

  /** What claimed to come from the city's directory could not be believed. */
  public void notBelieved(String address) {
    var _ = wrong("unknown", "directory", address);
  }

  private In in(Proof proof, @Nullable String browser, String address) {
    Principal principal = access.principal(proof);
    note(principal == null ? proof.who() : principal.who(), "sign-in", proof.way(), address);
    return new In(access.begin(proof), browser);
  }

  /** Notes it; what was typed is kept nowhere: it may be a password in the wrong field. */
  private Wrong wrong(String who, String way, String address) {
    var _ = addresses.failed(address);
    note(who, "sign-in-failed", way, address);
    return new Wrong();
  }

  private void note(String who, String act, String way, String address) {
    var _ =
        audit.append(
            clock.instant(),
            who,
            act,
            JsonText.object(o -> o.put("by", way).put("address", address)));
  }
}
