package city.seki.edge.survey;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.edge.agent.Now;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.fusion.Belief;
import city.seki.edge.presence.fusion.DeclaredSensor;
import city.seki.edge.presence.fusion.Observation;
import city.seki.edge.presence.fusion.PlaceState;
import city.seki.edge.presence.fusion.SensorKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a unit makes of its sensors and devices, and what of it the hub has to be told. Immutable;
 * no clock: the same state, event and moment give the same step.
 *
 * <p>A place or device is told when it changed, and again after {@link #EVERY_MS}, so that the hub
 * can tell one that is well from one of which nothing is heard. What changed while the link was
 * down is told when it is up again, in order, as far as {@link #MOST_OWED} go; after a restart of
 * the unit only how things are is known.
 *
 * @param placeOf what each sensor looks at
 * @param places what is sensed where
 * @param devices what was seen of each device
 * @param linked whether the hub can be told
 * @param owed what changed while it could not, the oldest first
 * @param lookedMs when all places were looked at last
 */
public record Survey(
    Map<String, Place> placeOf,
    Map<Place, Sensing> places,
    Map<String, Watched> devices,
    boolean linked,
    List<Telling> owed,
    long lookedMs) {
  /** Twice a minute: a room of which nothing is heard for a minute and a half is unknown. */
  static final long EVERY_MS = 30_000;

  /** A belief changes from one second to the next; a radar speaks ten times in between. */
  private static final long LOOK_MS = 1_000;

  /** A day of a busy unit; the oldest goes first. */
  static final int MOST_OWED = 1_000;

  /** Evidence changes all the time: only that of a fault, or of a sensor back from one, is news. */
  private record Told(Occupancy state, @Nullable Integer people, List<String> faults) {}

  /**
   * One place.
   *
   * @param told what was told last, null before
   * @param toldMs when
   */
  record Sensing(PlaceState state, @Nullable Told told, long toldMs) {}

  /**
   * One device.
   *
   * @param report the last one, null before the first
   * @param since when it came into its state
   * @param seen when it answered last, null if it never did
   * @param toldMs when it was told last
   */
  record Watched(
      RoomDevice device,
      @Nullable DeviceReport report,
      @Nullable Now since,
      @Nullable Now seen,
      long toldMs) {}

  /** Something to be told. */
  public sealed interface Telling {
    /**
     * @param at when it was so
     */
    record OfPlace(Place place, Belief belief, Now at) implements Telling {}

    /**
     * @param since when it came into that state
     * @param seen when it answered last, null if it never did
     * @param at when it was so
     */
    record OfDevice(String device, DeviceReport report, Now since, @Nullable Now seen, Now at)
        implements Telling {}
  }

  /** The state after an event, and what is to be told now. */
  public record Step(Survey survey, List<Telling> tell) {}

  public Survey {
    placeOf = Map.copyOf(placeOf);
    places = new LinkedHashMap<>(places);
    devices = new LinkedHashMap<>(devices);
    owed = List.copyOf(owed);
  }

  /** At the start of a run: nothing heard yet. */
  public static Survey of(Unit unit, long nowMs) {
    Map<Place, List<DeclaredSensor>> declared = new LinkedHashMap<>();
    for (SensorWiring sensor : unit.sensors()) {
      declared
          .computeIfAbsent(sensor.place(), place -> new ArrayList<>())
          .add(new DeclaredSensor(sensor.device(), kind(sensor.device())));
    }
    Map<String, Watched> devices = new LinkedHashMap<>();
    for (RoomDevice device : unit.devices()) {
      devices.put(device.id(), new Watched(device, null, null, null, nowMs));
      if (device.countsPeople()) {
        declared
            .computeIfAbsent(new Place.InRoom(device.room()), place -> new ArrayList<>())
            .add(new DeclaredSensor(device.id(), SensorKind.CAMERA));
      }
    }
    Map<String, Place> placeOf = new LinkedHashMap<>();
    Map<Place, Sensing> places = new LinkedHashMap<>();
    declared.forEach(
        (place, sensors) -> {
          sensors.forEach(sensor -> placeOf.put(sensor.name(), place));
          PlaceState state = PlaceState.initial(sensors, nowMs);
          places.put(place, new Sensing(state, null, nowMs - EVERY_MS));
        });
    return new Survey(placeOf, places, devices, false, List.of(), nowMs - LOOK_MS);
  }

  private static SensorKind kind(String device) {
    return switch (device.substring(0, Math.max(0, device.indexOf(':')))) {
      case "pir" -> SensorKind.PIR;
      case "ld2410" -> SensorKind.RADAR;
      case "scd4x" -> SensorKind.AIR;
      case "door" -> SensorKind.DOOR;
      case "pad" -> SensorKind.PAD;
      case "coap" -> SensorKind.DETECTOR;
      default -> throw new IllegalArgumentException("no kind of sensor: '" + device + "'");
    };
  }

  /** What is believed of each place, as of the last look. */
  public Map<Place, Belief> beliefs() {
    Map<Place, Belief> beliefs = new LinkedHashMap<>();
    places.forEach((place, sensing) -> beliefs.put(place, sensing.state().belief()));
    return beliefs;
  }

  public Step after(SurveyEvent event, Now now) {
    Turn turn = new Turn(this, now);
    switch (event) {
      case SurveyEvent.Sensed(String sensor, SensorEvent said) -> turn.sensed(sensor, said);
      case SurveyEvent.Seen(String device, DeviceReport report) -> turn.seen(device, report);
      case SurveyEvent.LinkUp() -> turn.up();
      case SurveyEvent.LinkDown() -> turn.linked = false;
      case SurveyEvent.Tick() -> {}
    }
    return turn.end();
  }

  /** One step under way. */
  private static final class Turn {
    private final Now now;
    private final Map<String, Place> placeOf;
    private final Map<Place, Sensing> places;
    private final Map<String, Watched> devices;
    private final List<Telling> owed;
    private final List<Telling> tell = new ArrayList<>();
    private boolean linked;
    private long lookedMs;

    Turn(Survey survey, Now now) {
      this.now = now;
      placeOf = survey.placeOf;
      lookedMs = survey.lookedMs;
      places = new LinkedHashMap<>(survey.places);
      devices = new LinkedHashMap<>(survey.devices);
      owed = new ArrayList<>(survey.owed);
      linked = survey.linked;
    }

    void sensed(String sensor, SensorEvent event) {
      Place place = placeOf.get(sensor);
      if (place != null) {
        places.computeIfPresent(
            place,
            (p, sensing) ->
                new Sensing(
                    sensing.state().step(new Observation(sensor, event), now.monoMs()),
                    sensing.told(),
                    sensing.toldMs()));
      }
    }

    void seen(String id, DeviceReport report) {
      Watched before = devices.get(id);
      if (before == null) {
        throw new IllegalArgumentException("this unit looks after no device " + id);
      }
      DeviceReport old = before.report();
      Now since = before.since();
      if (old == null || since == null || old.state() != report.state()) {
        since = now;
      }
      Now seen = report.state() == DeviceState.OFFLINE ? before.seen() : now;
      devices.put(id, new Watched(before.device(), report, since, seen, now.monoMs()));
      tell(new Telling.OfDevice(id, report, since, seen, now));
      count(id, report);
    }

    /** A camera that counts is a sensor of its room, and one that cannot be asked a dead one. */
    private void count(String id, DeviceReport report) {
      Integer people = report.people();
      if (people != null) {
        sensed(id, new SensorEvent.Read(new Reading.Count(people)));
      } else if (report.state() == DeviceState.OFFLINE) {
        sensed(id, new SensorEvent.Fault(SensorFault.Cause.GONE, "the device cannot be reached"));
      }
    }

    void up() {
      linked = true;
      tell.addAll(owed);
      owed.clear();
      places.replaceAll(
          (place, sensing) ->
              new Sensing(sensing.state(), sensing.told(), now.monoMs() - EVERY_MS));
      devices.replaceAll((id, watched) -> told(watched, now.monoMs() - EVERY_MS));
      lookedMs = now.monoMs() - LOOK_MS;
    }

    Step end() {
      if (now.monoMs() - lookedMs >= LOOK_MS) {
        lookedMs = now.monoMs();
        places.replaceAll(this::look);
        devices.replaceAll(this::look);
      }
      return new Step(new Survey(placeOf, places, devices, linked, owed, lookedMs), tell);
    }

    private Sensing look(Place place, Sensing sensing) {
      PlaceState state = sensing.state().at(now.monoMs());
      Belief belief = state.belief();
      Told told = new Told(belief.state(), belief.people(), faults(belief));
      boolean news = !told.equals(sensing.told());
      boolean due = linked && now.monoMs() - sensing.toldMs() >= EVERY_MS;
      if (!news && !due) {
        return new Sensing(state, sensing.told(), sensing.toldMs());
      }
      tell(new Telling.OfPlace(place, belief, now));
      return new Sensing(state, told, now.monoMs());
    }

    private static List<String> faults(Belief belief) {
      return belief.evidence().stream()
          .filter(evidence -> evidence.condition() != Belief.Condition.WELL)
          .map(evidence -> evidence.sensor() + " " + evidence.condition().word())
          .toList();
    }

    private Watched look(String id, Watched watched) {
      DeviceReport report = watched.report();
      Now since = watched.since();
      if (report == null || since == null || !linked) {
        return watched;
      }
      if (now.monoMs() - watched.toldMs() < EVERY_MS) {
        return watched;
      }
      tell(new Telling.OfDevice(id, report, since, watched.seen(), now));
      return told(watched, now.monoMs());
    }

    private static Watched told(Watched watched, long atMs) {
      return new Watched(watched.device(), watched.report(), watched.since(), watched.seen(), atMs);
    }

    private void tell(Telling telling) {
      if (linked) {
        tell.add(telling);
        return;
      }
      owed.add(telling);
      if (owed.size() > MOST_OWED) {
        owed.removeFirst();
      }
    }
  }
}
