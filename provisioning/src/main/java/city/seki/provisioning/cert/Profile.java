package city.seki.provisioning.cert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of certificates that there are, and nothing else is ever signed (RFC 5280). All keys
 * are {@link P256}, all signatures ECDSA with SHA-256.
 *
 * <p>Those of units are short: a unit that is shut out is so at the latest when its certificate
 * ends, whoever failed to read a revocation list. They are long enough that an office that is
 * closed for a summer comes back by itself.
 */
public enum Profile {
  /** Lies on a machine of its own; signs issuing CAs and nothing else. */
  ROOT_CA(Duration.ofDays(20 * 365), 1, false, false),
  /** In the hub; signs no further CA. */
  ISSUING_CA(Duration.ofDays(6 * 365), 0, false, false),
  /** A unit towards broker and hub, and towards sensors that post to it. */
  UNIT(Duration.ofDays(90), -1, true, true),
  /** The hub towards units and browsers, and towards a broker that is not its own. */
  HUB(Duration.ofDays(90), -1, true, true),
  /** Opens the enrolment of one unit, once, and nothing else. */
  CLAIM(Duration.ofDays(30), -1, true, false);

  /** What the holder may be at one end of a connection (RFC 5280, 4.2.1.12). */
  public enum ExtendedUse {
    SERVER("1.3.6.1.5.5.7.3.1"),
    CLIENT("1.3.6.1.5.5.7.3.2");

    private final String oid;

    ExtendedUse(String oid) {
      this.oid = oid;
    }

    public String oid() {
      return oid;
    }
  }

  /**
   * How far a certificate begins before it is made: a unit whose clock is behind by this much still
   * finds it valid.
   */
  public static final Duration BACKDATED = Duration.ofHours(1);

  private final Duration lifetime;
  private final int pathLength;
  private final boolean client;
  private final boolean server;

  Profile(Duration lifetime, int pathLength, boolean client, boolean server) {
    this.lifetime = lifetime;
    this.pathLength = pathLength;
    this.client = client;
    this.server = server;
  }

  /** From when it is made to its end, and no longer than its issuer lives. */
  public Duration lifetime() {
    return lifetime;
  }

  public boolean isCa() {
    return pathLength >= 0;
  }

  /** How many CAs may stand below it; none where it is not a CA. */
  public Optional<Integer> pathLength() {
    return isCa() ? Optional.of(pathLength) : Optional.empty();
  }

  /** Empty for a CA: it is not restricted so. */
  public List<ExtendedUse> extendedUse() {
    return Stream.of(ExtendedUse.values())
        .filter(use -> use == ExtendedUse.CLIENT ? client : server)
        .toList();
  }

  /**
   * The time for which one made now holds, in whole seconds as certificates know it.
   *
   * @param issuerEnds the last second of its issuer
   */
  public Validity validity(Instant now, Instant issuerEnds) {
    Instant from = now.minus(BACKDATED);
    Instant to = now.plus(lifetime);
    return new Validity(from, to.isAfter(issuerEnds) ? issuerEnds : to);
  }
}
