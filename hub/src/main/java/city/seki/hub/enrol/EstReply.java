package city.seki.hub.enrol;

import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.est.CertsOnly;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** What somebody who asks for a certificate is answered, whatever the wire. */
public sealed interface EstReply {
  /** The certificate. */
  record Certificates(X509Certificate issued) implements EstReply {
    /** As {@code /sen} and {@code /sren} carry it: DER with this one alone (RFC 7030, 4.2.3). */
    public byte[] certsOnly() {
      return CertsOnly.write(List.of(issued));
    }
  }

  /** Not yet; the same request again after that time: 202, or 5.03 with Max-Age. */
  record Wait(Duration retryAfter) implements EstReply {
    /** In whole seconds, at least one. */
    public long seconds() {
      return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
  }

  /** No, and asking again does not help: 403, or 4.03. */
  record Refused(EnrolRefusal reason) implements EstReply {}

  /**
   * No request that could ever be granted: 400, or 4.00.
   *
   * @param detail for whoever looks for the cause; nothing of the request's names is in it
   */
  record Bad(String detail) implements EstReply {}
}
