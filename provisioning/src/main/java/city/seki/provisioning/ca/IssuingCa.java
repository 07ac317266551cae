package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * The authority in the hub, in a folder with {@code issuing-ca.key} (encrypted; none if the key is
 * on a token), the request {@code issuing-ca.csr} for the root, and {@code issuing-ca.pem}, which
 * the root made of it. It signs for units, claims and the hub itself; who gets what is decided
 * elsewhere. Safe for every thread.
 */
public final class IssuingCa {
  /** As people know it, unless its root gave it another name. */
  public static final String NAME = "Seki issuing CA";

  /** How long a list of revoked certificates may be relied on. */
  public static final Duration CRL_HOLDS = Duration.ofDays(7);

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  /** RFC 1123, 2.1: labels of letters, digits and hyphens. */
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private final List<X509Certificate> chain;
  private final Signing.Signer signer;
  private final SecureRandom random;

  private IssuingCa(List<X509Certificate> chain, Signing.Signer signer, SecureRandom random) {
    this.chain = chain;
    this.signer = signer;
    this.random = random;
  }

  /**
   * Makes the key of an issuing CA and writes the request that its root has to sign.
   *
   * @return the file of the request
   * @throws java.nio.file.FileAlreadyExistsException if there is a key in that folder
   */
  public static Path request(Path folder, Passphrase passphrase, SecureRandom random)
      throws IOException {
    return request(folder, new KeyPlace.InFile(passphrase), random);
  }

  /** The same with the key wherever it is wanted. */
  public static Path request(Path folder, KeyPlace place, SecureRandom random) throws IOException {
    KeyPlace.Fresh pair = place.make(KeyPlace.Owner.ISSUING, folder, random);
    CertificateRequest request =
        CertificateRequest.make(CaFolder.subject(NAME), pair.key(), pair.secret()::sign);
    SecretFile.createFolder(folder);
    pair.keep();
    Path file = folder.resolve(CaFolder.ISSUING_REQUEST);
    SecretFile.write(file, Pem.write(Pem.REQUEST, request.der()));
    return file;
  }

  /** Opens an authority whose key is in its folder, encrypted. */
  public static IssuingCa open(Path folder, Passphrase passphrase, Instant now, SecureRandom random)
      throws IOException {
    return open(folder, new KeyPlace.InFile(passphrase), now, random);
  }

  /**
   * Opens an authority whose root has signed it.
   *
   * @throws IOException with the remedy, if something is missing or damaged, does not belong
   *     together or does not hold now, or its key cannot be opened
   */
  public static IssuingCa open(Path folder, KeyPlace place, Instant now, SecureRandom random)
      throws IOException {
    Path file = folder.resolve(CaFolder.ISSUING);
    if (Files.notExists(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "is not there: sign the request with seki-provision ca issuing sign, and put it here");
    }
    List<X509Certificate> chain = CaFolder.certificates(file);
    X509Certificate own = chain.getFirst();
    Trust trust = new Trust(chain.getLast(), serial -> false);
    String wrong =
        chain.size() != 2
            ? "it holds " + chain.size() + " certificates, not the issuing CA and its root"
            : switch (trust.verdict(chain, now)) {
              case Trust.Believed believed -> own.getBasicConstraints() == 0 ? "" : "it is no CA";
              case Trust.Over over -> "it ended at " + CaFolder.end(own);
              case Trust.Rejected rejected -> rejected.why();
            };
    if (!wrong.isEmpty()) {
      throw new FileSystemException(file.toString(), null, "cannot be used: " + wrong);
    }
    return new IssuingCa(
        chain,
        new Signing.Signer(
            own.getSubjectX500Principal(),
            own.getPublicKey(),
            place.open(KeyPlace.Owner.ISSUING, folder, own.getPublicKey())),
        random);
  }

  /** Why it cannot sign now, as far as a signature on trial shows; null if it can. */
  public @Nullable String trouble() {
    try {
      return signer.works() ? null : "the key of the issuing CA is another one now";
    } catch (KeyAway e) {
      return e.getMessage();
    }
  }

  /** Its certificate, then the root's: what {@code /crts} answers. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /**
   * The certificate of a unit, for the key of its request.
   *
   * @throws KeyAway if the authority's key is on a token that cannot be used now; so do all that
   *     sign
   */
  public X509Certificate issue(
      Holder.Unit unit, CertificateRequest request, Serial serial, Instant now) {
    return issue(unit, request.key(), List.of(), serial, validity(Profile.UNIT, now));
  }

  /**
   * The certificate that opens one enrolment.
   *
   * @param key of a pair that is made for this claim
   * @param expires its end, if that comes before the one of the profile
   */
  public X509Certificate issue(
      Holder.Claim claim, ECPublicKey key, Instant expires, Serial serial, Instant now) {
    Validity longest = validity(Profile.CLAIM, now);
    Instant to = longest.to().isAfter(expires) ? expires : longest.to();
    return issue(claim, key, List.of(), serial, new Validity(longest.from(), to));
  }

  /**
   * The certificate of the hub.
   *
   * @param hosts DNS names and addresses by which it is reached
   * @throws IllegalArgumentException if a host is neither
   */
  public X509Certificate issue(
      Holder.Hub hub, ECPublicKey key, List<String> hosts, Serial serial, Instant now) {
    List<GeneralName> names = new ArrayList<>();
    for (String host : hosts) {
      boolean isAddress = ADDRESS.matcher(host).matches();
      if (!isAddress && !DNS_NAME.matcher(host).matches()) {
        throw new IllegalArgumentException("neither a DNS name nor an address: '" + host + "'");
      }
      names.add(new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    return issue(hub, key, names, serial, validity(Profile.HUB, now));
  }

  private Validity validity(Profile profile, Instant now) {
    return profile.validity(now, CaFolder.end(chain.getFirst()));
  }

  private X509Certificate issue(
      Holder.Named holder,
      PublicKey key,
      List<GeneralName> hosts,
      Serial serial,
      Validity validity) {
    List<GeneralName> names = new ArrayList<>(hosts);
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, holder.uri()));
    Signing.Draft draft =
        new Signing.Draft(
            holder.profile(), CaFolder.subject(holder.commonName()), key, names, serial, validity);
    return Signing.sign(
        draft,
        signer,
        made -> CaFolder.isAsDrafted(made, draft) && Holder.of(made).equals(holder),
        random);
  }

  /**
   * The list of what is revoked (RFC 5280), as DER; it holds for {@link #CRL_HOLDS}.
   *
   * @param number higher than that of every list before
   */
  public byte[] crl(long number, List<RevokedSerial> revoked, Instant now) {
    return Signing.crl(signer, number, revoked, now, now.plus(CRL_HOLDS));
  }

  @Override
  public String toString() {
    return "IssuingCa[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
