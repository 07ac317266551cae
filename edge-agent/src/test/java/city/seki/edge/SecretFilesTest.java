package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.FelicaMac;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.edge.av.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file in a unit's folder is whose secret. */
class SecretFilesTest {
  private static final Unit UNIT =
      new Unit(
          "u1",
          "office",
          List.of(),
          List.of(
              new SensorWiring(new Place.InRoom("vc-1"), "coap:desk"),
              new SensorWiring(new Place.InRoom("vc-1"), "pir:gpio:4")),
          List.of(new RoomDevice("label-printer", "vc-1", new Text("p", "p"), "ping://10.0.0.1")));

  @TempDir private Path folder;

  private void write(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void a_label_has_its_key_in_a_file_that_begins_with_label_unless_a_device_has_that_name()
      throws IOException {
    write("desk", "0123456789abcdef\n", "rw-------");
    write("label-door", "hex:00112233445566778899aabbccddeeff\n", "rw-------");
    write("label-printer", "guest:password\n", "rw-------");
    write("label-open", "0123456789abcdef\n", "rw-r--r--");
    write("other", "0123456789abcdef\n", "rw-------");
    SecretFiles secrets = SecretFiles.read(folder, UNIT);
    assertEquals(
        Map.of(
            "desk", new Secret(null, "0123456789abcdef"),
            "label-printer", new Secret("guest", "password")),
        secrets.ofDevices());
    assertEquals(
        Map.of("door", new Secret("hex", "00112233445566778899aabbccddeeff")), secrets.ofLabels());
  }

  @Test
  void the_master_key_of_the_cards_is_read_where_a_reader_needs_it_only() throws IOException {
    write("felica-master-key", "c59fb54551fcd5d5a9681e4d88b59dc92a4c36294d15b2c2\n", "rw-------");
    assertEquals(Map.of(), SecretFiles.read(folder, UNIT).ofDevices());
    ReaderName name = ReaderName.parse("seat:A-01");
    Wiring wiring = new Wiring(name, "pn532:i2c:1:0x24", null, FelicaMac.PREFER);
    Unit asking = new Unit("u1", "office", List.of(wiring));
    assertEquals(
        Set.of("felica-master-key"), SecretFiles.read(folder, asking).ofDevices().keySet());
  }

  @Test
  void a_unit_without_secrets_has_none() {
    SecretFiles secrets = SecretFiles.read(folder.resolve("secrets"), UNIT);
    assertEquals(new SecretFiles(Map.of(), Map.of()), secrets);
  }
}
