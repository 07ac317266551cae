package city.seki.edge.kiosk;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Text;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A room as the hub published it last.
 *
 * @param bookedUntil end of the booking that ran then, null if none did
 * @param nextBooking start of the one after, null if there is none
 */
record RoomNews(
    String room,
    Text name,
    Occupancy occupancy,
    @Nullable Instant bookedUntil,
    @Nullable Instant nextBooking) {

  static RoomNews parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    String room = fields.text("room");
    Occupancy occupancy = Occupancy.ofWord(fields.text("state"));
    return new RoomNews(
        room,
        OfficeNews.name(fields, room),
        occupancy == null ? Occupancy.UNKNOWN : occupancy,
        instant(fields, "booked_until"),
        instant(fields, "next_booking"));
  }

  private static @Nullable Instant instant(JsonFields fields, String name) throws BadMessage {
    OffsetDateTime at = fields.momentOrNull(name);
    return at == null ? null : at.toInstant();
  }

  /** Whether it is promised to somebody at that moment, as far as was known. */
  boolean isBooked(Instant now) {
    return (bookedUntil != null && bookedUntil.isAfter(now))
        || (nextBooking != null && !nextBooking.isAfter(now));
  }

  /** Until when that booking lasts; null if only its beginning was known. */
  @Nullable Instant bookedUntil(Instant now) {
    return bookedUntil != null && bookedUntil.isAfter(now) ? bookedUntil : null;
  }

  /** When it is promised next after that moment, null if that is not known to be. */
  @Nullable Instant nextAfter(Instant now) {
    return nextBooking != null && nextBooking.isAfter(now) ? nextBooking : null;
  }
}
