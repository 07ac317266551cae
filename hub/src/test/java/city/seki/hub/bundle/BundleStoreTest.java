package city.seki.hub.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.AgentJar;
import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.PieceWantMessage;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as the hub keeps them, and as units get them. */
class BundleStoreTest {
  private static final KeyPair RELEASE = pair();

  @TempDir Path data;
  @TempDir Path elsewhere;
  private BundleStore store;

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() throws IOException {
    store = new BundleStore(data);
    Files.createDirectories(data.resolve("keys"));
    Files.writeString(
        data.resolve("keys/release-keys.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(RELEASE.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
  }

  private Path bundle(String version, String from, String content, KeyPair key) throws IOException {
    Path jar = elsewhere.resolve("seki-edge.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    main.putValue("Seki-Main", "city.seki.edge.EdgeMain");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest)) {
      zip.putNextEntry(new ZipEntry(AgentJar.DATA));
      zip.write("journal = 2 2\n".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("content"));
      zip.write(content.getBytes(UTF_8));
    }
    Path file = elsewhere.resolve(version + ".bundle");
    var _ = BundleFile.make(jar, SoftwareVersion.parse(from), false, HubSigner.of(key), file);
    return file;
  }

  private BundleStore.Kept add(String version, String from) throws IOException {
    return store.add(store.check(bundle(version, from, "x", RELEASE)));
  }

  @Test
  void a_bundle_that_was_added_is_there_byte_by_byte() throws IOException {
    Path file = bundle("0.2.0", "0.1.0", "x", RELEASE);
    BundleStore.Kept kept = store.add(store.check(file));
    byte[] whole = Files.readAllBytes(file);
    assertEquals(whole.length, store.size(kept.sha256()));
    assertEquals(List.of(kept), store.list());
    assertArrayEquals(whole, store.read(kept.sha256(), 0, whole.length + 9).orElseThrow());
    assertEquals(1, store.read(kept.sha256(), whole.length - 1, 9).orElseThrow().length);
    assertEquals(0, store.read(kept.sha256(), whole.length, 9).orElseThrow().length);
  }

  @Test
  void what_is_signed_by_nobody_this_hub_knows_is_not_taken() throws IOException {
    Path file = bundle("0.2.0", "0.1.0", "x", pair());
    assertThrows(DataException.class, () -> store.check(file));
    Files.delete(data.resolve("keys/release-keys.pem"));
    String message = assertThrows(DataException.class, () -> store.check(file)).getMessage();
    assertTrue(String.valueOf(message).contains("--release-keys"), message);
  }

  @Test
  void one_version_is_one_bundle_for_ever() throws IOException {
    var _ = add("0.2.0", "0.1.0");
    var _ = add("0.2.0", "0.1.0");
    Path other = bundle("0.2.0", "0.1.0", "y", RELEASE);
    String message = assertThrows(DataException.class, () -> store.check(other)).getMessage();
    assertTrue(String.valueOf(message).contains("0.2.0"), message);
  }

  @Test
  void a_unit_that_is_far_behind_is_told_the_next_step() throws IOException {
    BundleStore.Kept two = add("0.2.0", "0.1.0");
    BundleStore.Kept three = add("0.3.0", "0.2.0");
    assertEquals(
        "0.2.0", store.step(three.sha256(), "0.1.0").map(BundleStepMessage::version).orElse(""));
    assertEquals(
        "0.3.0", store.step(three.sha256(), "0.2.0").map(BundleStepMessage::version).orElse(""));
    assertTrue(store.step(three.sha256(), "0.3.0").isEmpty());
    assertTrue(store.step(two.sha256(), "0.3.0").isEmpty());
    assertTrue(store.step(three.sha256(), "nonsense").isEmpty());
  }

  @Test
  void units_are_served_in_turn_and_none_has_more_than_four_questions_waiting() throws Exception {
    BundleStore.Kept kept = add("0.2.0", "0.1.0");
    LinkedBlockingQueue<String> sent = new LinkedBlockingQueue<>();
    try (PieceDesk desk =
        new PieceDesk(
            store,
            List.of(),
            (unit, payload, correlation) ->
                sent.add(unit + " " + payload.length + " " + new String(correlation, US_ASCII)),
            System::nanoTime,
            Thread::new)) {
      for (int i = 0; i < PieceDesk.WAITING; i++) {
        assertTrue(desk.ask("a", new PieceWantMessage(kept.sha256(), i, 10, null)));
      }
      assertFalse(desk.ask("a", new PieceWantMessage(kept.sha256(), 9, 10, null)));
      assertTrue(desk.ask("b", new PieceWantMessage(kept.sha256(), 0, 10, "0.1.0")));
      desk.start();
      List<String> answers = new ArrayList<>();
      for (int i = 0; i <= PieceDesk.WAITING; i++) {
        answers.add(sent.take());
      }
      assertEquals("a 10 " + kept.sha256() + ":0", answers.get(0));
      assertTrue(answers.get(1).startsWith("b "), answers.toString());
      assertTrue(answers.get(1).endsWith(":from 0.1.0"), answers.toString());
      assertEquals("a 10 " + kept.sha256() + ":3", answers.get(4));
    }
  }
}
