package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.wire.CardKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFileTest {
  @TempDir Path dir;

  @Test
  void what_a_city_wires_to_a_unit_reaches_it_through_its_file() throws IOException {
    CityFile.Result read = CityFile.read("test.yaml", CityFileTest.ALL_KEYS);
    City city = assertInstanceOf(CityFile.Loaded.class, read).city();
    Unit unit = Objects.requireNonNull(city.units().get("hata-u1"));
    CardKey key = new CardKey("k1", new byte[32]);
    Path file = dir.resolve("unit.yaml");
    List<URI> est = List.of(URI.create("coaps://hub:5684"), URI.create("https://[::1]:8443"));
    Files.writeString(
        file, UnitFile.write(unit, UnitFile.hub("mqtt://127.0.0.1:1883"), est, key, null));
    UnitFile.Result result = UnitFile.read(file);
    UnitFile.Loaded loaded = assertInstanceOf(UnitFile.Loaded.class, result, result::toString);
    assertEquals(unit, loaded.unit());
    assertEquals(est, loaded.est());
  }
}
