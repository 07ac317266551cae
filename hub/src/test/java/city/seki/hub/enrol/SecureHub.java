package city.seki.hub.enrol;

import city.seki.config.source.CityFile;
import city.seki.config.source.ReferenceCity;
import city.seki.hub.access.Role;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.server.Authority;
import city.seki.hub.server.Hub;
import city.seki.hub.server.HubSettings;
import city.seki.hub.server.HubSurroundings;
import city.seki.provisioning.cert.Pem;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A whole hub without {@code --dev} on loopback, with the reference city, on the time of this
 * machine, which a test may put ahead.
 */
final class SecureHub implements AutoCloseable {
  final Hub hub;
  final Path root;
  final String base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  SecureHub(Path folder) throws Exception {
    Instant now = InstantSource.system().instant();
    DataDirectory data = DataDirectory.use(folder.resolve("data"));
    EnrolmentAtWork.makeAuthority(data.root(), folder.resolve("root"), now);
    Path passphrase = Files.writeString(folder.resolve("passphrase"), EnrolmentAtWork.SECRET);
    Files.setPosixFilePermissions(
        passphrase, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    root = folder.resolve("root/root-ca.pem");
    Files.writeString(data.city(), CityFile.write(ReferenceCity.city()));
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    hub =
        Hub.start(
            new HubSettings(
                data,
                InetAddress.ofLiteral("127.0.0.1"),
                null,
                0,
                0,
                0,
                null,
                1,
                false,
                new Authority.Settings(
                    new Authority.ByPassphrase(passphrase), List.of("127.0.0.1", "localhost")),
                null,
                null),
            new HubSurroundings(
                () -> clock.instant().truncatedTo(ChronoUnit.MILLIS),
                clock,
                System::nanoTime,
                new SecureRandom(),
                failure -> {
                  throw failure;
                },
                () -> {}),
            List.of());
    base = "https://127.0.0.1:" + hub.httpPort();
  }

  /** Lets the hub's clock be ahead by so much. */
  void ahead(Duration by) {
    ahead.set(by);
  }

  String token(Role role) {
    return hub.access()
        .tokens()
        .create(
            Set.of(role), null, "test", null, InstantSource.system().instant(), new SecureRandom())
        .secret();
  }

  Instant now() {
    return InstantSource.system().instant().plus(ahead.get());
  }

  /** The certificate of the issuing CA in a file, for those that need the chain. */
  Path issuing(Path folder) throws Exception {
    String pem = Files.readString(folder.resolve("data/keys/ca/issuing-ca.pem"));
    return Files.writeString(
        folder.resolve("issuing.pem"),
        Pem.write(Pem.CERTIFICATE, Pem.read(Pem.CERTIFICATE, pem).getFirst()));
  }

  @Override
  public void close() {
    hub.close();
  }
}
