package city.seki.hub;

import city.seki.hub.server.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a hub is called in its certificate, and what opens the key of the CA that issues it. */
final class AuthorityOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "A DNS name or address under which units and browsers reach this hub; the first is the"
              + " one that units are told. May be given more than once (default: this machine's"
              + " name).")
  private List<String> hosts = List.of();

  @Option(
      names = "--ca-passphrase-file",
      paramLabel = "FILE",
      description =
          "Its first line opens the key of the issuing CA (seki-provision ca issuing). Needed"
              + " without --dev, unless that key is on a token.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--ca-pkcs11",
      paramLabel = "FILE",
      description =
          "The key of the issuing CA is on a token that speaks PKCS#11 (seki-provision ca issuing"
              + " request --pkcs11), which this configuration of the JDK's SunPKCS11 describes.")
  private @Nullable Path token;

  @Option(
      names = "--ca-pin-file",
      paramLabel = "FILE",
      description = "Its first line is the PIN of the token's user; needed with --ca-pkcs11.")
  private @Nullable Path tokenPin;

  /**
   * @throws ParameterException if the options do not open a key
   * @throws IOException if this machine does not know its own name
   */
  Authority.Settings settings() throws IOException {
    return new Authority.Settings(
        opening(), hosts.isEmpty() ? List.of(InetAddress.getLocalHost().getHostName()) : hosts);
  }

  private Authority.Opening opening() {
    Path file = passphraseFile;
    Path settings = token;
    Path pin = tokenPin;
    if (settings != null && pin != null && file == null) {
      return new Authority.OnToken(settings, pin);
    }
    if (settings != null || pin != null) {
      throw new ParameterException(
          spec.commandLine(),
          "a CA key on a token is opened by --ca-pkcs11 FILE and --ca-pin-file FILE, without"
              + " --ca-passphrase-file");
    }
    if (file == null) {
      throw new ParameterException(
          spec.commandLine(),
          "serve runs with certificates: --ca-passphrase-file FILE opens the key of its issuing CA"
              + " (seki-provision ca issuing makes it). --dev runs open, on this computer only");
    }
    return new Authority.ByPassphrase(file);
  }
}
