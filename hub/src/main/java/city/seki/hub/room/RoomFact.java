package city.seki.hub.room;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something worth knowing of a room that follows from people, devices and bookings together.
 *
 * @param since since when it is so, not since when it counts
 * @param device the device that it is about, null where it is about none
 * @param detail one word more, as {@code camera}; null where there is none
 */
public record RoomFact(Kind kind, Instant since, @Nullable String device, @Nullable String detail) {
  /** What it is. */
  public enum Kind {
    /** Nobody is in it, nothing runs, and nobody booked it soon. */
    FREE_NOW(false),
    /** A conference runs in front of empty chairs. */
    IN_CALL_WITHOUT_PEOPLE(true),
    /** A device is awake and nobody is there. */
    ON_WHILE_EMPTY(true),
    /** It is booked, and nobody came. */
    BOOKED_BUT_EMPTY(true),
    /** People are in a room that is for those who book it. */
    USED_WITHOUT_BOOKING(true),
    /** A device does not work, and the next booking is near. */
    BROKEN_AND_BOOKED(true),
    /** Shortly before a booking a device is not ready. */
    PREFLIGHT_FAILED(true);

    private final boolean alerts;

    Kind(boolean alerts) {
      this.alerts = alerts;
    }

    /** Whether facilities are to be told. */
    public boolean alerts() {
      return alerts;
    }

    /** As messages and pages write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
