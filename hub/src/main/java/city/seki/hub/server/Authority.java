package city.seki.hub.server;

import city.seki.hub.alert.Alerts;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.enrol.EnrolDesk;
import city.seki.hub.enrol.EnrolStore;
import city.seki.hub.enrol.HubTls;
import city.seki.hub.enrol.Peer;
import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.KeyAway;
import city.seki.provisioning.ca.KeyPlace;
import city.seki.provisioning.ca.Token;
import city.seki.provisioning.enrol.EnrolPolicy;
import city.seki.provisioning.enrol.EnrolRules;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * What a hub has that does not run open: its issuing CA, who has a certificate, its own
 * certificate. It is there before anything listens.
 *
 * @param hosts under which the hub is reached
 */
public record Authority(EnrolDesk desk, HubTls tls, List<String> hosts) {

  /** With what the key of the issuing CA is opened. */
  public sealed interface Opening {}

  /** It is in an encrypted file of the data directory. */
  public record ByPassphrase(Path file) implements Opening {}

  /**
   * It is on a token that speaks PKCS#11.
   *
   * @param settings of SunPKCS11
   * @param pin the file of its PIN
   */
  public record OnToken(Path settings, Path pin) implements Opening {}

  /**
   * What is needed to open it.
   *
   * @param hosts DNS names and addresses under which units and browsers reach the hub; at least one
   */
  public record Settings(Opening key, List<String> hosts) {
    public Settings {
      hosts = List.copyOf(hosts);
    }

    private KeyPlace keyPlace() throws IOException {
      return switch (key) {
        case ByPassphrase(Path file) -> KeyPlace.file(Passphrase.read(file));
        case OnToken(Path settings, Path pin) -> new Token(settings, pin);
      };
    }
  }

  /**
   * @param running ends what is opened here
   * @throws IOException with the remedy, if the CA is not there, damaged or over, or its key cannot
   *     be opened
   * @throws DataException if the events of enrolment cannot be read
   */
  static Authority open(
      Settings settings,
      DataDirectory data,
      HubSurroundings around,
      Alerts alerts,
      RunningParts running)
      throws IOException {
    Path folder = data.keys().resolve("ca");
    if (Files.notExists(folder.resolve("issuing-ca.csr"))
        && Files.notExists(folder.resolve("issuing-ca.key"))) {
      throw new DataException(howToMakeOne(data.root()));
    }
    IssuingCa ca;
    try (KeyPlace place = settings.keyPlace()) {
      ca = IssuingCa.open(folder, place, around.real().instant(), around.random());
    }
    EnrolStore store = EnrolStore.open(data.enrolment(), around.random());
    EnrolDesk desk =
        running.started(
            new EnrolDesk(
                store,
                ca,
                new EnrolRules(EnrolPolicy.STANDARD),
                around.real(),
                around.random(),
                (unit, at) -> alerts.claimUsedTwice(at, unit)));
    try {
      return new Authority(
          desk,
          HubTls.open(data.keys(), ca, settings.hosts(), around.real(), around.random()),
          settings.hosts());
    } catch (IllegalArgumentException e) {
      throw new DataException("--host: " + e.getMessage(), e);
    } catch (KeyAway e) {
      throw new DataException("the hub's certificate cannot be made: " + e.getMessage(), e);
    }
  }

  /** HTTPS: units and claims show a certificate of this authority, people show none. */
  SSLContext https() {
    return Tls.context(
        tls,
        shown -> desk.peer(shown) instanceof Peer.Nobody nobody ? nobody.why() : null,
        desk.chain());
  }

  private static String howToMakeOne(Path root) {
    return ("%1$s has no issuing CA yet, and nothing runs open. Make one: seki-provision ca root"
            + " --root ROOT (once, on a machine without network); seki-provision ca issuing request"
            + " --data %1$s; seki-provision ca issuing sign --root ROOT --request"
            + " %1$s/keys/ca/issuing-ca.csr --out %1$s/keys/ca/issuing-ca.pem; then serve again. Or"
            + " use --dev to try Seki on this computer only")
        .formatted(root);
  }
}
