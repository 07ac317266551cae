package city.seki.provisioning.est;

/** The object identifiers that occur in these messages. */
final class Oids {
  static final String DATA = "1.2.840.113549.1.7.1";
  static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  static final String CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7";
  static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
  static final String SECP256R1 = "1.2.840.10045.3.1.7";
  static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

  private Oids() {}
}
