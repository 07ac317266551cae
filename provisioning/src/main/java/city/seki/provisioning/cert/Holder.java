package city.seki.provisioning.cert;

import city.seki.config.model.Names;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Whom a certificate names. It stands twice in it: for machines as a URI among the alternative
 * names ({@code seki:unit/kanda-01}), for people as CN of the subject.
 *
 * <p>{@link #of} does not ask who signed it: whoever trusts a holder has let {@link Trust} look at
 * the chain first.
 */
public sealed interface Holder {
  /** A unit: CN is its id, URI {@code seki:unit/ID}. */
  record Unit(String id) implements Named {
    public Unit {
      Names.require("unit", id);
    }

    @Override
    public String commonName() {
      return id;
    }

    @Override
    public String uri() {
      return "seki:unit/" + id;
    }

    @Override
    public Profile profile() {
      return Profile.UNIT;
    }
  }

  /** Whoever holds a claim, URI {@code seki:claim/BATCH/ID}; which unit it is for the hub knows. */
  record Claim(String batch, String id) implements Named {
    public Claim {
      Names.require("batch", batch);
      Names.require("claim", id);
    }

    @Override
    public String commonName() {
      return id; // X.520 gives a CN 64 characters, as many as a name has
    }

    @Override
    public String uri() {
      return "seki:claim/" + batch + "/" + id;
    }

    @Override
    public Profile profile() {
      return Profile.CLAIM;
    }
  }

  /** The hub, URI {@code seki:hub}; where it is reached stands beside it as DNS name or address. */
  record Hub() implements Named {
    @Override
    public String commonName() {
      return "Seki hub";
    }

    @Override
    public String uri() {
      return "seki:hub";
    }

    @Override
    public Profile profile() {
      return Profile.HUB;
    }
  }

  /** Nobody of ours, or a certificate that is not made as ours are. */
  record Foreign(String why) implements Holder {}

  /** Those to whom certificates are issued. */
  sealed interface Named extends Holder {
    String commonName();

    String uri();

    Profile profile();
  }

  /** Whom that certificate names. */
  static Holder of(X509Certificate certificate) {
    List<String> uris;
    try {
      uris = alternatives(certificate, 6);
    } catch (CertificateParsingException e) {
      return new Foreign("its alternative names cannot be read");
    }
    if (uris.size() != 1) {
      return new Foreign("it has " + uris.size() + " URIs, not one");
    }
    Named named = named(uris.getFirst());
    if (named == null) {
      return new Foreign("its URI is none of Seki's");
    }
    String odd = oddity(certificate, named);
    return odd == null ? named : new Foreign(odd);
  }

  private static @Nullable Named named(String uri) {
    String[] parts = uri.split("/", -1);
    return switch (parts[0]) {
      case "seki:hub" -> parts.length == 1 ? new Hub() : null;
      case "seki:unit" -> parts.length == 2 && Names.isName(parts[1]) ? new Unit(parts[1]) : null;
      case "seki:claim" ->
          parts.length == 3 && Names.isName(parts[1]) && Names.isName(parts[2])
              ? new Claim(parts[1], parts[2])
              : null;
      default -> null;
    };
  }

  /** What is not as the profile has it; null if all is. */
  private static @Nullable String oddity(X509Certificate certificate, Named named) {
    Profile profile = named.profile();
    if (!Objects.equals(commonName(certificate), named.commonName())) {
      return "its subject is not the one of " + named.uri();
    }
    if (certificate.getBasicConstraints() >= 0) {
      return "it is a CA";
    }
    boolean[] use = certificate.getKeyUsage();
    if (use == null || !use[0] || use[5] || use[6]) {
      return "its key is not for signatures alone";
    }
    try {
      List<String> extended = certificate.getExtendedKeyUsage();
      Set<String> wanted =
          profile.extendedUse().stream()
              .map(Profile.ExtendedUse::oid)
              .collect(Collectors.toUnmodifiableSet());
      if (extended == null || !Set.copyOf(extended).equals(wanted)) {
        return "its extended key usage is not the one of " + named.uri();
      }
    } catch (CertificateParsingException e) {
      return "its extended key usage cannot be read";
    }
    if (P256.of(certificate.getPublicKey()).isEmpty()) {
      return "its key is not on P-256";
    }
    return P256.SIGNATURE.equals(certificate.getSigAlgName())
        ? null
        : "it is not signed with " + P256.SIGNATURE;
  }

  /** The only part of a subject that is nothing but a CN; null for any other. */
  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
      return parts.size() == 1
              && parts.getFirst().size() == 1
              && parts.getFirst().getType().equalsIgnoreCase("CN")
              && parts.getFirst().getValue() instanceof String name
          ? name
          : null;
    } catch (InvalidNameException e) {
      return null;
    }
  }

  private static List<String> alternatives(X509Certificate certificate, int kind)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> name.get(0).equals(kind) && name.get(1) instanceof String)
            .map(name -> (String) name.get(1))
            .toList();
  }
}
