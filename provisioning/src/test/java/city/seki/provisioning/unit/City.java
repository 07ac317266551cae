package city.seki.provisioning.unit;

import city.seki.config.source.ClaimFile;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.Approval;
import java.util.List;

/** Claims as files. */
final class City {
  private City() {}

  static ClaimFile.Content file(Claim claim) {
    if (!(claim.proof() instanceof Claim.ByCertificate(var root, var identity))) {
      throw new AssertionError("a claim with a certificate");
    }
    return new ClaimFile.Content(
        claim.unit(),
        claim.est(),
        new ClaimFile.OfCertificate(
            Pem.write(List.of(root)),
            Pem.write(identity.chain()),
            Pem.write("PRIVATE KEY", identity.key().getEncoded())),
        claim.readers());
  }

  static ClaimFile.Content file(YearHub hub, String unit, Approval approval) {
    return file(hub.claim(unit, approval));
  }
}
