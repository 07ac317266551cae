package city.seki.hub.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in that has begun. Its browser keeps it, in a cookie that no script reads, so that
 * nobody can fill the hub's memory with sign-ins that are never finished, and no other browser can
 * finish this one.
 *
 * @param state comes back in the link from the provider
 * @param nonce comes back inside the signed token
 * @param verifier shows at the token endpoint that the code is ours (RFC 7636)
 */
record Flow(State state, Nonce nonce, CodeVerifier verifier) {
  private static final int BYTES = 32;
  private static final String PART = "([A-Za-z0-9_-]{43})";
  private static final Pattern TEXT = Pattern.compile(PART + "\\." + PART + "\\." + PART);

  static Flow begin(SecureRandom random) {
    return new Flow(
        new State(chance(random)), new Nonce(chance(random)), new CodeVerifier(chance(random)));
  }

  private static String chance(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** Reads what {@link #text} wrote, null if it is something else. */
  static @Nullable Flow parse(@Nullable String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text);
    return parts.matches()
        ? new Flow(
            new State(parts.group(1)), new Nonce(parts.group(2)), new CodeVerifier(parts.group(3)))
        : null;
  }

  /** As its browser keeps it. */
  String text() {
    return state.getValue() + "." + nonce.getValue() + "." + verifier.getValue();
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "Flow";
  }
}
