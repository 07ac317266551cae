package city.seki.config.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Sha256;
import city.seki.config.wire.SignedDocument;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** Bundles as they are made, and what is not believed. */
class BundleFileTest {
  private static final HubSigner RELEASE = Bundles.key();
  private static final List<HubKey> KEYS = List.of(Bundles.key().key(), RELEASE.key());
  private static final SoftwareVersion FIRST = SoftwareVersion.parse("0.1.0");

  @TempDir Path dir;

  private Path make(int ballast) throws IOException {
    Path bundle = dir.resolve("a.bundle");
    Path jar = Bundles.jar(dir.resolve("seki-edge.jar"), "0.2.0", ballast);
    var _ = BundleFile.make(jar, FIRST, false, RELEASE, bundle);
    return bundle;
  }

  @Test
  void it_says_what_its_jar_says_and_carries_the_jar() throws IOException, BadMessage {
    Path bundle = make(200_000);
    BundleFile read = BundleFile.verify(bundle, KEYS);
    BundleManifest manifest = read.head().manifest();
    assertEquals(SoftwareVersion.parse("0.2.0"), manifest.version());
    assertEquals(Map.of("journal", new DataFormat(2, 2)), manifest.data());
    assertEquals(4, manifest.pieces().size());
    byte[] whole = Files.readAllBytes(bundle);
    assertEquals(Sha256.of(whole), read.sha256());
    assertEquals(whole.length, read.head().bundleSize());
    byte[] jar = Files.readAllBytes(dir.resolve("seki-edge.jar"));
    assertEquals(Sha256.of(jar), manifest.sha256());
    assertArrayEquals(jar, Arrays.copyOfRange(whole, read.head().length(), whole.length));
    BundleManifest again = BundleManifest.parse(manifest.toJson());
    assertEquals(manifest, again);
  }

  @Test
  void the_same_jar_and_key_make_the_same_bytes() throws IOException {
    byte[] one = Files.readAllBytes(make(10));
    assertArrayEquals(one, Files.readAllBytes(make(10)));
  }

  @Test
  void a_bundle_that_was_changed_at_any_byte_says_the_same_or_is_not_believed()
      throws IOException, BadMessage {
    Path bundle = make(500);
    byte[] good = Files.readAllBytes(bundle);
    BundleManifest manifest = BundleFile.verify(bundle, KEYS).head().manifest();
    int unsigned = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x20;
      Files.write(bundle, bad);
      try {
        // The id of the key and the last bits of base64 are no part of what is signed.
        assertEquals(manifest, BundleFile.verify(bundle, KEYS).head().manifest(), "byte " + at);
        unsigned++;
      } catch (BadMessage expected) {
        assertNotNull(expected.getMessage());
      }
    }
    assertTrue(unsigned <= 9, unsigned + " bytes may be changed");
  }

  @Test
  void a_bundle_that_was_cut_at_any_byte_or_goes_on_is_not_believed() throws IOException {
    Path bundle = make(500);
    byte[] good = Files.readAllBytes(bundle);
    for (int length = 0; length <= good.length + 1; length++) {
      if (length != good.length) {
        Files.write(bundle, Arrays.copyOf(good, length));
        assertThrows(BadMessage.class, () -> BundleFile.verify(bundle, KEYS), length + " bytes");
      }
    }
  }

  @Test
  void nobody_elses_signature_counts_and_no_key_believes_nothing() throws IOException {
    Path bundle = make(10);
    assertThrows(BadMessage.class, () -> BundleFile.verify(bundle, List.of(Bundles.key().key())));
    String message =
        assertThrows(BadMessage.class, () -> BundleFile.verify(bundle, List.of())).getMessage();
    assertTrue(String.valueOf(message).contains("no release key"), message);
  }

  /** A key that signs other things too must not make a bundle of them. */
  @Test
  void another_document_of_the_same_key_is_no_bundle() {
    byte[] other = "{\"v\":1,\"kind\":\"other\"}".getBytes(StandardCharsets.UTF_8);
    byte[] signed = SignedDocument.sign(other, RELEASE);
    byte[] head =
        ("seki-bundle 1 "
                + signed.length
                + "\n"
                + new String(signed, StandardCharsets.UTF_8)
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(BadMessage.class, () -> BundleHead.read(head, KEYS));
  }

  @Test
  void what_is_no_jar_of_an_agent_becomes_no_bundle() throws IOException {
    Path jar = dir.resolve("other.jar");
    Files.writeString(jar, "no zip");
    assertThrows(
        IOException.class,
        () -> BundleFile.make(jar, FIRST, false, RELEASE, dir.resolve("b.bundle")));
    Path newer = Bundles.jar(dir.resolve("newer.jar"), "0.0.9", 1);
    String message =
        assertThrows(
                FileSystemException.class,
                () -> BundleFile.make(newer, FIRST, false, RELEASE, dir.resolve("b.bundle")))
            .getMessage();
    assertTrue(String.valueOf(message).contains("from"), message);
  }

  @Test
  void the_manifest_fits_its_schema() throws IOException, BadMessage {
    BundleManifest manifest = BundleFile.verify(make(10), KEYS).head().manifest();
    try (var in = BundleFileTest.class.getResourceAsStream("/schema/v1/bundle.schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(
                  new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(List.of(), schema.validate(new ObjectMapper().readTree(manifest.toJson())));
    }
  }
}
