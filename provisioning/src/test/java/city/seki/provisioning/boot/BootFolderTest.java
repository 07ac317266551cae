package city.seki.provisioning.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.model.Wiring.LightPins;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootFolderTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 operator@city";

  @TempDir Path dir;

  private static Unit unit(List<Wiring> readers, String... sensors) {
    return new Unit(
        "desk-u1",
        "desk",
        readers,
        List.of(sensors).stream()
            .map(device -> new SensorWiring(Place.parse("seat:A-01"), device))
            .toList(),
        List.of());
  }

  private static Wiring reader(String device, @Nullable LightPins light) {
    return new Wiring(ReaderName.parse("seat:A-01"), device, light);
  }

  @Test
  void unit_with_usb_readers_needs_the_watchdog_alone() {
    assertEquals(
        "[all]\ndtparam=watchdog=on\n",
        FirmwareSettings.of(unit(List.of(reader("pcsc:", null)), "ld2410:/dev/ttyUSB0@256000")));
  }

  @Test
  void buses_and_lights_follow_the_wiring() {
    LightPins light = new LightPins(17, 27, 22, 23);
    assertEquals(
        "[all]\ndtparam=watchdog=on\ndtparam=i2c_arm=on\ndtparam=spi=on\ngpio=17,22,23,27=op,dl\n",
        FirmwareSettings.of(
            unit(List.of(reader("pn532:spi:0.0", light)), "scd4x:i2c:1?altitude=640")));
  }

  @Test
  void serial_line_of_the_header_is_taken_from_bluetooth_and_the_console() {
    Unit serial = unit(List.of(reader("pn532:hsu:/dev/ttyAMA0", null)));
    assertTrue(FirmwareSettings.usesSerialLine(serial));
    assertEquals(
        """
        [all]
        dtparam=watchdog=on
        [pi02]
        enable_uart=1
        dtoverlay=disable-bt
        [pi3]
        enable_uart=1
        dtoverlay=disable-bt
        [pi4]
        enable_uart=1
        dtoverlay=disable-bt
        [pi5]
        dtparam=uart0=on
        [all]
        """,
        FirmwareSettings.of(serial));
    assertFalse(
        FirmwareSettings.usesSerialLine(unit(List.of(reader("pn532:hsu:/dev/ttyUSB0", null)))));
  }

  @Test
  void first_start_is_as_written_down() throws IOException {
    FirstStart start = new FirstStart("desk-u1", "b1", ZONE, KEY);
    assertEquals(golden("user-data"), start.userData());
    assertEquals(golden("meta-data"), start.metaData());
    assertTrue(new FirstStart("desk-u1", "b1", ZONE, null).userData().contains("users: []\n"));
  }

  @Test
  void folder_has_all_that_is_copied_on_the_card() throws IOException {
    Path packages = packages("seki-tools_1_all.deb", "seki-edge_1_all.deb", "jre.deb");
    Path key = Files.writeString(dir.resolve("id.pub"), KEY + "\n");
    Path card = Files.createDirectory(dir.resolve("card"));
    BootFolder.of(ZONE, packages, key).write(card, unit(List.of(reader("pcsc:", null))), "b1");
    try (var files = Files.walk(card)) {
      assertEquals(
          List.of(
              "meta-data",
              "seki/config.txt",
              "seki/install",
              "seki/packages/jre.deb",
              "seki/packages/seki-edge_1_all.deb",
              "seki/packages/seki-tools_1_all.deb",
              "ssh",
              "user-data"),
          files
              .filter(Files::isRegularFile)
              .map(file -> card.relativize(file).toString())
              .sorted()
              .toList());
    }
  }

  @Test
  void packages_of_two_versions_or_none_are_refused() throws IOException {
    Path none = packages("seki-tools_1_all.deb");
    assertTrue(refusal(none, null).contains("has 0 packages seki-edge_*.deb"));
    Path two = packages("seki-tools_1_all.deb", "seki-tools_2_all.deb", "seki-edge_1_all.deb");
    assertTrue(refusal(two, null).contains("has 2 packages seki-tools_*.deb"));
  }

  @Test
  void what_is_no_public_key_is_refused() throws IOException {
    Path packages = packages("seki-tools_1_all.deb", "seki-edge_1_all.deb");
    for (String text :
        List.of("", "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-ed25519 AAAA x\"y")) {
      Path file = Files.writeString(dir.resolve("key"), text);
      assertTrue(refusal(packages, file).contains("no public key of SSH"), text);
    }
  }

  private Path packages(String... names) throws IOException {
    Path folder = Files.createTempDirectory(dir, "packages");
    for (String name : names) {
      Files.writeString(folder.resolve(name), name);
    }
    return folder;
  }

  private static String refusal(Path packages, @Nullable Path key) {
    return String.valueOf(
        assertThrows(FileSystemException.class, () -> BootFolder.of(ZONE, packages, key))
            .getMessage());
  }

  private static String golden(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(BootFolderTest.class.getResourceAsStream("/golden/boot/" + name))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
