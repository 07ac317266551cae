package city.seki.config.source;

import city.seki.config.model.Office;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Seat;
import city.seki.config.model.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks whether the units of one office reach all that is in it. What is missing may come later:
 * the office works without it, in the way that the warning says.
 */
final class FurnishingChecks {
  private static final int MOST_NAMES = 8;

  private final Block block;
  private final Office office;
  private final List<Unit> units;
  private final Set<String> readSeats = new HashSet<>();
  private final Set<String> sensedSeats = new HashSet<>();
  private final Set<String> sensedRooms = new HashSet<>();
  private boolean kiosk;

  /** Of an office that was read without a problem, and of the units that stand in it. */
  FurnishingChecks(Block block, Office office, List<Unit> units) {
    this.block = block;
    this.office = office;
    this.units = units;
  }

  void check() {
    if (units.isEmpty()) {
      block
          .whole()
          .warn(
              "no unit stands in office "
                  + office.id()
                  + ": its seats can be taken by phone only, and nothing is sensed there");
      kits();
      return;
    }
    units.forEach(this::note);
    seats();
    rooms();
    kits();
    kioskPolicy();
  }

  private void note(Unit unit) {
    unit.readers()
        .forEach(
            reader -> {
              switch (reader.name()) {
                case ReaderName.AtSeat(String seat) -> readSeats.add(seat);
                case ReaderName.Kiosk _ -> kiosk = true;
              }
            });
    unit.sensors()
        .forEach(
            sensor -> {
              switch (sensor.place()) {
                case Place.AtSeat(String seat) -> sensedSeats.add(seat);
                case Place.InRoom(String room) -> sensedRooms.add(room);
              }
            });
    unit.devices().stream()
        .filter(RoomDevice::countsPeople)
        .forEach(device -> sensedRooms.add(device.room()));
  }

  private void seats() {
    List<String> unread = seats(seat -> !readSeats.contains(seat.id()));
    if (!kiosk && !unread.isEmpty()) {
      warn(
          unread,
          "seat",
          " no reader, and the office has no kiosk: only by phone can anybody sit down there");
    }
    List<String> promised = seats(seat -> seat.sensor() && !sensedSeats.contains(seat.id()));
    if (!promised.isEmpty()) {
      warn(
          promised,
          "seat",
          " 'sensor: true', but no unit a sensor there: wire one, or leave the key out");
    }
    List<String> unsaid = seats(seat -> !seat.sensor() && sensedSeats.contains(seat.id()));
    if (!unsaid.isEmpty()) {
      warn(
          unsaid,
          "seat",
          " a sensor, but not 'sensor: true': no claim ends there when nobody is left");
    }
  }

  private List<String> seats(Predicate<Seat> which) {
    return office.seats().values().stream().filter(which).map(Seat::id).toList();
  }

  private void rooms() {
    List<String> dark =
        office.rooms().stream()
            .map(room -> room.id())
            .filter(room -> !sensedRooms.contains(room))
            .toList();
    if (!dark.isEmpty()) {
      warn(dark, "room", " no sensor: whether somebody is there stays unknown");
    }
  }

  /** Kits are taken out and brought back at a kiosk. */
  private void kits() {
    List<String> kits = office.kits().stream().map(kit -> kit.id()).toList();
    if (!kiosk && !kits.isEmpty()) {
      block
          .at("kits")
          .warn(few(kits, "kit") + " can be lent by nobody: the office has no kiosk reader");
    }
  }

  private void kioskPolicy() {
    Block policy = block.block("policy", Shape.POLICY);
    Value chosen = policy == null ? null : policy.get("kiosk");
    if (chosen != null && !kiosk) {
      chosen.warn("office " + office.id() + " has no kiosk reader: nothing follows from this");
    }
  }

  private void warn(List<String> names, String what, String lack) {
    block.whole().warn(few(names, what) + (names.size() == 1 ? " has" : " have") + lack);
  }

  /** {@code seats and 3 more}. */
  private static String few(List<String> names, String what) {
    String few = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    String rest = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return what + (names.size() == 1 ? " " : "s ") + few + rest;
  }
}
