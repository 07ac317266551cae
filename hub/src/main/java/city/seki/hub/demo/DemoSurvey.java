package city.seki.hub.demo;

import city.seki.config.model.Office;
import city.seki.config.model.Place;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.emulated.EmulatedPjlink;
import city.seki.edge.av.emulated.EmulatedRoomKit;
import city.seki.edge.av.pjlink.PjlinkDevice;
import city.seki.edge.av.pjlink.PjlinkNotices;
import city.seki.edge.av.xapi.XapiDevice;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.emulated.EmulatedContact;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.edge.presence.emulated.EmulatedPir;
import city.seki.edge.presence.emulated.EmulatedScd4x;
import city.seki.edge.presence.ld2410.Ld2410Sensor;
import city.seki.edge.presence.pin.PinSensor;
import city.seki.edge.presence.scd4x.Scd4xSensor;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;

/**
 * What one unit of the demo looks after: emulated sensors on its emulated board, emulated devices
 * on loopback ports, and the production drivers for both.
 */
final class DemoSurvey implements AutoCloseable {
  private static final int AIR_ADDRESS = 0x62;
  private static final String USER = "seki";
  private static final String PASSWORD = "demo";

  private final EmulatedBoard board;
  private final Pi4jBuses buses;
  private final Pace pace;
  private final RandomGenerator random;
  private final PjlinkNotices notices;
  private final Map<RoomId, DemoRoom> rooms = new LinkedHashMap<>();
  private final Map<String, SerialCable> cables = new LinkedHashMap<>();
  private final Map<String, URI> places = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Closeable> devices = new ArrayList<>();

  /**
   * @param pace of the city's time, in which sensors measure and devices are asked
   */
  DemoSurvey(
      Unit unit,
      Office office,
      EmulatedBoard board,
      Pi4jBuses buses,
      Pace pace,
      RandomGenerator random,
      PjlinkNotices notices,
      ThreadFactory factory)
      throws IOException {
    this.board = board;
    this.buses = buses;
    this.pace = pace;
    this.random = random;
    this.notices = notices;
    for (SensorWiring wiring : unit.sensors()) {
      if (wiring.place() instanceof Place.InRoom(String room)) {
        connect(SensorSpec.parse(wiring.device()), room(office, room), factory);
      }
    }
    for (RoomDevice device : unit.devices()) {
      connect(device, room(office, device.room()));
    }
  }

  private DemoRoom room(Office office, String id) {
    boolean booked = office.rooms().stream().anyMatch(r -> r.id().equals(id) && r.booked());
    return rooms.computeIfAbsent(
        new RoomId(office.id(), id), room -> new DemoRoom(room, booked, random));
  }

  private void connect(SensorSpec spec, DemoRoom room, ThreadFactory factory) {
    switch (spec) {
      case SensorSpec.Pir pir -> room.add(new EmulatedPir(board, pir.pin()));
      case SensorSpec.Door door -> room.addDoor(EmulatedContact.door(board, door.pin()));
      case SensorSpec.Pad _ -> throw new IllegalArgumentException("no room has a pad: " + spec);
      case SensorSpec.Scd4x air -> {
        EmulatedScd4x chip = new EmulatedScd4x(pace);
        board.attachI2c(air.bus(), AIR_ADDRESS, chip);
        room.add(chip);
      }
      case SensorSpec.Ld2410 radar -> {
        EmulatedLd2410 module = new EmulatedLd2410();
        SerialCable cable = new SerialCable();
        cables.put(radar.path(), cable);
        Thread thread = factory.newThread(() -> serve(module, cable));
        threads.add(thread);
        thread.start();
        room.add(module);
      }
    }
  }

  private void serve(EmulatedLd2410 module, SerialCable cable) {
    try (SerialLine line = cable.device().open()) {
      module.serve(line, pace);
    } catch (BusFault e) {
      Logger.error("an emulated radar failed: {}", e.getMessage());
    }
  }

  private void connect(RoomDevice device, DemoRoom room) throws IOException {
    switch (DeviceSpec.parse(device.address())) {
      case DeviceSpec.Pjlink _ -> {
        EmulatedPjlink display = new EmulatedPjlink(0, 2, null, random);
        display.name(device.name().en());
        devices.add(display::close);
        room.add(display);
        places.put(device.id(), URI.create("pjlink://127.0.0.1:" + display.port()));
      }
      case DeviceSpec.Xapi _ -> {
        EmulatedRoomKit kit = new EmulatedRoomKit(device.name().en(), USER, PASSWORD, pace);
        kit.peripheral(1, "Camera", true);
        devices.add(kit::close);
        room.add(kit);
        places.put(device.id(), kit.address());
      }
      case DeviceSpec.Zoom _,
          DeviceSpec.Snmp _,
          DeviceSpec.Mqtt _,
          DeviceSpec.Tcp _,
          DeviceSpec.Ping _ ->
          throw new IllegalArgumentException("not in the demo: " + device.address());
    }
  }

  List<DemoRoom> rooms() {
    return List.copyOf(rooms.values());
  }

  /** The production driver over the emulated wire. */
  Sensor sensor(SensorWiring wiring) {
    SensorSpec spec = SensorSpec.parse(wiring.device());
    return switch (spec) {
      case SensorSpec.Pir pir -> PinSensor.pir(buses, pir, pace);
      case SensorSpec.Door door -> PinSensor.door(buses, door, pace);
      case SensorSpec.Pad pad -> PinSensor.pad(buses, pad, pace);
      case SensorSpec.Scd4x air -> Scd4xSensor.i2c(buses, air, pace);
      case SensorSpec.Ld2410 radar -> {
        SerialCable cable = cables.get(radar.path());
        if (cable == null) {
          throw new IllegalArgumentException("no emulated serial line " + radar.path());
        }
        yield new Ld2410Sensor(spec.toString(), cable.host(), pace);
      }
    };
  }

  /** The production driver, and where the emulated device is. */
  Device device(RoomDevice device) {
    URI place = places.get(device.id());
    if (place == null) {
      throw new IllegalArgumentException("no emulated device " + device.id());
    }
    if (place.getScheme().equals("pjlink")) {
      var address = new DeviceSpec.Address(place.getHost(), OptionalInt.of(place.getPort()));
      return new PjlinkDevice(new DeviceSpec.Pjlink(address), null, notices, pace);
    }
    return new XapiDevice(place, USER, PASSWORD, pace);
  }

  @Override
  public void close() {
    cables.values().forEach(SerialCable::unplug);
    threads.forEach(Thread::interrupt);
    for (Closeable device : devices) {
      try {
        device.close();
      } catch (IOException e) {
        Logger.error("an emulated device did not end: {}", e.getMessage());
      }
    }
  }
}
