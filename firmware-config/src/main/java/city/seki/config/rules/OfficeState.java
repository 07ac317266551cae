package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatDays;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;

/**
 * All that the seat rules look at when they decide about one office, so that a unit that is alone
 * decides as its hub would. It does not tell which seats the office's people hold elsewhere, and no
 * words of facilities.
 *
 * @param office with the policy as far as taps need it, and with every day in {@code closures} on
 *     which it stays closed, holidays too, from the day before on
 * @param seats what is known of its seats by their names; one at which nothing happened is not in
 *     it
 * @param lastSeats where people sat last, where its kiosk avoids that seat
 * @param lastTaps answers that a card held there again would get again, by reader; and whose card
 *     was at a kiosk just now, for the kit that may follow
 * @param blocked cards that are blocked
 * @param linked cards that got their person since the people were written down
 * @param kits those of the office
 */
public record OfficeState(
    ZoneId timeZone,
    Office office,
    Map<String, SeatState> seats,
    Map<String, String> lastSeats,
    Map<String, Seating.LastTap> lastTaps,
    Set<String> blocked,
    Map<String, String> linked,
    Kits kits) {

  private static final String NO_WORDS = "";

  /**
   * @throws IllegalArgumentException if a person holds two seats, or a reservation is there twice
   */
  public OfficeState {
    seats = Collections.unmodifiableMap(new LinkedHashMap<>(seats));
    lastSeats = Map.copyOf(lastSeats);
    lastTaps = Map.copyOf(lastTaps);
    blocked = Set.copyOf(blocked);
    linked = Map.copyOf(linked);
    Set<String> holders = new HashSet<>();
    Set<String> promises = new HashSet<>();
    for (SeatState seat : seats.values()) {
      Claim claim = seat.claim();
      if (claim != null && !holders.add(claim.person())) {
        throw new IllegalArgumentException("somebody holds two seats");
      }
      for (Reservation reservation : seat.reservations()) {
        if (!promises.add(reservation.id())) {
          throw new IllegalArgumentException("reservation " + reservation.id() + " is there twice");
        }
      }
    }
  }

  /**
   * That office of the city at that moment.
   *
   * @param readers the readers that its units have, {@code seat:…} or {@code kiosk:…}
   * @param people with whom it will be put together again
   */
  public static OfficeState of(
      Seating city, Office office, Collection<String> readers, Directory people, Instant at) {
    Office told = asTapsNeedIt(city.city(), office, at);
    Map<String, SeatState> seats = new LinkedHashMap<>();
    for (String name : told.seats().keySet()) {
      SeatState seat = city.seats().get(new SeatId(office.id(), name));
      if (seat != null) {
        seats.put(name, withoutWords(seat));
      }
    }
    return new OfficeState(
        city.city().timeZone(),
        told,
        seats,
        lastSeats(city, office, readers),
        lastTaps(city, office, readers, at),
        city.cards().blocked(),
        linked(city.cards(), people),
        city.kits().of(office.id()));
  }

  private static Map<String, Seating.LastTap> lastTaps(
      Seating city, Office office, Collection<String> readers, Instant at) {
    Map<String, Seating.LastTap> recent = new HashMap<>();
    for (String reader : readers) {
      Seating.LastTap last = city.lastTap(office.id(), reader);
      if (last != null && last.at().plus(kept(reader)).isAfter(at)) {
        recent.put(reader, last);
      }
    }
    return recent;
  }

  /** At a kiosk the last card may be about to borrow a kit. */
  private static Duration kept(String reader) {
    return reader.startsWith("kiosk:") ? KitRules.AFTER_CARD : TapRules.REPEAT;
  }

  private static SeatState withoutWords(SeatState seat) {
    Outage outage = seat.outage();
    return outage == null
        ? seat
        : new SeatState(
            seat.claim(),
            seat.reservations(),
            new Outage(Outage.Reason.OTHER, NO_WORDS, outage.from(), outage.until()),
            seat.presence(),
            seat.unclaimedUse(),
            seat.since(),
            seat.source());
  }

  private static Office asTapsNeedIt(City city, Office office, Instant at) {
    LocalDate from = city.day(at).minusDays(1);
    Set<LocalDate> closed = new HashSet<>(office.closures());
    if (!office.opensOnHolidays()) {
      closed.addAll(city.holidays());
    }
    closed.removeIf(day -> day.isBefore(from));
    Policy all = Policy.STANDARD;
    Policy own = office.policy();
    return new Office(
        office.id(),
        new Text(office.id(), office.id()),
        office.hours(),
        true,
        closed,
        office.caps(),
        new Policy(
            all.slots(),
            all.amEnds(),
            all.pmStarts(),
            own.grace(),
            own.reservedBefore(),
            own.warnBefore(),
            own.noPresence(),
            own.unclaimedUse(),
            all.daysAhead(),
            own.kiosk()),
        still(office, from),
        List.of(),
        office.kits().stream().map(OfficeState::withoutName).toList());
  }

  /** Seats of pop-up offices that are over are not told. */
  private static Map<String, Seat> still(Office office, LocalDate from) {
    Map<String, Seat> left = new LinkedHashMap<>();
    office
        .seats()
        .forEach(
            (name, seat) -> {
              SeatDays days = seat.days() == null ? null : seat.days().from(from);
              if (days == null) {
                left.put(name, seat);
              } else if (!days.isEmpty()) {
                left.put(name, seat.on(days));
              }
            });
    return left;
  }

  private static Kit withoutName(Kit kit) {
    return new Kit(kit.id(), new Text(kit.id(), kit.id()), List.of(), kit.days());
  }

  private static Map<String, String> lastSeats(
      Seating city, Office office, Collection<String> readers) {
    Map<String, String> last = new HashMap<>();
    boolean kiosk = readers.stream().anyMatch(reader -> reader.startsWith("kiosk:"));
    if (kiosk && office.policy().kiosk().notSameSeatTwice()) {
      city.lastSeats()
          .forEach(
              (person, seat) -> {
                if (seat.office().equals(office.id())) {
                  last.put(person, seat.seat());
                }
              });
    }
    return last;
  }

  private static Map<String, String> linked(Cards cards, Directory people) {
    Map<String, String> since = new HashMap<>();
    cards
        .linked()
        .forEach(
            (card, person) -> {
              if (!person.equals(people.cards().get(card))) {
                since.put(card, person);
              }
            });
    return since;
  }

  /** The state by which taps at this office are decided, with those people. */
  public Seating seating(Directory people) {
    City city =
        new City(
            office.name(), timeZone, List.of(), List.of(office), List.of(), Set.<LocalDate>of());
    PMap<SeatId, SeatState> states = HashTreePMap.empty();
    PMap<String, SeatId> held = HashTreePMap.empty();
    PMap<String, Reservation> reservations = HashTreePMap.empty();
    for (Map.Entry<String, SeatState> entry : seats.entrySet()) {
      SeatId id = new SeatId(office.id(), entry.getKey());
      SeatState seat = entry.getValue();
      states = states.plus(id, seat);
      if (seat.claim() != null) {
        held = held.plus(seat.claim().person(), id);
      }
      for (Reservation reservation : seat.reservations()) {
        reservations = reservations.plus(reservation.id(), reservation);
      }
    }
    PMap<String, SeatId> satLast = HashTreePMap.empty();
    for (Map.Entry<String, String> entry : lastSeats.entrySet()) {
      satLast = satLast.plus(entry.getKey(), new SeatId(office.id(), entry.getValue()));
    }
    PMap<String, Seating.LastTap> tapped = HashTreePMap.empty();
    for (Map.Entry<String, Seating.LastTap> entry : lastTaps.entrySet()) {
      tapped = tapped.plus(office.id() + '/' + entry.getKey(), entry.getValue());
    }
    Cards cards =
        new Cards(
            HashTreePMap.from(linked),
            HashTreePSet.from(blocked),
            OrderedPMap.empty(),
            HashTreePMap.empty());
    return new Seating(
        city,
        people,
        states,
        held,
        reservations,
        satLast,
        tapped,
        cards,
        Rooms.NONE,
        kits,
        Measures.none(city),
        Wishes.NONE);
  }
}
