package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.wire.CardKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Files.writeString(file, UnitFile.write(unit, UnitFile.hub("mqtt://127.0.0.1:1883"), key, null));
    UnitFile.Result result = UnitFile.read(file);
    assertEquals(unit, assertInstanceOf(UnitFile.Loaded.class, result, result::toString).unit());
  }
}
