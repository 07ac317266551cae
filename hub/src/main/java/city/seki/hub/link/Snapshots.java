package city.seki.hub.link;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Cards;
import city.seki.config.rules.OfficeState;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.SnapshotMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets every unit know what it needs to decide alone: a snapshot of its office whenever something
 * changed there, and the people that it builds on. {@link #look} is called some times a second from
 * one thread and looks at a part of the offices each time, so that an office is told of at most
 * once a second, and once in five minutes at least: how old a snapshot is says how long its unit
 * has been cut off.
 *
 * <p>All units of an office get the same bytes, signed once. In a rush a budget of bytes and of
 * signatures (a third of a millisecond each) holds the round back: snapshots grow some seconds
 * older then, rather than decisions slow.
 */
@SuppressWarnings("ReferenceEquality") // another object is another state of things
public final class Snapshots {
  /** Bytes to all units together in one look: 2.5 MB a second at fifty looks. */
  static final int BUDGET = 51 * 1024;

  /** Offices told in one look: 50 a second at fifty looks. */
  static final int MOST = 1;

  private static final Duration OLDEST = Duration.ofMinutes(5);

  /** Where the documents go. */
  public interface Wire {
    /** Notes what a retained topic is to say; nothing removes it. */
    void retain(String topic, byte[] payload);

    /** Sends at once; false if it could not, and should be tried again. */
    boolean send(String topic, byte[] payload);
  }

  /** An office with what its units need. */
  private record Place(Office office, List<String> units, Set<String> readers) {}

  /** What an office was told last. */
  private record Told(
      Place place, List<@Nullable SeatState> seats, Cards cards, String people, Instant at) {}

  private final Supplier<Seating> state;
  private final Supplier<Instant> clock;
  private final HubSigner signer;
  private final LongSupplier versions;
  private final Wire wire;
  private final PeopleForUnits people;
  private final Map<String, Told> told = new HashMap<>();
  private List<Place> places = List.of();
  private Set<String> units = Set.of();
  private City city = City.EMPTY;
  private int next;
  private long budget;

  /**
   * @param versions a larger number each time, over restarts too
   * @param nanos the monotonic clock
   */
  public Snapshots(
      Supplier<Seating> state,
      Fleet fleet,
      Supplier<Instant> clock,
      LongSupplier nanos,
      HubSigner signer,
      LongSupplier versions,
      Wire wire) {
    this.state = state;
    this.clock = clock;
    this.signer = signer;
    this.versions = versions;
    this.wire = wire;
    this.people = new PeopleForUnits(fleet, nanos, signer, wire);
  }

  /**
   * Looks at the next offices.
   *
   * @param parts after so many looks all have been looked at, if the budget allows
   */
  public void look(int parts) {
    Seating now = state.get();
    follow(now.city());
    people.follow(now);
    budget = Math.min(BUDGET, budget + BUDGET);
    int most = Math.ceilDiv(places.size(), parts);
    int signed = 0;
    for (int i = 0; i < most && budget > 0 && signed < MOST; i++) {
      Place place = places.get(next);
      next = (next + 1) % places.size();
      if (isDue(place, now)) {
        tell(place, now);
        signed++;
      }
    }
  }

  /** Sends the people to those units that have others, as far as the budget goes. */
  public void sendPeople() {
    people.send(units);
  }

  /** Other files: which units stand where, and whom there is nothing to tell any more. */
  private void follow(City now) {
    if (now == city) {
      return;
    }
    city = now;
    Map<String, Place> byOffice = new LinkedHashMap<>();
    for (Unit unit : now.units().values()) {
      Office office = now.office(unit.office());
      if (office != null) {
        Place place =
            byOffice.computeIfAbsent(
                office.id(), o -> new Place(office, new ArrayList<>(), new TreeSet<>()));
        place.units().add(unit.id());
        for (Wiring reader : unit.readers()) {
          place.readers().add(reader.name().toString());
        }
      }
    }
    Set<String> before = units;
    units = Set.copyOf(now.units().keySet());
    for (String unit : before) {
      if (!units.contains(unit)) {
        forget(unit);
      }
    }
    places = List.copyOf(byOffice.values());
    told.keySet().retainAll(byOffice.keySet());
    next = 0;
  }

  /** A unit that was renamed or taken away leaves nothing behind at the broker. */
  private void forget(String unit) {
    for (Channel channel : Channel.values()) {
      if (channel.isRetained()) {
        wire.retain(Topics.unit(unit, channel), new byte[0]);
      }
    }
  }

  private boolean isDue(Place place, Seating now) {
    Told last = told.get(place.office().id());
    Instant at = clock.get();
    return last == null
        || last.place() != place
        || last.cards().blocked() != now.cards().blocked()
        || last.cards().linked() != now.cards().linked()
        || !last.people().equals(people.id())
        || at.isBefore(last.at())
        || !at.isBefore(last.at().plus(OLDEST))
        || !isSame(last.seats(), seats(place.office(), now));
  }

  /** Each state of a seat is a value of its own: another object is another state. */
  private static boolean isSame(List<@Nullable SeatState> before, List<@Nullable SeatState> seats) {
    for (int i = 0; i < seats.size(); i++) {
      if (before.get(i) != seats.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<@Nullable SeatState> seats(Office office, Seating now) {
    List<@Nullable SeatState> seats = new ArrayList<>(office.seats().size());
    for (String seat : office.seats().keySet()) {
      seats.add(now.seats().get(new SeatId(office.id(), seat)));
    }
    return seats;
  }

  private void tell(Place place, Seating now) {
    Instant at = clock.get();
    OfficeState office =
        OfficeState.of(now, place.office(), place.readers(), people.directory(), at);
    SnapshotMessage snapshot = new SnapshotMessage(versions.getAsLong(), at, people.id(), office);
    byte[] signed = SignedDocument.sign(snapshot.toJson(), signer);
    for (String unit : place.units()) {
      wire.retain(Topics.unit(unit, Channel.SNAPSHOT), signed);
    }
    budget -= (long) signed.length * place.units().size();
    told.put(
        place.office().id(),
        new Told(place, seats(place.office(), now), now.cards(), people.id(), at));
  }
}
