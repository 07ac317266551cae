package city.seki.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.CardKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProvisionTest {
  @TempDir Path dir;

  private record Outcome(int code, String out, String err) {}

  @Test
  void card_key_is_made_once_and_for_its_owner_only() throws IOException {
    CardKey key = CardKeyFile.loadOrCreate(dir, new SecureRandom());
    assertEquals(key, CardKeyFile.loadOrCreate(dir, new SecureRandom()));
    assertEquals(key, CardKeyFile.load(dir));
    assertEquals("k1", key.id());
    Path file = dir.resolve("keys/card-k1.key");
    assertEquals("rw-------", permissions(file));
    assertEquals("rwx------", permissions(dir.resolve("keys")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-"})
  void card_key_that_others_can_open_is_refused(String permissions) throws IOException {
    CardKeyFile.loadOrCreate(dir, new SecureRandom());
    Files.setPosixFilePermissions(
        CardKeyFile.in(dir), PosixFilePermissions.fromString(permissions));
    assertTrue(failure().contains("chmod 600"), failure());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "k1",
        "k1 AAAA\n",
        "k2 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nk1 AAAA",
        "\u0000\u00ff"
      })
  void damaged_card_key_is_refused_and_never_replaced(String content) throws IOException {
    CardKeyFile.loadOrCreate(dir, new SecureRandom());
    Files.writeString(CardKeyFile.in(dir), content);
    assertTrue(failure().contains("damaged"), failure());
    assertEquals(content, Files.readString(CardKeyFile.in(dir)));
  }

  @Test
  void missing_card_key_is_told() {
    String message =
        String.valueOf(assertThrows(IOException.class, () -> CardKeyFile.load(dir)).getMessage());
    assertTrue(message.contains("no card key"), message);
  }

  @Test
  void batch_writes_what_reads_to_the_same_identity_and_list_shows_it() throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    Path out = dir.resolve("units");
    Files.writeString(data.resolve("city.yaml"), ReferenceCity.yaml());
    Outcome batch = batch(data, out);
    assertEquals(new Outcome(0, out + ": 22 units, each for mqtt://127.0.0.1:1883\n", ""), batch);

    CardKey key = CardKeyFile.load(data);
    for (var unit : ReferenceCity.city().units().values()) {
      UnitIdentity identity = UnitIdentity.read(out.resolve(unit.id()));
      assertEquals(unit, identity.unit());
      assertEquals(key, identity.cardKey());
      assertEquals("rw-------", permissions(out.resolve(unit.id()).resolve("unit.yaml")));
    }
    Outcome again = batch(data, out);
    assertEquals(batch, again);

    Outcome list = run("list", "--out", out.toString());
    assertEquals(0, list.code());
    assertEquals(22, list.out().lines().count());
    assertTrue(
        list.out().contains("honchosha-u1\thonchosha\tmqtt://127.0.0.1:1883\tkiosk:door seat:A-01"),
        list.out());
    assertFalse(list.out().contains(Base64.getEncoder().encodeToString(key.secret())));
  }

  @Test
  void unit_file_that_is_damaged_or_open_is_refused_without_its_secret() throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    Path out = dir.resolve("units");
    Files.writeString(data.resolve("city.yaml"), ReferenceCity.yaml());
    batch(data, out);
    Path folder = out.resolve("hata-u1");
    Path file = folder.resolve("unit.yaml");
    String good = Files.readString(file);
    String secret = Base64.getEncoder().encodeToString(CardKeyFile.load(data).secret());

    Files.writeString(file, good.replace("hub: ", "hup: ").replace(secret, secret.substring(4)));
    Outcome list = run("list", "--out", out.toString());
    assertEquals(1, list.code());
    assertEquals(21, list.out().lines().count());
    assertTrue(list.err().contains("unknown key 'hup'"), list.err());
    assertTrue(list.err().contains("card key is damaged"), list.err());
    assertFalse(list.err().contains(secret.substring(4)), list.err());

    Files.writeString(file, good);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(
        String.valueOf(
                assertThrows(IOException.class, () -> UnitIdentity.read(folder)).getMessage())
            .contains("chmod 600"));
  }

  @Test
  void any_damage_to_a_unit_file_is_read_or_told() throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("city.yaml"), ReferenceCity.yaml());
    batch(data, dir.resolve("units"));
    Path folder = dir.resolve("units/hata-u1");
    Path file = folder.resolve("unit.yaml");
    byte[] good = Files.readAllBytes(file);
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Files.write(file, bytes);
      try {
        assertEquals(
            4, UnitIdentity.read(folder).unit().readers().size(), "seed " + seed + ", " + i);
      } catch (IOException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("unit.yaml"), "seed " + seed);
      }
    }
  }

  @Test
  void batch_without_dev_asks_a_hub_and_says_what_it_needs_for_that() throws IOException {
    Outcome outcome = run("batch", "--data", dir.toString(), "--out", dir.toString());
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("--token-file FILE and --root"), outcome.err());
    assertFalse(Files.exists(CardKeyFile.in(dir)));
  }

  @Test
  void batch_without_an_imported_city_names_the_remedy() {
    Outcome outcome = batch(dir, dir.resolve("units"));
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("seki-hub import offices"), outcome.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://h:1", "mqtt://h", "mqtt://h:99999", "mqtt://u@h:1", "mqtt://h:1/x", "a b"})
  void hub_address_of_another_form_is_wrong_usage(String hub) {
    Outcome outcome = run("batch", "--dev", "--data", "d", "--out", "o", "--hub", hub);
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("mqtts://HOST:8883"), outcome.err());
  }

  @Test
  void usage_help_and_version_have_the_agreed_exit_codes() {
    assertEquals(2, run().code());
    assertEquals(2, run("enrol").code());
    assertEquals(0, run("--help").code());
    assertTrue(run("--version").out().startsWith("seki-provision "));
    assertEquals(1, run("list", "--out", dir.resolve("none").toString()).code());
  }

  private Outcome batch(Path data, Path out) {
    return run("batch", "--dev", "--data", data.toString(), "--out", out.toString());
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        ProvisionMain.commandLine(
                new Machine(InstantSource.system(), () -> 0, time -> {}), new SecureRandom())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = program.execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  private String failure() {
    return String.valueOf(
        assertThrows(IOException.class, () -> CardKeyFile.loadOrCreate(dir, new SecureRandom()))
            .getMessage());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
