package city.seki.provisioning.unit;

import city.seki.provisioning.cert.Validity;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is to be renewed: about two thirds into its life, from 60 to 73 hundredths.
 * Units that were installed on one day so come on twelve days, and a hub that is away for days
 * strands nobody.
 *
 * <p>Which day it is follows from the serial number, which is chance, and not from another throw: a
 * unit that starts every morning would throw until it has thrown an early day.
 */
final class RenewalTime {
  private static final int FROM_PERMILLE = 600;
  private static final int SPAN_PERMILLE = 134;
  private static final int STEPS = 1 << 16;

  private RenewalTime() {}

  static Instant of(X509Certificate certificate) {
    return of(Validity.of(certificate), certificate.getSerialNumber());
  }

  static Instant of(Validity validity, BigInteger serial) {
    int step = serial.mod(BigInteger.valueOf(STEPS)).intValue();
    Duration life = Duration.between(validity.from(), validity.to());
    long permillionth = FROM_PERMILLE * 1000L + SPAN_PERMILLE * 1000L * step / STEPS;
    return validity.from().plusSeconds(life.toSeconds() * permillionth / 1_000_000);
  }
}
