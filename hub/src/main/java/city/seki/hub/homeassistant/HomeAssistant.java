package city.seki.hub.homeassistant;

import city.seki.config.model.City;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what Home Assistant was told of the city right: a seat that is new is told, one that went
 * away is taken back. Confined to one thread.
 */
public final class HomeAssistant implements Consumer<City> {
  private final Discovery discovery;
  private final BiConsumer<String, byte[]> retained;
  private Map<String, byte[]> told = Map.of();
  private @Nullable City known;

  /**
   * @param retained publishes; an empty payload takes back what was there
   */
  public HomeAssistant(Discovery discovery, BiConsumer<String, byte[]> retained) {
    this.discovery = discovery;
    this.retained = retained;
  }

  /** The city is so now; quick where it is as it was. */
  @Override
  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  public void accept(City city) {
    if (city == known) {
      return;
    }
    known = city;
    Map<String, byte[]> now = discovery.of(city);
    now.forEach(
        (topic, payload) -> {
          if (!Arrays.equals(payload, told.get(topic))) {
            retained.accept(topic, payload);
          }
        });
    told.keySet().stream()
        .filter(topic -> !now.containsKey(topic))
        .forEach(topic -> retained.accept(topic, new byte[0]));
    told = now;
  }
}
