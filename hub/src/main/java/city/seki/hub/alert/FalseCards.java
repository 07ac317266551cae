package city.seki.hub.alert;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.alert.Alerts.Alert;
import city.seki.hub.alert.Alerts.Kind;
import city.seki.hub.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cards that had the number of a card and not its key, by what units count. One alert for each look
 * at a reader that refused any since the look before: which card it was, nobody tells. Confined to
 * {@link Alerts}.
 */
final class FalseCards {
  private record Reader(String unit, String name) {}

  private record Counted(String boot, long count) {}

  private final Map<Reader, Counted> seen = new HashMap<>();

  /** Those since the last call, as moments. */
  List<Alert> since(City city, Fleet fleet, Instant now) {
    List<Alert> found = new ArrayList<>();
    for (Unit unit : city.units().values()) {
      Fleet.Heard heard = fleet.of(unit.id());
      HealthMessage health = heard == null ? null : heard.health();
      if (health != null && fleet.held(unit.id()) == null) {
        for (HealthMessage.Reader reader : health.readers()) {
          if (isWired(unit, reader) && isMore(unit.id(), health.boot(), reader)) {
            found.add(of(unit, reader.name(), now));
          }
        }
      }
    }
    seen.keySet().removeIf(reader -> !city.units().containsKey(reader.unit()));
    return found;
  }

  /** Names that a unit makes up are not remembered. */
  private static boolean isWired(Unit unit, HealthMessage.Reader reader) {
    return unit.readers().stream().anyMatch(each -> each.name().toString().equals(reader.name()));
  }

  private boolean isMore(String unit, String boot, HealthMessage.Reader reader) {
    if (reader.notGenuine() == 0) {
      return false;
    }
    Counted now = new Counted(boot, reader.notGenuine());
    Counted before = seen.put(new Reader(unit, reader.name()), now);
    return before == null || !before.boot().equals(boot) || before.count() < now.count();
  }

  private static Alert of(Unit unit, String reader, Instant now) {
    return new Alert(Kind.NOT_GENUINE, now, null, unit.office(), reader, unit.id(), null);
  }
}
