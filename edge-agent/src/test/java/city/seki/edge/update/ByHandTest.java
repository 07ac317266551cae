package city.seki.edge.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.AgentJar;
import city.seki.config.bundle.BundleFile;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.BadMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update from a stick, in a closed network. */
class ByHandTest {
  private static final Running FACTORY =
      new Running(Slot.FACTORY, SoftwareVersion.parse("0.1.0"), Release.DATA);

  @TempDir Path dir;

  private Path slots() {
    return dir.resolve("slots");
  }

  private Path bundle(String version) throws IOException {
    Path jar = dir.resolve(version + ".jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    main.putValue("Seki-Main", "city.seki.edge.EdgeMain");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest)) {
      zip.putNextEntry(new ZipEntry(AgentJar.DATA));
      zip.write("journal = 2 2\n".getBytes(UTF_8));
    }
    Path file = dir.resolve(version + ".bundle");
    var _ = BundleFile.make(jar, FACTORY.version(), false, Release.KEY, file);
    return file;
  }

  private String install(Path bundle) throws Exception {
    return ByHand.install(slots(), FACTORY, Release.KEYS, bundle);
  }

  /** As a start and a trial that went well leave it. */
  private void confirm() throws IOException {
    Slots slots = Slots.at(slots(), Release.KEYS);
    Boot boot = slots.boot();
    Boot.Trial trial = boot.trial();
    assertTrue(trial != null, "nothing is tried");
    slots.keep(boot.confirmed(trial));
  }

  @Test
  void a_bundle_from_a_file_is_tried_at_the_next_start() throws Exception {
    assertTrue(install(bundle("0.2.0")).contains("0.2.0 is tried at the next start"));
    assertEquals(Slot.A, new Starts(new FolderDisk(slots())).slot());
    assertTrue(ByHand.describe(slots()).contains("0.2.0 in slot a is tried"));
    confirm();
    assertTrue(ByHand.describe(slots()).contains("current: slot a"));
    assertTrue(install(bundle("0.3.0")).contains("0.3.0"));
    assertEquals(Slot.B, new Starts(new FolderDisk(slots())).slot());
  }

  @Test
  void what_is_brought_later_is_tried_instead() throws Exception {
    var _ = install(bundle("0.2.0"));
    var _ = install(bundle("0.3.0"));
    Running tried = new Starts(new FolderDisk(slots())).start();
    assertEquals("0.3.0", tried.version().toString());
  }

  @Test
  void an_older_one_is_refused_with_the_reason_and_the_current_one_needs_nothing()
      throws Exception {
    var _ = install(bundle("0.3.0"));
    confirm();
    Path older = bundle("0.2.0");
    String message = assertThrows(FileSystemException.class, () -> install(older)).getMessage();
    assertTrue(String.valueOf(message).contains("newer version"), message);
    assertTrue(install(bundle("0.3.0")).contains("runs already"));
  }

  @Test
  void without_the_right_key_or_while_the_unit_runs_nothing_is_taken() throws Exception {
    Path bundle = bundle("0.2.0");
    assertThrows(
        BadMessage.class,
        () -> ByHand.install(slots(), FACTORY, List.of(Release.key().key()), bundle));
    try (SlotsLock _ = SlotsLock.take(slots())) {
      String message = assertThrows(FileSystemException.class, () -> install(bundle)).getMessage();
      assertTrue(String.valueOf(message).contains("systemctl stop"), message);
    }
    assertTrue(ByHand.describe(slots()).contains("the package's own version"));
  }
}
