package city.seki.edge.presence.fusion;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.fusion.Belief.Condition;
import java.util.List;
import java.util.stream.Stream;

/** A room of a test: sensors named by their kind, and time that is moved by hand. */
final class Place {
  private PlaceState state;
  private long nowMs;
  private int figure;

  /** Its sensors answer, and have said nothing yet. */
  Place(SensorKind... kinds) {
    List<DeclaredSensor> sensors =
        Stream.of(kinds).map(kind -> new DeclaredSensor(kind.word(), kind)).toList();
    state = PlaceState.initial(sensors, 0);
    sensors.forEach(sensor -> tell(sensor.kind(), new SensorEvent.Ready()));
  }

  PlaceState state() {
    return state;
  }

  Belief belief() {
    return state.belief();
  }

  Occupancy said() {
    return state.belief().state();
  }

  long nowMs() {
    return nowMs;
  }

  void seconds(int count) {
    nowMs += count * 1_000L;
    state = state.at(nowMs);
  }

  void minutes(int count) {
    seconds(60 * count);
  }

  void tell(SensorKind kind, SensorEvent event) {
    state = state.step(new Observation(kind.word(), event), nowMs);
  }

  void say(SensorKind kind, Reading reading) {
    tell(kind, new SensorEvent.Read(reading));
  }

  void dies(SensorKind kind) {
    tell(kind, new SensorEvent.Fault(SensorFault.Cause.GONE, "pulled out by the test"));
  }

  /** The output of a PIR, high for 2 s. */
  void pulse() {
    say(SensorKind.PIR, new Reading.Motion(true));
    seconds(2);
    say(SensorKind.PIR, new Reading.Motion(false));
  }

  /** Somebody walks about for 20 s. */
  void walk() {
    pulse();
    seconds(8);
    pulse();
    seconds(8);
  }

  void door(boolean open) {
    say(SensorKind.DOOR, new Reading.Door(open));
  }

  /** A radar reports every 2 s, with figures that are never the same. */
  void radar(Target target, int minutes) {
    for (int i = 0; i < minutes * 30; i++) {
      say(SensorKind.RADAR, new Reading.Radar(target, figure++ % 300, 50, 120, 60));
      seconds(2);
    }
  }

  /** Carbon dioxide every 30 s, on a line from one figure to another. */
  void air(int fromPpm, int toPpm, int minutes) {
    for (int i = 0; i < minutes * 2; i++) {
      int ppm = fromPpm + (toPpm - fromPpm) * i / (minutes * 2) + figure++ % 2;
      say(SensorKind.AIR, new Reading.Air(ppm, 22, 45));
      seconds(30);
    }
  }

  Condition condition(SensorKind kind) {
    return evidence(kind).condition();
  }

  Belief.Evidence evidence(SensorKind kind) {
    return belief().evidence().stream().filter(its -> its.kind() == kind).findFirst().orElseThrow();
  }
}
