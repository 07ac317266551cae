package city.seki.provisioning.est;

/** What reading a request gives: the request, or why there is none. */
public sealed interface RequestReading permits CertificateRequest, RequestReading.Bad {

  /**
   * @param problem for whoever answers it
   * @param detail for whoever looks for the cause; nothing of the request's names is in it
   */
  record Bad(Problem problem, String detail) implements RequestReading {}

  /** Why bytes are no request that could ever be granted. */
  enum Problem {
    TOO_LARGE,
    NOT_A_REQUEST,
    KEY_NOT_P256,
    SIGNATURE_NOT_ECDSA_SHA256,
    /** The sender did not show that the private key is theirs. */
    NO_PROOF_OF_POSSESSION
  }
}
