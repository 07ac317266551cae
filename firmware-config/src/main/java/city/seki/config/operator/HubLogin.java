package city.seki.config.operator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a hub is asked, as whom, and how it is known: the options of every command that asks. */
public final class HubLogin {
  @Option(
      names = "--hub",
      required = true,
      paramLabel = "URL",
      description = "the hub, https://HOST:8443; http://127.0.0.1:PORT for one with --dev")
  private String hub = "";

  @Option(
      names = "--token-file",
      required = true,
      paramLabel = "FILE",
      description = "its first line is an operator's token (seki-hub token create)")
  private Path token = Path.of("");

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "the city's root-ca.pem, by which the hub is known; needed with https")
  private @Nullable Path root;

  /**
   * @throws IOException with the remedy, if something is missing or unreadable
   */
  public HubApi open() throws IOException {
    URI address = address();
    String secret = TokenFile.read(token);
    if ("http".equals(address.getScheme())) {
      if (!InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
        throw new FileSystemException(
            "--hub: a token goes over a network with https only; http is for a hub with --dev on"
                + " this machine");
      }
      return HubApi.open(address, secret);
    }
    if (root == null) {
      throw new FileSystemException(
          "--root is missing: give the city's root-ca.pem, by which the hub is known");
    }
    return new HubApi(address, secret, HubTrust.of(root), HubTrust.parameters());
  }

  private URI address() throws IOException {
    try {
      URI address = new URI(hub);
      if (("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below: what it should look like helps more than what the parser stumbled over.
    }
    throw new FileSystemException(
        "--hub: '" + hub + "' is no address of a hub: write https://HOST:8443");
  }
}
