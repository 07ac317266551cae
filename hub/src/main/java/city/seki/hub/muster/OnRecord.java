package city.seki.hub.muster;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.room.RoomPlaces;
import city.seki.hub.roster.RosterStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger tells of who is where, event by event, without a hub: the state by the production
 * fold, and when each unit's word came last. Confined to one thread.
 */
public final class OnRecord {
  private final City city;
  private final Map<SeatId, String> unitOfSeat;
  private final RoomPlaces rooms = new RoomPlaces();
  private final Map<String, Instant> heard = new HashMap<>();
  private Seating state = Seating.of(City.EMPTY, Directory.EMPTY);
  private @Nullable Instant last;

  /**
   * @param city as it was imported last
   */
  public OnRecord(City city) {
    this.city = city;
    this.unitOfSeat = city.unitOfSeat();
  }

  public void happened(Event event) {
    state = state.apply(event);
    last = later(last, event.at());
    String unit =
        switch (event) {
          case Event.Tapped e -> e.tap().unit();
          case Event.PresenceChanged e -> unitOfSeat.get(e.seat());
          case Event.PresenceLost e -> unitOfSeat.get(e.seat());
          case Event.RoomChanged e -> unitOf(e.room());
          default -> null;
        };
    if (unit != null) {
      heard.put(unit, later(heard.get(unit), event.at()));
    }
  }

  private @Nullable String unitOf(RoomId room) {
    return rooms.unitOf(city, room);
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one != null && one.isAfter(other) ? one : other;
  }

  /** Whether a unit says nothing cannot be known from here. */
  public Muster muster(
      Function<String, RosterStore.@Nullable Member> members,
      Predicate<Office> wanted,
      Instant now) {
    Seating here = state.reconfigured(city, Directory.EMPTY);
    Muster.Sources from =
        new Muster.Sources(here, unit -> new News(unit, heard.get(unit), false, 0), members);
    return Muster.of(from, wanted, now, last, false);
  }
}
