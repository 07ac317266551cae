package city.seki.provisioning.est;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked for: under {@code /.well-known/est/}, by its short name over CoAP (RFC 9148,
 * 4.1) and by its long one over HTTPS (RFC 7030, 3.2.2). Keys that a server makes (skg) are not
 * offered: a key never leaves the unit that it belongs to.
 */
public enum EstResource {
  CA_CERTIFICATES("crts", "cacerts", null, ContentFormat.CERTS_ONLY),
  ENROLL("sen", "simpleenroll", ContentFormat.REQUEST, ContentFormat.CERTS_ONLY),
  REENROLL("sren", "simplereenroll", ContentFormat.REQUEST, ContentFormat.CERTS_ONLY),
  ATTRIBUTES("att", "csrattrs", null, ContentFormat.CSR_ATTRIBUTES);

  private final String coapName;
  private final String httpName;
  private final Optional<ContentFormat> takes;
  private final ContentFormat gives;

  EstResource(
      String coapName, String httpName, @Nullable ContentFormat takes, ContentFormat gives) {
    this.coapName = coapName;
    this.httpName = httpName;
    this.takes = Optional.ofNullable(takes);
    this.gives = gives;
  }

  public String coapName() {
    return coapName;
  }

  public String httpName() {
    return httpName;
  }

  /** The resource type by which it is discovered (RFC 9148, 9.2). */
  public String resourceType() {
    return "ace.est." + coapName;
  }

  /** What is posted to it; empty where it is got. */
  public Optional<ContentFormat> takes() {
    return takes;
  }

  /** What it answers where nothing else is asked for. */
  public ContentFormat gives() {
    return gives;
  }
}
