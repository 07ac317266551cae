package city.seki.config.diff;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What differs between two states of one unit, in the words of who installs it. */
final class UnitDiff {
  private final Unit before;
  private final Unit after;
  private final Consumer<String> tell;
  private boolean rewired;

  UnitDiff(Unit before, Unit after, Consumer<String> tell) {
    this.before = before;
    this.after = after;
    this.tell = tell;
  }

  /** Whether somebody has to go there; right after {@link #tell}. */
  boolean isRewired() {
    return rewired;
  }

  void tell() {
    if (!before.office().equals(after.office())) {
      wires("stands in office " + after.office() + " instead of " + before.office());
    }
    readers();
    sensors();
    devices();
  }

  /** Something that a hand has to do. */
  private void wires(String words) {
    rewired = true;
    tell.accept(words);
  }

  private void readers() {
    Map<String, Wiring> then = new LinkedHashMap<>();
    Map<String, Wiring> now = new LinkedHashMap<>();
    before.readers().forEach(each -> then.put(each.name().toString(), each));
    after.readers().forEach(each -> now.put(each.name().toString(), each));
    then.forEach(
        (name, one) -> {
          Wiring other = now.get(name);
          if (other == null) {
            wires("reader " + name + " at " + one.device() + " is gone");
          } else {
            reader(name, one, other);
          }
        });
    now.forEach(
        (name, other) -> {
          if (!then.containsKey(name)) {
            wires("reader " + name + " is new, at " + other.device() + light(other));
          }
        });
    order("reader", then.keySet(), now.keySet());
  }

  private void reader(String name, Wiring one, Wiring other) {
    if (!one.device().equals(other.device())) {
      wires("reader " + name + " is at " + other.device() + " instead of " + one.device());
    }
    if (!light(one).equals(light(other))) {
      wires("reader " + name + " is" + light(other) + ", so far" + light(one));
    }
    if (one.felicaMac() != other.felicaMac()) {
      tell.accept(
          "at reader "
              + name
              + " the proof of FeliCa Lite-S cards is '"
              + other.felicaMac().word()
              + "' instead of '"
              + one.felicaMac().word()
              + "'");
    }
  }

  private static String light(Wiring reader) {
    Wiring.LightPins light = reader.light();
    return light == null
        ? " without a light"
        : " with its light on pins "
            + light.red()
            + ", "
            + light.green()
            + ", "
            + light.blue()
            + (light.buzzer() == null ? "" : " and its buzzer on " + light.buzzer());
  }

  private void sensors() {
    List<SensorWiring> gone = new ArrayList<>(before.sensors());
    gone.removeAll(after.sensors());
    List<SensorWiring> added = new ArrayList<>(after.sensors());
    added.removeAll(before.sensors());
    gone.forEach(each -> wires("sensor " + each.device() + " of " + each.place() + " is gone"));
    added.forEach(each -> wires("sensor " + each.device() + " of " + each.place() + " is new"));
    order("sensor", before.sensors(), after.sensors());
  }

  private void devices() {
    Map<String, RoomDevice> then = byName(before);
    Map<String, RoomDevice> now = byName(after);
    Words.listed("device", then.keySet(), now.keySet(), tell);
    then.forEach(
        (name, one) -> {
          RoomDevice other = now.get(name);
          if (other != null) {
            device(one, other);
          }
        });
  }

  private static Map<String, RoomDevice> byName(Unit unit) {
    return unit.devices().stream()
        .collect(
            Collectors.toMap(RoomDevice::id, each -> each, (one, _) -> one, LinkedHashMap::new));
  }

  private void device(RoomDevice one, RoomDevice other) {
    String device = "device " + one.id() + " ";
    Words.renamed(one.name(), other.name(), words -> tell.accept(device + words));
    if (!one.room().equals(other.room())) {
      tell.accept(device + "is in room " + other.room() + " instead of " + one.room());
    }
    if (!one.address().equals(other.address())) {
      tell.accept(device + "is at " + other.address() + " instead of " + one.address());
    }
    if (one.mapping() != null
        && other.mapping() != null
        && !one.mapping().equals(other.mapping())) {
      tell.accept(device + "is understood by other topics or words");
    }
  }

  private void order(String what, Iterable<?> then, Iterable<?> now) {
    List<Object> one = new ArrayList<>();
    List<Object> other = new ArrayList<>();
    then.forEach(one::add);
    now.forEach(other::add);
    if (!one.equals(other) && one.size() == other.size() && other.containsAll(one)) {
      tell.accept("its " + what + "s are listed in another order");
    }
  }
}
