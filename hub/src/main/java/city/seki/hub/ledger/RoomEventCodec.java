package city.seki.hub.ledger;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Event;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.Instant;

/** The events of rooms and devices as JSON; the rules of {@link EventCodec} hold. */
final class RoomEventCodec {
  private RoomEventCodec() {}

  static void fields(Event.OfRoom event, JsonText o) {
    switch (event) {
      case Event.RoomChanged e -> {
        room(e.room(), o).put("occupancy", e.occupancy().word());
        if (e.people() != null) {
          o.put("people", e.people());
        }
      }
      case Event.DeviceChanged e ->
          o.put("office", e.device().office())
              .put("device", e.device().device())
              .put("state", e.state().word());
      case Event.RoomBooked e -> {
        Booking booking = e.booking();
        room(booking.room(), o).put("id", booking.id()).put("person", booking.person());
        o.put("from", booking.from().toEpochMilli()).put("to", booking.to().toEpochMilli());
        o.put("by", e.by());
      }
      case Event.RoomBookingCancelled e -> o.put("id", e.booking()).put("by", e.by());
    }
  }

  private static JsonText room(RoomId room, JsonText o) {
    return o.put("office", room.office()).put("room", room.room());
  }

  static Event read(String kind, JsonFields f, Instant at) throws BadMessage {
    return switch (kind) {
      case "room" ->
          new Event.RoomChanged(
              room(f), f.word("occupancy", RoomEventCodec::occupancy), f.wholeOrNull("people"), at);
      case "device" ->
          new Event.DeviceChanged(
              new DeviceId(f.text("office"), f.text("device")),
              f.word("state", RoomEventCodec::state),
              at);
      case "room-booked" ->
          new Event.RoomBooked(
              new Booking(
                  f.text("id"),
                  room(f),
                  f.text("person"),
                  Instant.ofEpochMilli(f.whole("from")),
                  Instant.ofEpochMilli(f.whole("to"))),
              f.text("by"),
              at);
      case "room-booking-cancelled" ->
          new Event.RoomBookingCancelled(f.text("id"), f.text("by"), at);
      default -> throw new BadMessage("kind", "unknown kind of event '" + kind + "'");
    };
  }

  private static RoomId room(JsonFields f) throws BadMessage {
    return new RoomId(f.text("office"), f.text("room"));
  }

  private static Occupancy occupancy(String word) {
    Occupancy occupancy = Occupancy.ofWord(word);
    if (occupancy == null) {
      throw new IllegalArgumentException("unknown occupancy");
    }
    return occupancy;
  }

  private static DeviceState state(String word) {
    DeviceState state = DeviceState.ofWord(word);
    if (state == null) {
      throw new IllegalArgumentException("unknown state of a device");
    }
    return state;
  }
}
