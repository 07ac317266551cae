package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.wire.CardKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFileTest {
  private static final List<URI> EST =
      List.of(URI.create("coaps://hub:5684"), URI.create("https://[::1]:8443"));
  private static final CardKey KEY = new CardKey("k1", new byte[32]);

  @TempDir Path dir;

  /** Of a unit with everything that there is. */
  static UnitFile.Settings settings() {
    City city = Readings.loaded(CityFile.read("test.yaml", CityFileTest.ALL_KEYS));
    Unit unit = Objects.requireNonNull(city.units().get("hata-u1"));
    return new UnitFile.Settings(unit, UnitFile.hub("mqtts://hub.example:8883"), EST, null);
  }

  @Test
  void what_a_city_wires_to_a_unit_reaches_it_through_its_file() throws IOException {
    for (CardKey key : List.of(KEY, new CardKey("k2", new byte[32]).following(KEY))) {
      UnitFile.Start start = new UnitFile.Start(settings(), key);
      Path file = Files.writeString(dir.resolve("unit.yaml"), UnitFile.write(start));
      assertEquals(start, Readings.loaded(UnitFile.read(file)));
    }
  }

  @Test
  void settings_read_to_the_same_and_hold_no_secret() {
    String text = UnitFile.write(settings());
    assertEquals(settings(), Readings.loaded(UnitFile.readSettings("test", text)));
    String secret = Base64.getEncoder().encodeToString(KEY.secret());
    assertFalse(text.contains(secret) || text.contains("card_key"), text);
  }

  @Test
  void settings_with_a_card_key_are_refused_and_a_start_without_one_too() {
    String start = UnitFile.write(new UnitFile.Start(settings(), KEY));
    String told = Readings.rejected(UnitFile.readSettings("test", start)).toString();
    assertTrue(told.contains("unknown key 'card_key' in this unit configuration"), told);
    String settings = UnitFile.write(settings());
    String missing = Readings.rejected(UnitFile.read("test", settings)).toString();
    assertTrue(missing.contains("the key 'card_key' of this unit file is missing"), missing);
  }
}
