package city.seki.provisioning.cert;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Keys on the curve P-256, the one that RFC 9148 demands of everybody; there are no others. */
public final class P256 {
  /** As the JDK names the signatures that are made with them. */
  public static final String SIGNATURE = "SHA256withECDSA";

  /** As the JDK names it. */
  public static final String CURVE = "secp256r1";

  private static final ECParameterSpec PARAMETERS = parameters();

  private P256() {}

  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes keys on " + CURVE, e);
    }
  }

  /** The key if it is one of these and its point is on the curve; else empty. */
  public static Optional<ECPublicKey> of(PublicKey key) {
    return key instanceof ECPublicKey ec && isOurs(ec.getParams()) && isOnCurve(ec.getW())
        ? Optional.of(ec)
        : Optional.empty();
  }

  /** The key of a SubjectPublicKeyInfo (RFC 5480), if it is one of these; else empty. */
  public static Optional<ECPublicKey> read(byte[] subjectPublicKeyInfo) {
    try {
      return of(
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty(); // another algorithm or curve, or a point that cannot be
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has keys on curves", e);
    }
  }

  private static boolean isOurs(ECParameterSpec found) {
    return found.getCurve().equals(PARAMETERS.getCurve())
        && found.getGenerator().equals(PARAMETERS.getGenerator())
        && found.getOrder().equals(PARAMETERS.getOrder())
        && found.getCofactor() == PARAMETERS.getCofactor();
  }

  /** y² = x³ + ax + b over the field, and neither coordinate outside of it. The cofactor is 1. */
  private static boolean isOnCurve(ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    EllipticCurve curve = PARAMETERS.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  private static ECParameterSpec parameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CURVE, e);
    }
  }
}
