package city.seki.hub.alert;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.alert.Alerts.Alert;
import city.seki.hub.alert.Alerts.Kind;
import city.seki.hub.fleet.Doubles;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.fleet.Sequences;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with units: silent, doubled, short of taps, of a reader or of their journal. */
final class UnitAlerts {
  private UnitAlerts() {}

  /** By a name that tells each from all others and stays the same while it lasts. */
  static Map<String, Alert> of(City city, Fleet fleet, Instant now) {
    Map<String, Alert> wrong = new LinkedHashMap<>();
    for (Unit unit : city.units().values()) {
      Fleet.Heard heard = fleet.of(unit.id());
      if (heard == null) {
        continue; // never heard since the start: the list of units says so
      }
      for (Sequences.Gap gap : fleet.gaps(unit.id())) {
        wrong.put(
            "gap " + unit.id() + ' ' + gap.boot() + ' ' + gap.words(), missing(unit, gap, now));
      }
      Doubles.Held held = fleet.held(unit.id());
      if (held != null) {
        wrong.put("double " + unit.id(), doubled(unit, held));
        continue;
      }
      if (!fleet.isThere(unit.id())) {
        wrong.put("unit " + unit.id(), silent(unit, heard));
      } else if (heard.health() != null) {
        fleet
            .machineTroubles(unit.id())
            .lasting()
            .forEach(
                (trouble, since) ->
                    wrong.put(
                        "machine " + unit.id() + ' ' + trouble.word(),
                        ill(unit, trouble.word(), since)));
        if (heard.health().journal() != null) {
          wrong.put("journal " + unit.id(), unwritten(unit, heard.health().journal(), now));
        }
        for (HealthMessage.Reader reader : heard.health().readers()) {
          String fault = reader.fault();
          if (fault != null) {
            wrong.put(
                "reader " + unit.id() + ' ' + reader.name(),
                faulty(unit, reader.name(), fault, now));
          }
        }
      }
    }
    return wrong;
  }

  private static Alert silent(Unit unit, Fleet.Heard heard) {
    return new Alert(Kind.UNIT_SILENT, heard.at(), null, unit.office(), null, unit.id(), null);
  }

  private static Alert doubled(Unit unit, Doubles.Held held) {
    return new Alert(
        Kind.DOUBLE_IDENTITY,
        held.since(),
        null,
        unit.office(),
        null,
        unit.id(),
        new Trouble.Doubled(unit.id(), held.boots()));
  }

  private static Alert missing(Unit unit, Sequences.Gap gap, Instant now) {
    return new Alert(
        Kind.MISSING_TAPS,
        now,
        null,
        unit.office(),
        null,
        unit.id(),
        new Trouble.Lost(gap.words(), gap.boot()));
  }

  private static Alert unwritten(Unit unit, String why, Instant now) {
    return new Alert(
        Kind.JOURNAL_FAULT, now, null, unit.office(), null, unit.id(), new Trouble.Fault(why));
  }

  private static Alert ill(Unit unit, String fact, Instant since) {
    return new Alert(
        Kind.UNIT_HEALTH, since, null, unit.office(), null, unit.id(), new Trouble.OfMachine(fact));
  }

  private static Alert faulty(Unit unit, String reader, String fault, Instant now) {
    return new Alert(
        Kind.READER_FAULT, now, null, unit.office(), reader, unit.id(), new Trouble.Fault(fault));
  }
}
