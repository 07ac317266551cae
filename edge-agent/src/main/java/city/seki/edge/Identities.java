package city.seki.edge;

import city.seki.config.link.LinkSettings;
import city.seki.config.model.Unit;
import city.seki.provisioning.UnitIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/** From a unit's folder, as provisioning wrote it, to what a running unit needs. */
final class Identities {
  /** A unit that died is known to be silent within 1.5 of it: contract.md asks for 45 s. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** More than the agent ever has under way, health included. */
  private static final int WINDOW = 128;

  private Identities() {}

  /**
   * @param zone for the times that the unit tells
   * @throws IOException with the remedy, if the folder holds no valid identity
   */
  static UnitSetup read(Path folder, ZoneId zone) throws IOException {
    UnitIdentity identity = UnitIdentity.read(folder);
    Unit unit = new Unit(identity.unit(), identity.office(), identity.readers());
    LinkSettings hub =
        LinkSettings.to(identity.hub().getHost(), identity.hub().getPort(), identity.unit())
            .withTimes(KEEP_ALIVE, CONNECT_TIMEOUT)
            .withWindow(WINDOW, WINDOW);
    return new UnitSetup(unit, identity.cardKey(), hub, zone, version());
  }

  /** From the manifest of the jar. */
  private static String version() {
    String built = Identities.class.getPackage().getImplementationVersion();
    return built == null ? "unpackaged" : built;
  }
}
