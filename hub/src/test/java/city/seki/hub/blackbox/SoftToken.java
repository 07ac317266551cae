package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A token of SoftHSM, which can be pulled out and put back while a program uses it. */
final class SoftToken {
  private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
  private static final String PIN = "4711-4711";

  private final Path folder;

  SoftToken(Path folder) throws IOException, InterruptedException {
    Mosquitto.require("/usr/bin/softhsm2-util", "softhsm2");
    Mosquitto.require("/usr/bin/pkcs11-tool", "opensc");
    this.folder = Files.createDirectories(folder);
    Files.createDirectory(folder.resolve("tokens"));
    Files.createDirectory(folder.resolve("pulled-out"));
    Files.writeString(
        folder.resolve("softhsm2.conf"),
        "directories.tokendir = " + folder.resolve("tokens") + "\nobjectstore.backend = file\n");
    Files.writeString(settings(), "name = Seki\nlibrary = " + MODULE + "\nslotListIndex = 0\n");
    SecureCity.secret(pinFile(), PIN + "\n");
  }

  /** As it comes out of its box there is none in the slot. */
  void initialise() throws IOException, InterruptedException {
    say(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "seki",
        "--so-pin",
        "47114711",
        "--pin",
        PIN);
  }

  Path settings() {
    return folder.resolve("pkcs11.cfg");
  }

  Path pinFile() {
    return folder.resolve("pin");
  }

  Map<String, String> environment() {
    return Map.of("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
  }

  /** For both authorities. */
  SecureCity.Keys keys() {
    return new SecureCity.Keys(
        List.of("--pkcs11", settings().toString(), "--pin-file", pinFile().toString()),
        List.of("--ca-pkcs11", settings().toString(), "--ca-pin-file", pinFile().toString()),
        environment());
  }

  /** What another program sees on it. */
  String objects() throws IOException, InterruptedException {
    return say("pkcs11-tool", "--module", MODULE, "--login", "--pin", PIN, "--list-objects");
  }

  /** Its keys are gone, as for a program whose token was pulled out. */
  void pullOut() throws IOException {
    try (Stream<Path> files = Files.list(slot())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("token.") && !name.equals("generation")) {
          Files.move(file, folder.resolve("pulled-out").resolve(name));
        }
      }
    }
  }

  /** The same keys again; SoftHSM looks for them once something was written by somebody else. */
  void putBack() throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(folder.resolve("pulled-out"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".object")).toList()) {
        Files.move(file, slot().resolve(UUID.randomUUID() + ".object"));
      }
    }
    say(
        "pkcs11-tool",
        "--module",
        MODULE,
        "--login",
        "--pin",
        PIN,
        "--write-object",
        settings().toString(),
        "--type",
        "data",
        "--label",
        "back");
  }

  private Path slot() throws IOException {
    try (Stream<Path> tokens = Files.list(folder.resolve("tokens"))) {
      return tokens.findFirst().orElseThrow();
    }
  }

  private String say(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
