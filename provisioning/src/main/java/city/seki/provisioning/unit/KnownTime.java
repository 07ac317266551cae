package city.seki.provisioning.unit;

import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.tls.PeerCheck;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What time it is for a unit, whose clock may show anything after a boot: 1970, or a year that is
 * far away. A wrong clock must not make it refuse its own hub, or believe one with a certificate
 * that is long over.
 *
 * <p>It is never before a floor: when this program was made, the begin of the unit's own
 * certificate, the last time that an authenticated hub told. Above the floor the clock is believed
 * if a time service says that it is right, or once the hub has told the time. Until then nobody
 * knows how much later than the floor it is, and a chain is believed that holds at some time from
 * the floor on (so does NTS for the same reason: RFC 8915, 8.5). Whoever has the key of an old hub
 * certificate can use it so for no longer than the unit was without its hub.
 *
 * <p>What only the machine's clock shows never moves the floor: a time service that lies for a day
 * locks nobody out for longer than that day. Thread-safe.
 */
public final class KnownTime implements InstantSource {
  /** When this program was made, as its build has it; no right clock shows less. */
  public static final Instant MADE = Instant.parse("2026-11-21T00:00:00Z");

  private final InstantSource wall;
  private final Predicate<Instant> isProven;
  private final LongSupplier monoMs;
  private Instant floor = MADE;
  private long floorMs;
  private @Nullable Instant told;
  private long toldMs;

  /**
   * @param wall the machine's clock
   * @param isProven whether a time service vouches for the clock when it shows that
   * @param monoMs milliseconds of a clock that only goes forward
   */
  public KnownTime(InstantSource wall, Predicate<Instant> isProven, LongSupplier monoMs) {
    this.wall = wall;
    this.isProven = isProven;
    this.monoMs = monoMs;
    this.floorMs = monoMs.getAsLong();
  }

  /** The best guess. */
  @Override
  public synchronized Instant instant() {
    Instant earliest = earliest();
    Instant guess = told == null ? wall.instant() : told.plusMillis(monoMs.getAsLong() - toldMs);
    return guess.isBefore(earliest) ? earliest : guess;
  }

  /** The time and what the monotonic clock shows with it. */
  public synchronized Moment moment() {
    return new Moment(instant(), isSure(), monoMs.getAsLong());
  }

  /** True if the hub has told the time, or a time service vouches for the clock. */
  public synchronized boolean isSure() {
    Instant shown = wall.instant();
    return told != null || (!shown.isBefore(earliest()) && isProven.test(shown));
  }

  /** It is this late at least. */
  public synchronized Instant earliest() {
    return floor.plusMillis(monoMs.getAsLong() - floorMs);
  }

  /** From now on it is not before that. */
  public synchronized void notBefore(Instant past) {
    if (past.isAfter(earliest())) {
      floor = past;
      floorMs = monoMs.getAsLong();
    }
  }

  /** An authenticated hub has told its time, in seconds or better. */
  public synchronized void told(Instant time) {
    if (!time.isBefore(earliest())) {
      told = time;
      toldMs = monoMs.getAsLong();
      notBefore(time);
    }
  }

  /** Believes the hub below that root, as far as the time is known. */
  public PeerCheck hubBelow(X509Certificate root) {
    PeerCheck now = PeerCheck.hub(root, this);
    return chain -> {
      String refusal = now.refusal(chain);
      return refusal == null || isSure()
          ? refusal
          : PeerCheck.hub(root, InstantSource.fixed(begin(chain, root))).refusal(chain);
    };
  }

  /** The first moment from the floor on at which every certificate of the chain has begun. */
  private Instant begin(List<X509Certificate> chain, X509Certificate root) {
    Instant begin = earliest();
    for (X509Certificate each : chain) {
      Instant from = Validity.of(each).from();
      if (!each.equals(root) && from.isAfter(begin)) {
        begin = from;
      }
    }
    return begin;
  }
}
