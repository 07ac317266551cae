package city.seki.provisioning.ca;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * A key on a token that may be pulled out and come back while its user runs. A signature that fails
 * is tried once more with a new session; a PIN that was refused is not tried again, for the token
 * would lock itself. Safe for every thread.
 */
final class TokenKey implements SigningKey {
  private final Token token;
  private final KeyPlace.Owner owner;
  private Token.@Nullable Held held;
  private Token.@Nullable PinRefused refused;

  TokenKey(Token token, KeyPlace.Owner owner, Token.Held held) {
    this.token = token;
    this.owner = owner;
    this.held = held;
  }

  @Override
  public synchronized byte[] sign(byte[] content) {
    Token.Held last = held;
    if (last != null) {
      try {
        return SigningKey.signed(last.key(), content, last.provider());
      } catch (GeneralSecurityException | ProviderException e) {
        held = null; // the session is over; whether the token is there shows below
      }
    }
    try {
      Token.Held now = again();
      byte[] signed = SigningKey.signed(now.key(), content, now.provider());
      held = now;
      return signed;
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      throw new KeyAway("the authority's key cannot be used: " + e.getMessage(), e);
    }
  }

  private Token.Held again() throws IOException {
    if (refused != null) {
      throw refused;
    }
    try {
      return token.key(owner);
    } catch (Token.PinRefused e) {
      refused = e;
      throw e;
    }
  }

  @Override
  public String toString() {
    return "TokenKey[" + owner.alias() + "]";
  }
}
