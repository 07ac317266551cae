package city.seki.provisioning.est;

/**
 * The answer of {@code /att} (RFC 7030, 4.5.2): what a request should have. Ours always wants the
 * same: a key on P-256, signed with ECDSA and SHA-256, and, where the connection can give it, the
 * attribute that links the two.
 */
public final class CsrAttributes {
  private CsrAttributes() {}

  /**
   * @param linked whether the link to the connection is wanted too
   */
  public static byte[] write(boolean linked) {
    byte[] key =
        DerBytes.sequence(
            DerBytes.oid(Oids.EC_PUBLIC_KEY), DerBytes.set(DerBytes.oid(Oids.SECP256R1)));
    byte[] signature = DerBytes.oid(Oids.ECDSA_WITH_SHA256);
    return linked
        ? DerBytes.sequence(key, signature, DerBytes.oid(Oids.CHALLENGE_PASSWORD))
        : DerBytes.sequence(key, signature);
  }
}
