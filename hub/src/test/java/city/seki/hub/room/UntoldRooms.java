package city.seki.hub.room;

import city.seki.config.rules.Seating;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.live.EventStream;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Rooms of a hub at which nobody looks. */
public final class UntoldRooms {
  private UntoldRooms() {}

  public static LiveRooms of(
      Supplier<Seating> state, Fleet fleet, Supplier<Instant> clock, LongSupplier nanos) {
    return new LiveRooms(
        state, fleet, clock, new EventStream("run"), (topic, payload) -> {}, nanos);
  }
}
