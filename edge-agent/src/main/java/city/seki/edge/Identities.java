package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.model.Unit;
import city.seki.provisioning.UnitIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;

/** From a unit's folder, as provisioning wrote it, to what a running unit needs. */
final class Identities {
  /** Beside {@code unit.yaml}. */
  private static final String SECRETS = "secrets";

  private Identities() {}

  /**
   * @param zone for the times that the unit tells
   * @throws IOException with the remedy, if the folder holds no valid identity
   */
  static UnitSetup read(Path folder, ZoneId zone) throws IOException {
    UnitIdentity identity = UnitIdentity.read(folder);
    Unit unit = identity.unit();
    SecretFiles secrets = SecretFiles.read(folder.resolve(SECRETS), unit);
    return new UnitSetup(
        unit,
        identity.cardKey(),
        identity.hubKey(),
        secrets.ofDevices()::get,
        secrets.ofLabels(),
        UnitSetup.linkTo(identity.hub().getHost(), identity.hub().getPort(), unit),
        zone,
        ProgramVersion.number());
  }
}
