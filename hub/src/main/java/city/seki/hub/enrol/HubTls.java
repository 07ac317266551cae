package city.seki.hub.enrol;

import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.KeyAway;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.secret.SecretFile;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tinylog.Logger;

/**
 * What the hub shows of itself on every wire: a certificate from its own issuing CA, made when
 * there is none, and renewed when two thirds of its life are over, with a new key, while the hub
 * runs. Key and certificate are one file for its owner only, so that they are always of one pair.
 * Safe for all threads.
 */
public final class HubTls implements Supplier<TlsIdentity> {
  private static final String FILE = "hub-tls.key";
  private static final String KEY = "PRIVATE KEY";

  /** After a disk that took nothing, or a token that was away: until it is tried again. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final IssuingCa ca;
  private final List<String> hosts;
  private final InstantSource clock;
  private final SecureRandom random;
  private volatile TlsIdentity identity;
  private volatile Instant lookAgain = Instant.MIN;

  private HubTls(
      Path folder,
      IssuingCa ca,
      List<String> hosts,
      InstantSource clock,
      SecureRandom random,
      Optional<TlsIdentity> kept)
      throws IOException {
    this.folder = folder;
    this.ca = ca;
    this.hosts = List.copyOf(hosts);
    this.clock = clock;
    this.random = random;
    this.identity = kept.isPresent() ? kept.get() : made();
  }

  /**
   * The certificate that is there, if it is one of that authority for those hosts; else a new one.
   *
   * @param folder of the hub's keys, where {@code hub-tls.key} is
   * @param hosts DNS names and addresses by which units and browsers reach the hub
   * @throws IOException with the remedy, if the file is damaged, readable for others or cannot be
   *     written
   * @throws IllegalArgumentException if a host is neither a DNS name nor an address
   * @throws KeyAway if one has to be made and the key is on a token that cannot be used now
   */
  public static HubTls open(
      Path folder, IssuingCa ca, List<String> hosts, InstantSource clock, SecureRandom random)
      throws IOException {
    return new HubTls(folder, ca, hosts, clock, random, kept(folder.resolve(FILE), ca, hosts));
  }

  /** To be shown by the next connection. */
  @Override
  public TlsIdentity get() {
    Instant now = clock.instant();
    if (isDue(identity.certificate(), now) && !now.isBefore(lookAgain)) {
      renew(now);
    }
    return identity;
  }

  private synchronized void renew(Instant now) {
    if (!isDue(identity.certificate(), now)) {
      return; // another connection was quicker
    }
    try {
      identity = made();
      Logger.info("the hub has a new certificate, until {}", Validity.of(identity.certificate()));
    } catch (IOException | UncheckedIOException | KeyAway e) {
      // The old one still holds for a third of its life.
      lookAgain = now.plus(PATIENCE);
      Logger.error("the hub's certificate could not be renewed: {}", e.getMessage());
    }
  }

  /** Two thirds are over; or it does not hold yet, because the clock was put back. */
  private static boolean isDue(X509Certificate certificate, Instant now) {
    Validity validity = Validity.of(certificate);
    Duration life = Duration.between(validity.from(), validity.to());
    return !validity.holdsAt(now)
        || !now.isBefore(validity.from().plus(life.multipliedBy(2).dividedBy(3)));
  }

  private TlsIdentity made() throws IOException {
    KeyPair pair = P256.generate(random);
    X509Certificate certificate =
        ca.issue(
            new Holder.Hub(),
            (ECPublicKey) pair.getPublic(),
            hosts,
            Serial.random(random),
            clock.instant());
    TlsIdentity made =
        new TlsIdentity(pair.getPrivate(), List.of(certificate, ca.chain().getFirst()));
    SecretFile.createFolder(folder);
    SecretFile.write(
        folder.resolve(FILE),
        Pem.write(KEY, pair.getPrivate().getEncoded()) + Pem.write(made.chain()));
    return made;
  }

  private static Optional<TlsIdentity> kept(Path file, IssuingCa ca, List<String> hosts)
      throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    SecretFile.requireOwnerOnly(file);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<byte[]> keys = Pem.read(KEY, text);
    List<X509Certificate> chain =
        Pem.read(Pem.CERTIFICATE, text).stream()
            .map(Certificates::read)
            .flatMap(Optional::stream)
            .toList();
    if (keys.size() != 1 || chain.isEmpty()) {
      throw damaged(file);
    }
    boolean fits =
        chain.equals(List.of(chain.getFirst(), ca.chain().getFirst()))
            && isSignedBy(chain.getFirst(), ca)
            && Hosts.of(chain.getFirst()).equals(Hosts.of(hosts));
    return fits
        ? Optional.of(new TlsIdentity(key(keys.getFirst(), file), chain))
        : Optional.empty();
  }

  private static boolean isSignedBy(X509Certificate certificate, IssuingCa ca) {
    try {
      certificate.verify(ca.chain().getFirst().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // of an earlier authority
    }
  }

  private static PrivateKey key(byte[] pkcs8, Path file) throws IOException {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      FileSystemException damaged = damaged(file);
      damaged.initCause(e);
      throw damaged;
    }
  }

  private static FileSystemException damaged(Path file) {
    return new FileSystemException(
        file.toString(), null, "is damaged: delete it, and the hub makes another by itself");
  }

  /** By which the hub is known in logs; its key stays the same until the next renewal. */
  @Override
  public String toString() {
    return "HubTls[" + Fingerprint.of(identity.certificate().getPublicKey()).hex() + "]";
  }
}
