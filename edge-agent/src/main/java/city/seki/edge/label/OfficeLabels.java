package city.seki.edge.label;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.wire.ClockState;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.coap.Label;
import city.seki.edge.presence.fusion.Belief;
import city.seki.edge.survey.RoomsNow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a unit's office show. Pure.
 *
 * <p>GOALS, in this order: unknown is never called free; a label says what the light beside it
 * would say; it goes on while the hub is away.
 *
 * <pre>
 * seat                                           shows
 * the hub is there, or was 45 s ago              the floor
 * hub away, this unit reads the seat's cards     the floor: the unit decides there by it
 * hub away, this unit has a kiosk                the floor: the kiosk gives seats away by it
 * hub away, any other seat                       unknown: somebody may have come or gone
 * the unit does not know what time it is         unknown
 * </pre>
 *
 * A room shows what its sensors are believed to say; one that has devices only is unknown.
 */
final class OfficeLabels {
  /** As long as the hub waits before it calls a unit silent. */
  static final long SILENCE_MS = 45_000;

  private static final double CENT = 100;

  private final Unit unit;
  private final ZoneId zone;
  private final Set<String> rooms;

  /**
   * @param zone for rooms while the office's own time zone is not known
   */
  OfficeLabels(Unit unit, ZoneId zone) {
    this.unit = unit;
    this.zone = zone;
    this.rooms = rooms(unit);
  }

  private static Set<String> rooms(Unit unit) {
    Set<String> rooms = new LinkedHashSet<>();
    for (SensorWiring sensor : unit.sensors()) {
      if (sensor.place() instanceof Place.InRoom(String room)) {
        rooms.add(room);
      }
    }
    unit.devices().forEach(device -> rooms.add(device.room()));
    return rooms;
  }

  /**
   * @param floor by the same monotonic clock as {@code now}
   */
  Board board(FloorNow floor, RoomsNow seen, Now now) {
    Map<Place, Label> labels = new LinkedHashMap<>();
    Seating seating = floor.seating();
    Office office = seating == null ? null : seating.city().office(unit.office());
    if (seating != null && office != null) {
      for (Seat seat : office.lasting().seats().values()) { // no label for a few half days
        labels.put(new Place.AtSeat(seat.id()), seat(seat, seating, floor.hubThereMs(), now));
      }
    }
    ZoneId clock = seating == null ? zone : seating.city().timeZone();
    rooms.forEach(room -> labels.put(new Place.InRoom(room), room(room, seen, now, clock)));
    return new Board(office != null, labels);
  }

  private Label seat(Seat seat, Seating seating, long hubThereMs, Now now) {
    Instant at = now.wall().toInstant();
    SeatView view = SeatView.of(seating, new SeatId(unit.office(), seat.id()), at);
    boolean away = hubThereMs < now.monoMs() - SILENCE_MS;
    if (now.clock() == ClockState.UNSET) {
      view = view.unknown(null);
    } else if (away && !isDecidedHere(seat)) {
      view = view.unknown(wall(hubThereMs, now));
    }
    return new Label.OfSeat(
        unit.office(), seat.id(), seat.zone(), view, at, seating.city().timeZone());
  }

  private boolean isDecidedHere(Seat seat) {
    return unit.readers().stream()
        .anyMatch(
            wiring ->
                switch (wiring.name()) {
                  case ReaderName.AtSeat at -> at.seat().equals(seat.id());
                  case ReaderName.Kiosk _ -> true;
                });
  }

  private static @Nullable Instant wall(long thenMs, Now now) {
    return thenMs == FloorNow.NEVER
        ? null
        : now.wall().toInstant().minus(Duration.ofMillis(now.monoMs() - thenMs));
  }

  private Label room(String room, RoomsNow seen, Now now, ZoneId clock) {
    List<Label.OfRoom.Device> devices =
        unit.devices().stream()
            .filter(device -> device.room().equals(room))
            .map(device -> new Label.OfRoom.Device(device.id(), state(device, seen)))
            .toList();
    Belief belief = seen.beliefs().get(room);
    Instant at = now.wall().toInstant();
    return belief == null
        ? new Label.OfRoom(
            unit.office(), room, Occupancy.UNKNOWN, null, null, 0, devices, at, clock)
        : new Label.OfRoom(
            unit.office(),
            room,
            belief.state(),
            belief.people(),
            seen.since(belief),
            Math.round(belief.confidence() * CENT) / CENT,
            devices,
            at,
            clock);
  }

  private static DeviceState state(RoomDevice device, RoomsNow seen) {
    return seen.devices().getOrDefault(device.id(), DeviceState.UNKNOWN);
  }
}
