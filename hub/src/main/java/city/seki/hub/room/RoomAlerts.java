package city.seki.hub.room;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Place;
import city.seki.config.wire.PresenceMessage;
import city.seki.hub.alert.Alerts.Alert;
import city.seki.hub.alert.Alerts.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What facilities are to be told of rooms: facts that last, devices and sensors in trouble. Pure.
 */
public final class RoomAlerts {
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
        String words =
            fact.kind().word()
                + (fact.device() == null ? "" : ": " + fact.device())
                + (fact.detail() == null ? "" : " (" + fact.detail() + ")");
        wrong.put(name, alert(Kind.ROOM, fact.since(), room, room.unit(), words));
      }
    }
  }

  private static void device(
      RoomView room, DeviceView device, Map<String, Alert> wrong, Instant now) {
    DeviceState state = device.state();
    boolean out =
        state == DeviceState.OFFLINE || state == DeviceState.FAULT || state == DeviceState.DEGRADED;
    if (!out && device.missing().isEmpty()) {
      return;
    }
    StringBuilder words = new StringBuilder(device.device().id()).append(": ").append(state.word());
    if (device.cause() != null) {
      words.append(" (").append(device.cause()).append(')');
    }
    device.problems().forEach(problem -> words.append(", ").append(problem));
    device.missing().forEach(missing -> words.append(", no ").append(missing));
    Instant since = device.since() == null ? now : device.since();
    wrong.put(
        room.id() + " device " + device.device().id(),
        alert(Kind.DEVICE_FAULT, since, room, device.unit(), words.toString()));
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
                sensor.sensor() + ": " + sensor.fault()));
      }
    }
  }

  private static Alert alert(
      Kind kind, Instant since, RoomView room, @Nullable String unit, String words) {
    return new Alert(
        kind,
        since,
        null,
        room.id().office(),
        new Place.InRoom(room.id().room()).toString(),
        unit,
        words);
  }
}
