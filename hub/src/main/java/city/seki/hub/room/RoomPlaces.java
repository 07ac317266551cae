package city.seki.hub.room;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.Place;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which unit senses each room, and which devices stand in it; looked up anew only when the city's
 * files changed. Safe for all threads.
 */
public final class RoomPlaces {
  /** A device and the unit that asks it. */
  record Watched(DeviceId id, RoomDevice device, String unit) {}

  private record Known(
      City city,
      Map<RoomId, String> unitOfRoom,
      Map<RoomId, List<Watched>> devicesOfRoom,
      Map<DeviceId, Watched> devices) {}

  private volatile Known known = lookUp(City.EMPTY);

  private Known known(City city) {
    Known now = known;
    if (!now.city().equals(city)) {
      now = lookUp(city);
      known = now;
    }
    return now;
  }

  private static Known lookUp(City city) {
    Map<RoomId, String> units = new HashMap<>();
    Map<RoomId, List<Watched>> ofRoom = new HashMap<>();
    Map<DeviceId, Watched> devices = new HashMap<>();
    for (Unit unit : city.units().values()) {
      for (SensorWiring sensor : unit.sensors()) {
        if (sensor.place() instanceof Place.InRoom in) {
          units.put(new RoomId(unit.office(), in.room()), unit.id());
        }
      }
      for (RoomDevice device : unit.devices()) {
        if (device.countsPeople()) {
          units.putIfAbsent(new RoomId(unit.office(), device.room()), unit.id());
        }
        DeviceId id = new DeviceId(unit.office(), device.id());
        Watched watched = new Watched(id, device, unit.id());
        devices.put(id, watched);
        ofRoom
            .computeIfAbsent(new RoomId(unit.office(), device.room()), r -> new ArrayList<>())
            .add(watched);
      }
    }
    return new Known(city, units, ofRoom, devices);
  }

  /** The unit that senses that room, null if none does. */
  public @Nullable String unitOf(City city, RoomId room) {
    return known(city).unitOfRoom().get(room);
  }

  /** The room that this device stands in, null if no unit asks such a device. */
  public @Nullable RoomId roomOf(City city, DeviceId device) {
    Watched watched = known(city).devices().get(device);
    return watched == null ? null : new RoomId(device.office(), watched.device().room());
  }

  /** Whether that unit asks that device. */
  public boolean asks(City city, String unit, DeviceId device) {
    Watched watched = known(city).devices().get(device);
    return watched != null && watched.unit().equals(unit);
  }

  List<Watched> devicesOf(City city, RoomId room) {
    return known(city).devicesOfRoom().getOrDefault(room, List.of());
  }
}
