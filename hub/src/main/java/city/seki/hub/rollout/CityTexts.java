package city.seki.hub.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What configurations of the city say to units: for each the text of a unit file without secrets.
 * Confined to one thread at a time.
 */
final class CityTexts implements UnitTexts {
  /** The one that is rolled out, and the one before it. */
  private static final int KEPT = 4;

  private final LongFunction<Optional<String>> configurations;
  private final Supplier<HubPlace> place;
  private final Map<Long, City> cities =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, City> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param configurations the text of each version
   */
  CityTexts(LongFunction<Optional<String>> configurations, Supplier<HubPlace> place) {
    this.configurations = configurations;
    this.place = place;
  }

  /** What that configuration says to that unit, null if it does not know it. */
  @Nullable String text(long configuration, String unit) {
    Unit known = city(configuration).units().get(unit);
    if (known == null) {
      return null;
    }
    HubPlace hub = place.get();
    return UnitFile.write(new UnitFile.Settings(known, hub.mqtt(), hub.est(), hub.key()));
  }

  @Override
  public @Nullable String sha256(long configuration, String unit) {
    String text = text(configuration, unit);
    return text == null ? null : Sha256.of(text.getBytes(UTF_8)).hex();
  }

  private City city(long version) {
    return cities.computeIfAbsent(version, this::read);
  }

  /** One that cannot be read at all, by a newer Seki perhaps, knows no unit. */
  private City read(long version) {
    return configurations
        .apply(version)
        .map(
            text ->
                switch (CityFile.readKept("configuration " + version, text)) {
                  case Reading.Loaded<City> loaded -> loaded.value();
                  case Reading.Rejected<City> _ -> City.EMPTY;
                })
        .orElse(City.EMPTY);
  }
}
