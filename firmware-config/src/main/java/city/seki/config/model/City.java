package city.seki.config.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one tenant has: its offices with their seats, and the units that stand in them.
 *
 * @param campaigns times that are reported as one
 * @param holidays national holidays and 29 December to 3 January, for the years that matter now
 */
public record City(
    Text name,
    ZoneId timeZone,
    List<String> zones,
    Map<String, Office> offices,
    Map<String, Unit> units,
    List<Campaign> campaigns,
    Set<LocalDate> holidays) {

  /** No office, no unit: what a hub has before its first import. */
  public static final City EMPTY =
      new City(
          new Text("", ""), ZoneId.of("Asia/Tokyo"), List.of(), List.of(), List.of(), Set.of());

  public City {
    zones = List.copyOf(zones);
    offices = Collections.unmodifiableMap(new LinkedHashMap<>(offices));
    units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    campaigns = List.copyOf(campaigns);
    holidays = Set.copyOf(holidays);
  }

  /**
   * A city without campaigns.
   *
   * @throws IllegalArgumentException if two offices or two units have one name
   */
  public City(
      Text name,
      ZoneId timeZone,
      List<String> zones,
      Collection<Office> offices,
      Collection<Unit> units,
      Set<LocalDate> holidays) {
    this(name, timeZone, zones, officesByName(offices), unitsByName(units), List.of(), holidays);
  }

  public @Nullable Office office(String office) {
    return offices.get(office);
  }

  public @Nullable Seat seat(SeatId id) {
    Office office = offices.get(id.office());
    return office == null ? null : office.seat(id.seat());
  }

  /** The kit of that name, null if there is none. */
  public @Nullable Kit kit(KitId id) {
    Office office = offices.get(id.office());
    return office == null
        ? null
        : office.kits().stream().filter(k -> k.id().equals(id.kit())).findFirst().orElse(null);
  }

  /** The same city with those holidays. */
  public City withHolidays(Set<LocalDate> days) {
    return new City(name, timeZone, zones, offices, units, campaigns, days);
  }

  /** The same city with those campaigns. */
  public City withCampaigns(List<Campaign> those) {
    return new City(name, timeZone, zones, offices, units, those, holidays);
  }

  /** The same city without the seats that are not there always: as its files have it. */
  public City lasting() {
    Map<String, Office> same = new LinkedHashMap<>(offices);
    same.replaceAll((id, office) -> office.lasting());
    return new City(name, timeZone, zones, same, units, campaigns, holidays);
  }

  /** Which unit reads the cards at each seat; a seat without a reader is not in it. */
  public Map<SeatId, String> unitOfSeat() {
    Map<SeatId, String> units = new HashMap<>();
    for (Unit unit : this.units.values()) {
      for (Wiring reader : unit.readers()) {
        if (reader.name() instanceof ReaderName.AtSeat at) {
          units.put(new SeatId(unit.office(), at.seat()), unit.id());
        }
      }
    }
    return units;
  }

  /** The units that stand in each office; an office without any is not in it. */
  public Map<String, List<String>> unitsOfOffice() {
    Map<String, List<String>> ids = new HashMap<>();
    for (Unit unit : units.values()) {
      ids.computeIfAbsent(unit.office(), office -> new ArrayList<>()).add(unit.id());
    }
    return ids;
  }

  /** The day in the city at that instant. */
  public LocalDate day(Instant at) {
    return at.atZone(timeZone).toLocalDate();
  }

  /** When that office is open on that day, null on a day when it stays closed. */
  public @Nullable OpeningHours hours(Office office, LocalDate day) {
    if (office.closures().contains(day) || (!office.opensOnHolidays() && holidays.contains(day))) {
      return null;
    }
    return office.hours().get(day.getDayOfWeek());
  }

  /** The moment at which that office closes if it is open at {@code at}, else null. */
  public @Nullable Instant closing(Office office, Instant at) {
    return closing(hours(office, day(at)), at.atZone(timeZone));
  }

  private static @Nullable Instant closing(@Nullable OpeningHours hours, ZonedDateTime local) {
    if (hours == null
        || local.toLocalTime().isBefore(hours.opens())
        || !local.toLocalTime().isBefore(hours.closes())) {
      return null;
    }
    return local.toLocalDate().atTime(hours.closes()).atZone(local.getZone()).toInstant();
  }

  /**
   * When that seat of that office may be used on that day: while the office is open and the seat is
   * there; null if at no time.
   */
  public @Nullable OpeningHours hours(Office office, Seat seat, LocalDate day) {
    OpeningHours open = hours(office, day);
    SeatDays some = seat.days();
    return open == null || some == null ? open : some.within(day, open);
  }

  /**
   * The moment until which that seat of that office may be used at {@code at}, null if it may not.
   */
  public @Nullable Instant closing(Office office, Seat seat, Instant at) {
    return seat.days() == null
        ? closing(office, at)
        : closing(hours(office, seat, day(at)), at.atZone(timeZone));
  }

  /** Whether that seat of that office is there at that moment; one of the files always is. */
  public boolean isThere(Office office, Seat seat, Instant at) {
    return seat.days() == null || closing(office, seat, at) != null;
  }

  private static Map<String, Office> officesByName(Collection<Office> offices) {
    Map<String, Office> byName = new LinkedHashMap<>();
    for (Office office : offices) {
      if (byName.put(office.id(), office) != null) {
        throw new IllegalArgumentException("office " + office.id() + " is there twice");
      }
    }
    return byName;
  }

  private static Map<String, Unit> unitsByName(Collection<Unit> units) {
    Map<String, Unit> byName = new LinkedHashMap<>();
    for (Unit unit : units) {
      if (byName.put(unit.id(), unit) != null) {
        throw new IllegalArgumentException("unit " + unit.id() + " is there twice");
      }
    }
    return byName;
  }
}
