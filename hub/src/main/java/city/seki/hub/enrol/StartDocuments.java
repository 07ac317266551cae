package city.seki.hub.enrol;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a unit starts from once it has its certificate: its {@code unit.yaml}, for itself alone,
 * with the city's card key in it. So no secret of the city lies on a boot partition.
 *
 * @param city as it is now
 * @param addresses as they are told, once the hub listens
 * @param cardKey as it is now: it may be changed while the hub runs
 */
public record StartDocuments(
    Supplier<City> city,
    Supplier<HubAddresses> addresses,
    Supplier<CardKey> cardKey,
    HubKey hubKey) {
  /** Media type over HTTPS; over CoAP it is text (0). */
  public static final String MEDIA_TYPE = "application/yaml";

  /** The document of that unit, empty if the city has none of that name. */
  public Optional<String> of(String unit) {
    Unit known = city.get().units().get(unit);
    HubAddresses hub = addresses.get();
    return Optional.ofNullable(known)
        .map(it -> new UnitFile.Settings(it, hub.mqtt(), hub.est(), hubKey))
        .map(settings -> UnitFile.write(new UnitFile.Start(settings, cardKey.get())));
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "StartDocuments";
  }
}
