package city.seki.hub.simulation;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.TapId;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Pins;
import city.seki.edge.light.Signal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lights of a unit, and who looks at them: what each said to which tap. */
final class UnitLights {
  private record Shown(Signal signal, long untilMs) {}

  private final CityRun city;
  private final String unit;
  private final Map<ReaderName, Shown> shown = new HashMap<>();
  private final Map<ReaderName, TapId> newest = new HashMap<>();

  UnitLights(CityRun city, String unit) {
    this.city = city;
    this.unit = unit;
  }

  /** New lamps, one for each reader. */
  Map<ReaderName, Indicator> fresh(List<ReaderName> readers) {
    Map<ReaderName, Indicator> lights = new LinkedHashMap<>();
    for (ReaderName reader : readers) {
      lights.put(reader, new Indicator((signal, pins) -> show(reader, signal, pins)));
    }
    return lights;
  }

  /** All are dark. */
  void die() {
    shown.clear();
    newest.clear();
  }

  /** From now on that reader's light speaks of that tap. */
  void tapped(ReaderName reader, TapId tap) {
    newest.put(reader, tap);
  }

  /** What the light has answered since then, null for nothing. */
  @Nullable Signal since(ReaderName reader, long ms) {
    Shown last = shown.get(reader);
    return last == null || last.untilMs() < ms ? null : last.signal();
  }

  /** Every answer begins with a beep; one that is repeated while it beeps only goes on. */
  private void show(ReaderName reader, Signal signal, Pins pins) {
    Shown before = shown.get(reader);
    if (before != null && before.untilMs() == Long.MAX_VALUE) {
      shown.put(reader, new Shown(before.signal(), city.time().ms()));
    }
    if (signal.isFlash() && pins.buzzer()) {
      shown.put(reader, new Shown(signal, Long.MAX_VALUE));
      TapId tap = newest.get(reader);
      if (tap != null) {
        city.tell(() -> unit + " " + reader + " shows " + signal);
        city.facts().lit(tap, signal);
        city.promises().answered(tap);
      }
    }
  }
}
