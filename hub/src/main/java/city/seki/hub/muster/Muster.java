package city.seki.hub.muster;

import city.seki.config.model.City;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Rooms;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.hub.room.RoomPlaces;
import city.seki.hub.roster.RosterStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which building at one moment: by name whoever holds a seat, by number whoever is seen
 * without a name. It rather names one too many than one too few: who sat at a unit that says
 * nothing any more is on it, and what nobody can say is told as such. Who sat down on an earlier
 * day is not here: a hub that was away since then has not closed their claims yet.
 *
 * @param at when it was made, by the city's clock
 * @param known up to when things are on record; the same as {@code at} while the hub runs
 * @param live whether it comes from a hub that hears its units, not from its disk alone
 */
public record Muster(
    Instant at,
    @Nullable Instant known,
    boolean live,
    Text city,
    ZoneId zone,
    List<InOffice> offices) {
  public Muster {
    offices = List.copyOf(offices);
  }

  /**
   * What it is made from.
   *
   * @param state with the city's files of now
   * @param news of a unit
   * @param members who a person is
   */
  public record Sources(
      Seating state,
      Function<String, News> news,
      Function<String, RosterStore.@Nullable Member> members) {}

  /** Of the offices that are wanted, in the order of the city's file. */
  public static Muster of(
      Sources from, Predicate<Office> wanted, Instant at, @Nullable Instant known, boolean live) {
    City city = from.state().city();
    Places places = new Places(city, city.unitOfSeat(), city.unitsOfOffice(), new RoomPlaces());
    List<InOffice> offices =
        city.offices().values().stream()
            .filter(wanted)
            .map(office -> office(from, places, office, city.day(at)))
            .toList();
    return new Muster(at, known, live, city.name(), city.timeZone(), offices);
  }

  private record Places(
      City city, Map<SeatId, String> seats, Map<String, List<String>> units, RoomPlaces rooms) {}

  private static InOffice office(Sources from, Places places, Office office, LocalDate today) {
    List<Present> people = new ArrayList<>();
    List<String> unclaimed = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String code : office.seats().keySet()) {
      SeatId id = new SeatId(office.id(), code);
      SeatState seat = from.state().seat(id);
      boolean silent = isSilent(from, places.seats().get(id));
      Claim claim = seat.claim();
      if (claim != null && !places.city().day(claim.closes()).isBefore(today)) {
        people.add(present(from, claim, code, silent));
      } else if (seat.presence() != null && seat.presence().present()) {
        unclaimed.add(code);
      } else if (silent) {
        unknown.add(code);
      }
    }
    List<News> news =
        places.units().getOrDefault(office.id(), List.of()).stream().map(from.news()).toList();
    return new InOffice(
        office.id(), office.name(), people, rooms(from, places, office), unclaimed, unknown, news);
  }

  private static boolean isSilent(Sources from, @Nullable String unit) {
    return unit != null && from.news().apply(unit).silent();
  }

  private static Present present(Sources from, Claim claim, String seat, boolean silent) {
    RosterStore.Member member = from.members().apply(claim.person());
    return new Present(
        claim.person(),
        member == null ? null : member.staffId(),
        member == null ? null : member.name(),
        member == null ? claim.department() : member.department(),
        seat,
        claim.since(),
        silent);
  }

  private static List<InRoom> rooms(Sources from, Places places, Office office) {
    List<InRoom> rooms = new ArrayList<>();
    for (Room room : office.rooms()) {
      RoomId id = new RoomId(office.id(), room.id());
      Rooms.RoomState last = from.state().rooms().rooms().get(id);
      boolean silent = isSilent(from, places.rooms().unitOf(places.city(), id));
      Occupancy occupancy = last == null ? Occupancy.UNKNOWN : last.occupancy();
      if (occupancy != Occupancy.VACANT || silent) {
        rooms.add(
            new InRoom(
                room.id(),
                room.name(),
                occupancy,
                last == null ? null : last.people(),
                last == null ? null : last.since(),
                silent));
      }
    }
    return rooms;
  }

  /** How many are there by name. */
  public long named() {
    return offices.stream().mapToLong(office -> office.people().size()).sum();
  }

  /** How many are there without a name, at least. */
  public long nameless() {
    return offices.stream().mapToLong(InOffice::nameless).sum();
  }

  /** How many places nobody can say anything of. */
  public long unseen() {
    return offices.stream().mapToLong(InOffice::unseen).sum();
  }

  /** The pseudonyms of all who are on it. */
  public List<String> persons() {
    return offices.stream().flatMap(o -> o.people().stream()).map(Present::person).toList();
  }
}
