package city.seki.provisioning.unit;

import city.seki.provisioning.est.CertificateRequest;

/**
 * One server for certificates under one address, as a unit with one identity speaks with it: EST
 * over CoAPs (RFC 9148) or over HTTPS (RFC 7030), and the question for the start document.
 *
 * <p>Each call blocks until an answer is there or its own time limit is over, and throws nothing:
 * what may go wrong is an answer. Confined to one thread.
 */
public interface EstClient extends AutoCloseable {
  /** The authority's certificates: issuing CA and root. */
  EstAnswer caCertificates();

  /** A certificate for a claim ({@code /sen}, {@code simpleenroll}). */
  EstAnswer enrol(CertificateRequest request);

  /**
   * Another certificate for a unit that has, or had, one ({@code /sren}, {@code simplereenroll}).
   */
  EstAnswer reenrol(CertificateRequest request);

  /** The text of {@code unit.yaml}; needs a unit's certificate that holds ({@code GET /unit}). */
  EstAnswer.Start startDocument();

  /** Lets go of what the connection holds. */
  @Override
  void close();
}
