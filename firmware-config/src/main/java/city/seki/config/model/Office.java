package city.seki.config.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A building or floor with seats, rooms and kits on loan.
 *
 * @param hours the opening hours of each day of the week; a day that is not there is not open
 * @param opensOnHolidays whether it is open on national holidays and at the turn of the year
 * @param closures days on which it is closed though it would be open
 */
public record Office(
    String id,
    Text name,
    Map<DayOfWeek, OpeningHours> hours,
    boolean opensOnHolidays,
    Set<LocalDate> closures,
    List<Cap> caps,
    Policy policy,
    Map<String, Seat> seats,
    List<Room> rooms,
    List<Kit> kits) {

  public Office {
    Names.require("office", id);
    hours = Map.copyOf(hours);
    closures = Set.copyOf(closures);
    caps = List.copyOf(caps);
    seats = Collections.unmodifiableMap(new LinkedHashMap<>(seats));
    rooms = List.copyOf(rooms);
    kits = List.copyOf(kits);
  }

  /** One that lends nothing. */
  public Office(
      String id,
      Text name,
      Map<DayOfWeek, OpeningHours> hours,
      boolean opensOnHolidays,
      Set<LocalDate> closures,
      List<Cap> caps,
      Policy policy,
      Map<String, Seat> seats,
      List<Room> rooms) {
    this(id, name, hours, opensOnHolidays, closures, caps, policy, seats, rooms, List.of());
  }

  /** Those seats by their names, in the order given. */
  public static Map<String, Seat> byName(Collection<Seat> seats) {
    Map<String, Seat> byName = new LinkedHashMap<>();
    for (Seat seat : seats) {
      if (byName.put(seat.id(), seat) != null) {
        throw new IllegalArgumentException("seat " + seat.id() + " is there twice");
      }
    }
    return byName;
  }

  public @Nullable Seat seat(String seat) {
    return seats.get(seat);
  }

  /** The same with those seats. */
  public Office withSeats(Map<String, Seat> others) {
    return new Office(
        id, name, hours, opensOnHolidays, closures, caps, policy, others, rooms, kits);
  }

  /** Without the seats that are not there always: as the city's files have it. */
  public Office lasting() {
    Map<String, Seat> left = new LinkedHashMap<>(seats);
    left.values().removeIf(seat -> seat.days() != null);
    return left.size() == seats.size() ? this : withSeats(left);
  }
}
