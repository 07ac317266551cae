package city.seki.hub.room;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Place;
import city.seki.config.model.Text;
import city.seki.config.wire.PresenceMessage;
import city.seki.hub.alert.Alerts.Alert;
import city.seki.hub.alert.Alerts.Kind;
import city.seki.hub.alert.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What facilities are to be told of rooms: facts that last, devices and sensors in trouble. Pure.
 */
public final class RoomAlerts {
  /** A device that nobody has reached yet may only be starting, or its unit may. */
  private static final Duration STARTED = Duration.ofMinutes(3);

  private RoomAlerts() {}

  /** By a name that tells each from all others and stays the same while it lasts. */
  public static Map<String, Alert> of(List<RoomView> rooms, Instant now) {
    Map<String, Alert> wrong = new LinkedHashMap<>();
    for (RoomView room : rooms) {
      facts(room, wrong);
      for (DeviceView device : room.devices()) {
        device(room, device, wrong, now);
      }
      sensors(room, wrong, now);
    }
    return wrong;
  }

  private static void facts(RoomView room, Map<String, Alert> wrong) {
    for (RoomFact fact : room.facts()) {
      if (fact.kind().alerts()) {
        String name = room.id() + " " + fact.kind().word() + " " + fact.device();
        Trouble trouble =
            new Trouble.OfRoom(fact.kind().word(), named(room, fact.device()), fact.detail());
        wrong.put(name, alert(Kind.ROOM, fact.since(), room, room.unit(), trouble));
      }
    }
  }

  /** A fact names a device by its id; one that is no more keeps that for a name. */
  private static Trouble.@Nullable Named named(RoomView room, @Nullable String id) {
    Trouble.Named known = id == null ? null : device(room, id);
    return known != null || id == null ? known : new Trouble.Named(id, new Text(id, id));
  }

  private static Trouble.@Nullable Named device(RoomView room, String id) {
    return room.devices().stream()
        .map(DeviceView::device)
        .filter(device -> device.id().equals(id))
        .map(device -> new Trouble.Named(id, device.name()))
        .findFirst()
        .orElse(null);
  }

  private static void device(
      RoomView room, DeviceView device, Map<String, Alert> wrong, Instant now) {
    DeviceState state = device.state();
    boolean out =
        state == DeviceState.OFFLINE || state == DeviceState.FAULT || state == DeviceState.DEGRADED;
    if ((!out && device.missing().isEmpty()) || mayBeStarting(device, now)) {
      return;
    }
    Trouble trouble =
        new Trouble.OfDevice(
            new Trouble.Named(device.device().id(), device.device().name()),
            state.word(),
            device.cause(),
            device.problems(),
            device.missing());
    Instant since = device.since() == null ? now : device.since();
    wrong.put(
        room.id() + " device " + device.device().id(),
        alert(Kind.DEVICE_FAULT, since, room, device.unit(), trouble));
  }

  private static boolean mayBeStarting(DeviceView device, Instant now) {
    return device.seen() == null
        && (device.since() == null || device.since().plus(STARTED).isAfter(now));
  }

  private static void sensors(RoomView room, Map<String, Alert> wrong, Instant now) {
    for (PresenceMessage.SensorWord sensor : room.sensors()) {
      if (sensor.fault() != null) {
        wrong.put(
            room.id() + " sensor " + sensor.sensor(),
            alert(
                Kind.SENSOR_FAULT,
                now,
                room,
                room.unit(),
                new Trouble.OfSensor(
                    sensor.sensor(), device(room, sensor.sensor()), sensor.fault())));
      }
    }
  }

  private static Alert alert(
      Kind kind, Instant since, RoomView room, @Nullable String unit, Trouble trouble) {
    return new Alert(
        kind,
        since,
        null,
        room.id().office(),
        new Place.InRoom(room.id().room()).toString(),
        unit,
        trouble);
  }
}
