package city.seki.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.CityFile;
import city.seki.config.source.FileSchema;
import city.seki.config.source.ReferenceCity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** diff, sign, verify and schema as somebody types them. */
class CityCommandsTest {
  @TempDir Path dir;
  private Path city = Path.of("");

  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        ConfigMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Outcome(code, out.toString(), err.toString());
  }

  @BeforeEach
  void a_folder_and_a_key() throws IOException, GeneralSecurityException {
    city = dir.resolve("city");
    for (Map.Entry<String, String> file : CityFile.writeFolder(ReferenceCity.city()).entrySet()) {
      Path path = city.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.writeString(key(), pem("PRIVATE KEY", pair.getPrivate()));
    Files.writeString(pub(), pem("PUBLIC KEY", pair.getPublic()));
  }

  private static String pem(String kind, Key key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  private Path key() {
    return dir.resolve("city.key");
  }

  private Path pub() {
    return dir.resolve("city.pub");
  }

  private void replace(String file, String good, String other) throws IOException {
    String text = Files.readString(city.resolve(file));
    assertTrue(text.contains(good), text);
    Files.writeString(city.resolve(file), text.replace(good, other));
  }

  @Test
  void a_folder_is_signed_verified_and_told_apart_from_a_changed_one() throws IOException {
    Outcome signed = run("sign", city, "--key", key(), "--version", 3);
    assertEquals(0, signed.code(), signed.err());
    assertTrue(signed.out().startsWith(city + "/city.sig: version 3, 31 files"), signed.out());
    Outcome good = run("verify", city, "--key", pub());
    assertEquals(0, good.code(), good.err());
    assertTrue(good.out().startsWith(city + ": version 3, 31 files, as signed"), good.out());
    replace("offices/hata.yaml", "08:30", "08:00");
    Outcome bad = run("verify", city, "--key", pub());
    assertEquals(1, bad.code());
    assertTrue(bad.err().startsWith(city + "/offices/hata.yaml: was changed after"), bad.err());
    assertEquals(1, bad.err().lines().filter(line -> line.contains("was changed")).count());
  }

  @Test
  void an_old_folder_is_refused_by_who_knows_a_newer_one() {
    run("sign", city, "--key", key(), "--version", 3);
    assertEquals(0, run("verify", city, "--key", pub(), "--newer-than", 2).code());
    Outcome old = run("verify", city, "--key", pub(), "--newer-than", 3);
    assertEquals(1, old.code());
    assertTrue(old.err().contains("version 3, and has to be newer than 3"), old.err());
    Outcome again = run("sign", city, "--key", key(), "--version", 3);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("is signed as version 3 already"), again.err());
    assertEquals(0, run("sign", city, "--key", key(), "--version", 4).code());
  }

  @Test
  void what_is_wrong_is_not_signed() throws IOException {
    replace("offices/hata.yaml", "zone: \"number\"", "zone: \"moon\"");
    Outcome refused = run("sign", city, "--key", key(), "--version", 1);
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("offices/hata.yaml:"), refused.err());
    assertTrue(refused.err().contains("nothing was signed"), refused.err());
    assertTrue(Files.notExists(city.resolve("city.sig")));
  }

  @Test
  void keys_that_are_none_and_files_that_are_not_there_are_told() {
    Outcome wrong = run("sign", city, "--key", pub(), "--version", 1);
    assertEquals(1, wrong.code());
    assertTrue(wrong.err().contains("holds no secret Ed25519 key"), wrong.err());
    Outcome none = run("sign", city, "--key", dir.resolve("none"), "--version", 1);
    assertEquals(1, none.code());
    assertTrue(none.err().contains("none: there is no such file"), none.err());
    Outcome secret = run("verify", city, "--key", key());
    assertEquals(1, secret.code());
    assertTrue(
        secret.err().contains("holds a secret key, and a public one is wanted"), secret.err());
    assertTrue(secret.err().contains("-in " + key().getFileName() + " -pubout"), secret.err());
    assertEquals(1, run("verify", dir.resolve("none"), "--key", pub()).code());
    assertEquals(2, run("sign", city, "--key", key()).code());
    assertEquals(2, run("sign", city, "--key", key(), "--version", 0).code());
    assertEquals(2, run("verify", city).code());
  }

  @Test
  void diff_says_what_changes_for_whom() throws IOException {
    Path before = Files.writeString(dir.resolve("before.yaml"), ReferenceCity.yaml());
    assertEquals(new Outcome(0, "nothing changes\n", ""), run("diff", before, city));
    assertEquals(new Outcome(0, "nothing changes\n", ""), run("diff", city, before));
    assertEquals(1, run("diff", before, dir.resolve("none")).code());
  }

  @Test
  void diff_ends_with_the_units_that_are_concerned() throws IOException {
    Path before = Files.writeString(dir.resolve("before.yaml"), ReferenceCity.yaml());
    replace("offices/hata.yaml", "-17:15", "-18:00");
    replace("units/hata-u1.yaml", "red: 17", "red: 9");
    Outcome refused = run("diff", before, city);
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("pin 9 is there twice in this unit"), refused.err());
    replace("units/hata-u1.yaml", "red: 9", "red: 22");
    replace("units/hata-u1.yaml", "blue: 22", "blue: 17");
    assertEquals(
        """
        office hata: is open Mon-Fri 08:30-18:00 (so far Mon-Fri 08:30-17:15)
        unit hata-u1: reader kiosk:door is with its light on pins 22, 27, 17 and its buzzer on 23, so far with its light on pins 17, 27, 22 and its buzzer on 23
        units that get a new setting (1): hata-u1
        units that are wired anew, somebody has to go there (1): hata-u1
        """,
        run("diff", before, city).out());
  }

  @Test
  void schemas_are_listed_printed_and_written() throws IOException {
    String listed = run("schema").out();
    for (FileSchema schema : FileSchema.values()) {
      assertTrue(listed.contains(schema.word() + " "), listed);
      assertEquals(schema.text(), run("schema", schema.word()).out());
    }
    Outcome wrong = run("schema", "city.yaml");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("there is no schema 'city.yaml': city, office"), wrong.err());
    assertEquals(0, run("schema", "--into", dir.resolve("schema")).code());
    assertEquals(
        FileSchema.OFFICE.text(), Files.readString(dir.resolve("schema/office.schema.json")));
  }

  @Test
  void help_shows_the_line_for_editors_and_how_a_key_is_made() {
    assertTrue(run("schema", "--help").out().contains("# yaml-language-server: $schema=../schema"));
    assertTrue(run("sign", "--help").out().contains("openssl genpkey -algorithm ed25519"));
    assertEquals(0, run("diff", "--help").code());
    assertEquals(0, run("verify", "--help").code());
  }
}
