package city.seki.hub.report;

import city.seki.config.model.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact number, rounded only where it is shown: two thirds of three are two.
 *
 * @param below positive
 */
public record Fraction(BigInteger above, BigInteger below) {
  static final Fraction ZERO = of(0, 1);

  public Fraction {
    if (below.signum() <= 0) {
      throw new IllegalArgumentException("a fraction is of a positive number, not of " + below);
    }
    BigInteger common = above.gcd(below);
    above = above.divide(common);
    below = below.divide(common);
  }

  public static Fraction of(long above, long below) {
    return new Fraction(BigInteger.valueOf(above), BigInteger.valueOf(below));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
  }

  Fraction minus(Fraction other) {
    return plus(other.times(-1));
  }

  public Fraction times(long factor) {
    return new Fraction(above.multiply(BigInteger.valueOf(factor)), below);
  }

  /**
   * @param divisor positive
   */
  Fraction by(long divisor) {
    return new Fraction(above, below.multiply(BigInteger.valueOf(divisor)));
  }

  public BigDecimal rounded(int decimals, Rounding rounding) {
    return new BigDecimal(above).divide(new BigDecimal(below), decimals, rounding.mode());
  }
}
