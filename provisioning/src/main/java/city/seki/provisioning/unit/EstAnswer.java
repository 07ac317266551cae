package city.seki.provisioning.unit;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** What became of one question to the hub. */
public sealed interface EstAnswer {

  /**
   * What was asked for. Nothing in it has been verified.
   *
   * @param certificates in the order in which they came: whoever reads them looks for the one with
   *     its key, and must not rely on the order
   */
  record Certificates(List<X509Certificate> certificates) implements EstAnswer {
    public Certificates {
      certificates = List.copyOf(certificates);
    }
  }

  /** What became of the question for the start document. */
  sealed interface Start {}

  /**
   * The text of {@code unit.yaml}. It holds keys: nobody logs it.
   *
   * @param text as the hub wrote it, not yet read
   */
  record StartDocument(String text) implements Start {
    @Override
    public String toString() {
      return "StartDocument[" + text.length() + " characters]";
    }
  }

  /** Not what was asked for, for one of these reasons. */
  sealed interface Not extends EstAnswer, Start {}

  /**
   * The hub has the request and somebody has to approve it, or the hub is busy: the very same
   * request again after that time (202 over HTTPS, RFC 7030, 4.2.3; 5.03 with Max-Age over CoAP,
   * RFC 9148, 5.7).
   */
  record Wait(Duration retryAfter) implements Not {}

  /**
   * The hub says no.
   *
   * @param word of {@link city.seki.provisioning.enrol.EnrolRefusal}, or {@code http-404}, {@code
   *     coap-4.00} where the answer has none
   */
  record Refused(String word) implements Not {}

  /**
   * No answer came that can be read: no route, refused, timeout, a server that fails.
   *
   * @param cause for a person, with the address that was tried
   */
  record Unreachable(String cause) implements Not {}

  /**
   * Somebody answered who is not the hub, or TLS failed for another reason than the network: a
   * certificate that is not from the root, or the hub does not believe ours.
   *
   * @param why for a person, with the address that was tried
   */
  record Distrusted(String why) implements Not {}
}
