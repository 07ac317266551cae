package city.seki.provisioning;

import city.seki.config.operator.HubApi;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.secret.SecretFile;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a hub is asked, as whom, and how it is known. */
final class HubOption {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "its first line is an operator's token (seki-hub token create)")
  private @Nullable Path token;

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "the city's root-ca.pem, by which the hub is known")
  private @Nullable Path root;

  /**
   * @param address {@code https://HOST:PORT}
   * @throws IOException with the remedy, if something is missing or unreadable
   */
  HubApi open(@Nullable String address, InstantSource clock) throws IOException {
    if (token == null || root == null || address == null || !address.startsWith("https://")) {
      throw new FileSystemException(
          "a hub is asked with --hub https://HOST:8443, --token-file FILE and --root root-ca.pem");
    }
    SecretFile.requireOwnerOnly(token);
    String secret =
        Files.readString(token, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
    PeerCheck hub = PeerCheck.hub(RootCa.shown(root).getLast(), clock);
    try {
      return new HubApi(new URI(address), secret, Tls.context(() -> null, hub), Tls.parameters());
    } catch (URISyntaxException e) {
      throw new IOException("--hub: " + e.getMessage(), e);
    }
  }
}
