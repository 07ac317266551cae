package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.edge.av.Secret;
import city.seki.provisioning.UnitIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;

/** From a unit's folder, as provisioning wrote it, to what a running unit needs. */
final class Identities {
  /** Beside {@code unit.yaml}, a file for each secret, named after the device or sensor. */
  private static final String SECRETS = "secrets";

  private Identities() {}

  /**
   * @param zone for the times that the unit tells
   * @throws IOException with the remedy, if the folder holds no valid identity
   */
  static UnitSetup read(Path folder, ZoneId zone) throws IOException {
    UnitIdentity identity = UnitIdentity.read(folder);
    Unit unit = identity.unit();
    return new UnitSetup(
        unit,
        identity.cardKey(),
        identity.hubKey(),
        secrets(folder.resolve(SECRETS), unit)::get,
        UnitSetup.linkTo(identity.hub().getHost(), identity.hub().getPort(), unit),
        zone,
        ProgramVersion.number());
  }

  /** A secret that cannot be read is told, and missed by its device alone. */
  private static Map<String, Secret> secrets(Path folder, Unit unit) {
    List<String> names = new ArrayList<>();
    unit.devices().forEach(device -> names.add(device.id()));
    unit.sensors().stream()
        .map(SensorWiring::device)
        .filter(device -> device.startsWith("coap:"))
        .forEach(device -> names.add(device.substring("coap:".length())));
    Map<String, Secret> secrets = new HashMap<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try {
          secrets.put(name, Secret.read(file));
        } catch (IOException e) {
          Logger.error("secret of {}: {}", name, e.getMessage());
        }
      }
    }
    return secrets;
  }
}
