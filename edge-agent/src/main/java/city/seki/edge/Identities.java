package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.link.LinkSettings;
import city.seki.config.model.Unit;
import city.seki.config.source.UnitFile;
import city.seki.edge.card.Pace;
import city.seki.provisioning.UnitIdentity;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.Held;
import city.seki.provisioning.unit.IdentityFolder;
import city.seki.provisioning.unit.KnownTime;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From a unit's folder, as provisioning wrote it, to what a running unit needs: what it was told to
 * be since, over the secrets that lie there.
 */
final class Identities {
  /** Beside {@code unit.yaml}. */
  private static final String SECRETS = "secrets";

  private static final long NANOS_PER_MS = 1_000_000;

  private Identities() {}

  /**
   * As the folder is now; the certificate is not looked after.
   *
   * @param zone for the times that the unit tells
   * @param wall the clock of this machine, which may be wrong
   * @throws IOException with the remedy, if the folder holds no valid identity
   */
  static WishExamination.Setups of(Path folder, ZoneId zone, InstantSource wall, Pace pace)
      throws IOException {
    Held held = IdentityFolder.at(folder).read();
    Held.Own own = held.own();
    X509Certificate root = held.root();
    if (own == null || root == null) {
      return of(folder, zone, () -> null, chain -> "the unit has no certificate and no root yet");
    }
    KnownTime time = new KnownTime(wall, shown -> false, () -> pace.nanos() / NANOS_PER_MS);
    time.notBefore(own.identity().certificate().getNotBefore().toInstant());
    return of(folder, zone, own::identity, time.hubBelow(root));
  }

  /**
   * With a certificate that may be another at each connection.
   *
   * @param own what the unit shows of itself
   * @param hub who is believed to be the hub
   */
  static WishExamination.Setups of(
      Path folder, ZoneId zone, Supplier<@Nullable TlsIdentity> own, PeerCheck hub) {
    return told -> read(folder, told, zone, own, hub);
  }

  private static UnitSetup read(
      Path folder,
      UnitFile.@Nullable Settings told,
      ZoneId zone,
      Supplier<@Nullable TlsIdentity> own,
      PeerCheck hub)
      throws IOException {
    UnitIdentity identity = UnitIdentity.read(folder);
    return setup(folder, identity, told == null ? identity.settings() : told, zone, own, hub);
  }

  private static UnitSetup setup(
      Path folder,
      UnitIdentity identity,
      UnitFile.Settings settings,
      ZoneId zone,
      Supplier<@Nullable TlsIdentity> own,
      PeerCheck hub) {
    Unit unit = settings.unit();
    SecretFiles secrets = SecretFiles.read(folder.resolve(SECRETS), unit);
    LinkSettings link = UnitSetup.linkTo(settings.hub().getHost(), settings.hub().getPort(), unit);
    return new UnitSetup(
        unit,
        identity.cardKey(),
        identity.hubKey(),
        secrets.ofDevices()::get,
        secrets.ofLabels(),
        // A context of its own for each connection: a resumed session would show the old identity.
        UnitFile.isSecure(settings.hub())
            ? link.withTls(() -> Tls.context(own, hub), Tls.parameters())
            : link,
        zone,
        ProgramVersion.number());
  }
}
