/**
 * How Seki speaks DTLS with certificates (RFC 6347, 7925, 9148): which suites, who is believed,
 * what is shown. The same two questions as in {@code provisioning.tls}, asked of the same classes.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.dtls;
