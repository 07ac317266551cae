package city.seki.config.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is built, with keys of openssl; and its signature, checked by openssl. */
class CityOpensslIT {
  private static final Pattern ENVELOPE =
      Pattern.compile("\\{\"signed\":(.*),\"key\":\"[^\"]*\",\"signature\":\"([^\"]*)\"}");

  @TempDir Path dir;

  private record Ended(int code, String output) {}

  private Ended run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private Ended config(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", Path.of("target/seki-config.jar").toAbsolutePath().toString()));
    command.addAll(List.of(args));
    return run(command.toArray(String[]::new));
  }

  @BeforeEach
  void a_city_and_keys() throws IOException, InterruptedException {
    boolean isThere;
    try {
      isThere = run("openssl", "genpkey", "-algorithm", "ed25519", "-out", "city.key").code() == 0;
    } catch (IOException e) {
      isThere = false;
    }
    assertTrue(isThere || System.getenv("CI") == null, "CI has openssl");
    assumeTrue(isThere, "openssl is not here");
    assertEquals(
        0, run("openssl", "pkey", "-in", "city.key", "-pubout", "-out", "city.pub").code());
    Path offices = Files.createDirectories(dir.resolve("city/offices"));
    Files.writeString(
        dir.resolve("city/city.yaml"), "name: {ja: 市, en: City}\nzones: [internet]\n");
    Files.writeString(
        offices.resolve("hata.yaml"),
        """
        id: hata
        name: {ja: 波田, en: Hata}
        hours: "08:30-17:15"
        rows: [{prefix: A, zone: internet, seats: 3, y: 0}]
        """);
  }

  @Test
  void what_the_program_signs_the_program_and_openssl_verify()
      throws IOException, InterruptedException {
    Ended signed = config("sign", "city", "--key", "city.key", "--version", "1");
    assertEquals(0, signed.code(), signed.output());
    Ended verified = config("verify", "city", "--key", "city.pub", "--newer-than", "0");
    assertEquals(0, verified.code(), verified.output());

    String envelope = Files.readString(dir.resolve("city/city.sig"));
    Matcher parts = ENVELOPE.matcher(envelope);
    assertTrue(parts.matches(), envelope);
    Files.writeString(dir.resolve("manifest"), parts.group(1));
    Files.write(dir.resolve("signature"), Base64.getUrlDecoder().decode(parts.group(2)));
    Ended byOpenssl =
        run(
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "city.pub",
            "-rawin",
            "-in",
            "manifest",
            "-sigfile",
            "signature");
    assertEquals(0, byOpenssl.code(), byOpenssl.output());

    Files.writeString(dir.resolve("city/offices/hata.yaml"), "id: other\n");
    Ended refused = config("verify", "city", "--key", "city.pub");
    assertEquals(1, refused.code());
    assertTrue(refused.output().contains("offices/hata.yaml: was changed"), refused.output());
  }
}
