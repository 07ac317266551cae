package city.seki.config.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that was signed is believed as long as every visible file is as it was. */
class SignedFolderTest {
  @TempDir Path dir;
  private final HubSigner signer = signer();

  private static HubSigner signer() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void a_folder() throws IOException {
    write("city.yaml", "name: …\n");
    write("offices/hata.yaml", "id: hata\n");
    write("units/hata-u1.yaml", "id: hata-u1\n");
    SignedFolder.sign(dir, 7, signer);
  }

  private Path write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    return Files.writeString(path, text);
  }

  private SignedFolder.Verdict verify() throws IOException {
    return SignedFolder.verify(dir, List.of(signer.key()));
  }

  private List<String> reasons() throws IOException {
    return assertInstanceOf(SignedFolder.Refused.class, verify()).reasons().stream()
        .map(each -> each.replace(dir + "/", ""))
        .toList();
  }

  @Test
  void what_nobody_touched_is_genuine_in_its_version() throws IOException {
    FolderManifest manifest = assertInstanceOf(SignedFolder.Genuine.class, verify()).manifest();
    assertEquals(7, manifest.version());
    assertEquals(
        List.of("city.yaml", "offices/hata.yaml", "units/hata-u1.yaml"),
        List.copyOf(manifest.files().keySet()));
    assertEquals(7, SignedFolder.claimedVersion(dir));
  }

  @Test
  void each_file_that_was_changed_added_or_removed_is_told() throws IOException {
    write("offices/hata.yaml", "id: hatb\n");
    write("city.yaml", "name: other\n");
    write("offices/asama.yaml", "id: asama\n");
    Files.delete(dir.resolve("units/hata-u1.yaml"));
    assertEquals(
        List.of(
            "city.yaml: was changed after it was signed (it has 12 bytes instead of 10)",
            "offices/asama.yaml: was added after the folder was signed",
            "offices/hata.yaml: was changed after it was signed (the size is the same, the content"
                + " is not)",
            "units/hata-u1.yaml: is gone: it was there when the folder was signed"),
        reasons());
  }

  @Test
  void a_renamed_file_is_told_twice() throws IOException {
    Files.move(dir.resolve("offices/hata.yaml"), dir.resolve("offices/hato.yaml"));
    assertEquals(2, reasons().size());
  }

  @Test
  void hidden_files_and_what_editors_leave_behind_do_not_count() throws IOException {
    write(".git/config", "x");
    write("offices/.hata.yaml.swp", "x");
    write("offices/hata.yaml~", "x");
    write("offices/Thumbs.db", "x");
    assertInstanceOf(SignedFolder.Genuine.class, verify());
  }

  @Test
  void a_signature_of_another_key_and_none_at_all_are_refused() throws IOException {
    SignedFolder.sign(dir, 8, signer());
    assertTrue(reasons().getFirst().contains("signed with key "), reasons().toString());
    Files.delete(dir.resolve(SignedFolder.SIGNATURE));
    assertTrue(reasons().getFirst().contains("the folder is not signed"), reasons().toString());
    assertEquals(0, SignedFolder.claimedVersion(dir));
  }

  @Test
  void one_of_several_keys_is_enough() throws IOException {
    assertInstanceOf(
        SignedFolder.Genuine.class,
        SignedFolder.verify(dir, List.of(signer().key(), signer.key())));
  }

  @Test
  void no_changed_byte_makes_another_folder_genuine() throws IOException {
    Path file = dir.resolve(SignedFolder.SIGNATURE);
    byte[] signature = Files.readAllBytes(file);
    FolderManifest whole = assertInstanceOf(SignedFolder.Genuine.class, verify()).manifest();
    Random random = new Random(20_261_129);
    for (int at = 0; at < signature.length; at++) {
      byte[] spoiled = signature.clone();
      spoiled[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, spoiled);
      if (verify() instanceof SignedFolder.Genuine genuine) {
        // The key's name beside the signature, or bits of base64 that count for nothing.
        assertEquals(whole, genuine.manifest(), "byte " + at + " of the signature");
      }
    }
  }

  @Test
  void a_link_is_not_signed() throws IOException {
    Files.createSymbolicLink(dir.resolve("offices/link.yaml"), Path.of("/etc/hostname"));
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> SignedFolder.sign(dir, 8, signer));
    assertTrue(String.valueOf(refused.getMessage()).contains("link.yaml: is a link"));
  }
}
