package city.seki.edge.av.xapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who asks. Not a record: its text must never show the password. */
final class Login {
  private final byte[] pair;

  Login(String user, String password) {
    this.pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
  }

  /** The header {@code Authorization} (RFC 7617). */
  String basic() {
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The sub-protocol by which a WebSocket is signed in. */
  String subprotocol() {
    return "auth-" + Base64.getUrlEncoder().withoutPadding().encodeToString(pair);
  }
}
