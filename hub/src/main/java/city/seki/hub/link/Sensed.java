package city.seki.hub.link;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.Place;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Unit;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.Allocation;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.room.LiveRooms;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * What units sense: beliefs about seats and rooms, and states of devices. A change goes into the
 * ledger; the report itself, with what each sensor says, is kept as the last one only.
 */
final class Sensed {
  private final Allocation allocation;
  private final Fleet fleet;
  private final Supplier<Instant> clock;
  private final Quarantine quarantine;
  private final LiveRooms rooms;

  Sensed(
      Allocation allocation,
      Fleet fleet,
      Supplier<Instant> clock,
      Quarantine quarantine,
      LiveRooms rooms) {
    this.allocation = allocation;
    this.fleet = fleet;
    this.clock = clock;
    this.quarantine = quarantine;
    this.rooms = rooms;
  }

  /**
   * @throws BadMessage if it is none, or not of a place that this unit may speak of
   */
  void presence(String unit, Ingress.Mail message) throws BadMessage, InterruptedException {
    PresenceMessage presence = PresenceMessage.parse(message.payload());
    City city = allocation.state().city();
    Unit known = known(city, unit);
    Instant now = clock.get();
    fleet.heard(unit, now);
    Instant at = believed(presence.at(), now);
    switch (presence.place()) {
      case Place.AtSeat(String seat) ->
          submit(
              new Command.SensePresence(new SeatId(known.office(), seat), presence.occupancy(), at),
              "$.seat",
              message,
              () -> {});
      case Place.InRoom(String room) -> {
        RoomId id = new RoomId(known.office(), room);
        String senses = rooms.places().unitOf(city, id);
        if (senses != null && !senses.equals(unit)) {
          throw new BadMessage("$.room", "room '" + room + "' is sensed by unit '" + senses + "'");
        }
        submit(
            new Command.SenseRoom(id, presence.occupancy(), presence.people(), at, now),
            "$.room",
            message,
            () -> rooms.told(id, presence, at, now));
      }
    }
  }

  /**
   * @throws BadMessage if it is none, or not of a device that this unit asks
   */
  void device(String unit, Ingress.Mail message) throws BadMessage, InterruptedException {
    DeviceMessage device = DeviceMessage.parse(message.payload());
    City city = allocation.state().city();
    DeviceId id = new DeviceId(known(city, unit).office(), device.device());
    if (!rooms.places().asks(city, unit, id)) {
      throw new BadMessage(
          "$.device",
          "unit '" + unit + "' has no device '" + device.device() + "' in the city's file");
    }
    Instant now = clock.get();
    fleet.heard(unit, now);
    Instant since = believed(device.since(), now);
    submit(
        new Command.SeeDevice(id, device.state(), since),
        "$.device",
        message,
        () -> rooms.told(id, device, since, now));
  }

  private static Unit known(City city, String id) throws BadMessage {
    Unit unit = city.units().get(id);
    if (unit == null) {
      throw new BadMessage(
          "$", "unknown unit '" + id + "': add it to the city's file and import that");
    }
    return unit;
  }

  /** A clock that cannot be right counts for nothing: what it says is so since it was told. */
  private static Instant believed(OffsetDateTime told, Instant now) {
    Instant at = told.toInstant().truncatedTo(ChronoUnit.MILLIS);
    boolean right = !at.isAfter(now.plus(Ingress.AHEAD)) && !at.isBefore(now.minus(Ingress.BEHIND));
    return right ? at : now;
  }

  /**
   * Asks for what a unit sensed.
   *
   * @param field that is wrong where it is refused
   * @param told what is to happen where it is not
   */
  private void submit(Command command, String field, Ingress.Mail message, Runnable told)
      throws InterruptedException {
    allocation.submit(
        command,
        decision -> {
          message.done().run();
          if (decision instanceof Decision.Refused refused) {
            quarantine.add(
                clock.get(),
                message.topic(),
                field + ": " + refused.reason().word(),
                message.payload());
          } else {
            told.run();
          }
        });
  }
}
