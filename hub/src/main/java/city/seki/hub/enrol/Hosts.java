package city.seki.hub.enrol;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Hosts as a certificate names them, to be compared with those that are wanted. */
final class Hosts {
  private static final Set<Integer> DNS_NAME_OR_ADDRESS = Set.of(2, 7);

  private Hosts() {}

  /** Of a certificate; empty if it names none, or they cannot be read. */
  static Set<String> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : of(
              names.stream()
                  .filter(name -> DNS_NAME_OR_ADDRESS.contains(name.get(0)))
                  .map(name -> String.valueOf(name.get(1)))
                  .toList());
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }

  /** In one form: small letters, addresses of version 6 written out. */
  static Set<String> of(List<String> hosts) {
    Set<String> known = new TreeSet<>();
    for (String host : hosts) {
      known.add(host.contains(":") ? address(host) : host.toLowerCase(Locale.ROOT));
    }
    return known;
  }

  private static String address(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      return host; // no address after all; a certificate for it will not be made
    }
  }
}
