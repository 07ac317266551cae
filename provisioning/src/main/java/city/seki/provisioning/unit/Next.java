package city.seki.provisioning.unit;

import java.net.URI;

/** What a unit does now about its certificate. */
public sealed interface Next {
  /** Nothing before that, by the monotonic clock in milliseconds. */
  record Rest(long until) implements Next {}

  /** Makes a request and writes it down, before it is sent. */
  record MakeRequest(boolean withNewKey) implements Next {}

  /** A question to a server. */
  sealed interface Question extends Next {
    URI server();
  }

  /** Asks a hub that it does not know yet for its root, of which the typed code says what it is. */
  record LearnRoot(URI server) implements Question {}

  /** Sends the request, with the claim or with the certificate that it has. */
  record Ask(URI server) implements Question {}

  /** Connects with the certificate that was the answer, and asks for the start document. */
  record Try(URI server) implements Question {}

  /** Connects with the certificate that it has, and asks for the start document. */
  record FetchStart(URI server) implements Question {}
}
