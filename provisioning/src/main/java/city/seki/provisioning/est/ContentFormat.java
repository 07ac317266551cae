package city.seki.provisioning.est;

import java.util.Optional;

/** What a body is: its number over CoAP (RFC 9148, 9.1) and its media type over HTTPS. */
public enum ContentFormat {
  CERTS_ONLY(281, "application/pkcs7-mime; smime-type=certs-only"),
  CSR_ATTRIBUTES(285, "application/csrattrs"),
  REQUEST(286, "application/pkcs10"),
  /** One certificate without its chain; a server may offer it (RFC 9148, 4.3). */
  CERTIFICATE(287, "application/pkix-cert");

  private final int number;
  private final String mediaType;

  ContentFormat(int number, String mediaType) {
    this.number = number;
    this.mediaType = mediaType;
  }

  public int number() {
    return number;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The one of that number over CoAP; empty for every other. */
  public static Optional<ContentFormat> of(int number) {
    for (ContentFormat format : values()) {
      if (format.number == number) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
