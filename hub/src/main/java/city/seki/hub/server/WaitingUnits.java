package city.seki.hub.server;

import city.seki.config.model.Unit;
import city.seki.hub.alert.Alerts;
import city.seki.provisioning.enrol.Asking;
import city.seki.provisioning.enrol.EnrolState;
import java.util.HashMap;
import java.util.Map;

/** Units that wait for an operator, as alerts. */
final class WaitingUnits {
  private WaitingUnits() {}

  /**
   * One for each unit of which a key waits and got no word yet.
   *
   * @param units of the city, by name
   */
  static Map<String, Alerts.Alert> of(EnrolState state, Map<String, Unit> units) {
    Map<String, Alerts.Alert> waiting = new HashMap<>();
    for (Asking asking : state.asking().values()) {
      if (asking.word() == Asking.Word.NOTHING) {
        Unit unit = units.get(asking.unit());
        waiting.merge(
            "waits " + asking.unit(),
            new Alerts.Alert(
                Alerts.Kind.UNIT_WAITS,
                asking.since(),
                null,
                unit == null ? null : unit.office(),
                null,
                asking.unit(),
                null),
            (one, other) -> one.at().isBefore(other.at()) ? one : other);
      }
    }
    return waiting;
  }
}
