package city.seki.hub.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Text;
import city.seki.hub.access.Proof;
import city.seki.hub.access.Role;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The city's directory: sends browsers there to sign in, and believes what it says of them when
 * they come back. It may be away for as long as it likes; the hub runs on and asks again. Safe for
 * all threads.
 */
public final class CityDirectory implements AutoCloseable {
  /** What it says of itself may change: asked for again after an hour. */
  private static final Duration FRESH = Duration.ofHours(1);

  /** While it is away, nobody asks more often than this on behalf of {@link #trouble}. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private static final int SUBJECT_BYTES = 8;

  /** What a provider's link back may say (OpenID Connect Core, 3.1.2.5; RFC 9207). */
  private static final List<String> ANSWER =
      List.of("code", "state", "iss", "error", "error_description");

  /** What became of a sign-in. */
  public sealed interface Outcome {}

  /** Somebody whom the directory knows. */
  public record Known(Proof.ByDirectory proof) implements Outcome {}

  /**
   * Not signed in.
   *
   * @param detail for the hub's log; names no person
   */
  public record Failed(DirectoryFailure failure, String detail) implements Outcome {}

  /**
   * A sign-in that begins.
   *
   * @param provider where the browser goes
   * @param flow what the browser keeps until it comes back; a secret
   */
  public record Begun(URI provider, String flow) implements Outcome {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Begun";
    }
  }

  private final DirectorySettings settings;
  private final LongSupplier nanos;
  private final SecureRandom random;
  private final ProviderHttp http;
  private final Object asking = new Object();
  private volatile @Nullable Provider provider;
  private volatile @Nullable String trouble = "was not asked yet";
  private volatile long askedNanos;

  /**
   * Asks nobody yet.
   *
   * @param nanos the monotonic clock
   * @throws IOException if the file with its authority cannot be used
   */
  public CityDirectory(DirectorySettings settings, LongSupplier nanos, SecureRandom random)
      throws IOException {
    this.settings = settings;
    this.nanos = nanos;
    this.random = random;
    this.http = new ProviderHttp(settings.caFile(), "http".equals(settings.issuer().getScheme()));
    this.askedNanos = nanos.getAsLong() - AGAIN.toNanos();
  }

  /** What the page calls it, null for its usual words. */
  public @Nullable Text name() {
    return settings.name();
  }

  /** Where browsers reach this hub. */
  public URI publicUrl() {
    return settings.publicUrl();
  }

  /**
   * Why nobody can sign in by it, as it was when it was last asked; null if everybody can. Asks
   * again beside, now and then, while it was away.
   */
  public @Nullable String trouble() {
    String known = trouble;
    if (known != null && nanos.getAsLong() - askedNanos >= AGAIN.toNanos()) {
      askedNanos = nanos.getAsLong();
      Thread.ofVirtual().name("seki-directory").start(this::lookAgain);
    }
    return known;
  }

  private void lookAgain() {
    try {
      var _ = provider();
    } catch (SignInFailed e) {
      // Kept as the trouble, which is what is asked for.
    }
  }

  /** Begins a sign-in: {@link Begun}, or {@link Failed} while the directory is away. */
  public Outcome begin() {
    try {
      Flow flow = Flow.begin(random);
      return new Begun(provider().authorization(flow), flow.text());
    } catch (SignInFailed e) {
      return failed(e);
    }
  }

  /**
   * Finishes a sign-in.
   *
   * @param kept what the browser kept of it, null for nothing
   * @param query what the link by which it came back says under that name, null for nothing
   */
  public Outcome finish(@Nullable String kept, Function<String, @Nullable String> query) {
    try {
      Flow flow = Flow.parse(kept);
      if (flow == null) {
        throw new SignInFailed(DirectoryFailure.EXPIRED, "this browser has begun no sign-in");
      }
      Provider asked = provider();
      return new Known(proof(asked.claims(code(asked, flow, query), flow)));
    } catch (SignInFailed e) {
      return failed(e);
    }
  }

  private static Failed failed(SignInFailed e) {
    return new Failed(e.failure(), String.valueOf(e.getMessage()));
  }

  private AuthorizationCode code(
      Provider asked, Flow flow, Function<String, @Nullable String> query) throws SignInFailed {
    Map<String, List<String>> said = new HashMap<>();
    for (String name : ANSWER) {
      String value = query.apply(name);
      if (value != null) {
        said.put(name, List.of(value));
      }
    }
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(settings.callback(), said);
    } catch (ParseException | IllegalArgumentException e) {
      throw new SignInFailed(
          DirectoryFailure.UNTRUSTED, "the link from the provider is not understood", e);
    }
    if (!flow.state().equals(response.getState())) {
      throw new SignInFailed(DirectoryFailure.EXPIRED, "it is the end of another sign-in");
    }
    boolean silent = response.getIssuer() == null && !asked.namesItself();
    if (!silent && !settings.issuer().toString().equals(String.valueOf(response.getIssuer()))) {
      throw new SignInFailed(
          DirectoryFailure.UNTRUSTED, "the answer is of another provider (RFC 9207)");
    }
    if (response instanceof AuthenticationErrorResponse error) {
      String word = String.valueOf(error.getErrorObject().getCode());
      throw new SignInFailed(
          word.equals("access_denied") ? DirectoryFailure.DENIED : DirectoryFailure.UNAVAILABLE,
          "the provider says " + word);
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new SignInFailed(DirectoryFailure.UNTRUSTED, "the link from the provider has no code");
    }
    return code;
  }

  private Proof.ByDirectory proof(Map<String, Object> claims) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(settings.everyone());
    for (String group : Claims.texts(claims, settings.groups())) {
      roles.addAll(settings.roles().getOrDefault(group, Set.of()));
    }
    String claim = settings.staffNumber();
    return new Proof.ByDirectory(
        subject(String.valueOf(claims.get("sub"))),
        claim == null ? null : Claims.text(claims, claim),
        roles);
  }

  /** A name that tells the same person from others, and no more. */
  private String subject(String sub) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((settings.issuer() + "\n" + sub).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, SUBJECT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Where a browser goes to sign out of the directory too, null if that is not offered. */
  public @Nullable URI signOut() {
    Provider known = provider;
    URI end = known == null ? null : known.signOut();
    if (end == null) {
      return null;
    }
    return URI.create(
        end
            + (end.getRawQuery() == null ? "?" : "&")
            + "client_id="
            + URLEncoder.encode(settings.clientId(), UTF_8)
            + "&post_logout_redirect_uri="
            + URLEncoder.encode(settings.publicUrl() + "/", UTF_8));
  }

  /** The provider as it describes itself; the one known before, if it is away now. */
  private Provider provider() throws SignInFailed {
    Provider known = provider;
    if (known != null && nanos.getAsLong() - askedNanos < FRESH.toNanos()) {
      return known;
    }
    synchronized (asking) {
      known = provider;
      if (known != null && nanos.getAsLong() - askedNanos < FRESH.toNanos()) {
        return known;
      }
      askedNanos = nanos.getAsLong();
      try {
        Provider found = Provider.discover(settings, http);
        provider = found;
        trouble = null;
        return found;
      } catch (IOException e) {
        String why = "the provider " + settings.issuer() + " cannot be used: " + e.getMessage();
        trouble = why;
        if (known != null) {
          return known;
        }
        throw new SignInFailed(DirectoryFailure.UNAVAILABLE, why, e);
      }
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
