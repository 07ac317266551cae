package city.seki.hub.live;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.model.UnitPlaces;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Topics;
import city.seki.hub.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps everybody's picture of the floor up to date: it compares what each seat looks like now with
 * what was told last, and tells the difference to the event stream and to the retained topics.
 * {@link #changed} may be called from the allocation's thread; everything else from one thread that
 * calls {@link #flush} and {@link #sweep(int)} some times a second.
 *
 * <p>Many changes of one seat between two flushes are told as one: the floor shows states, not
 * histories. In a rush what does not fit into one flush waits for the next ones, so that pictures
 * grow a few seconds old rather than decisions slow.
 */
public final class LiveFloor {
  /** Most taps told of in one flush; a page shows the newest few. */
  private static final int TAPS_A_FLUSH = 200;

  /**
   * Most seats and offices told of in one flush, 1,000 and 200 a second: a rush must not take the
   * processor from taps.
   */
  private static final int SEATS_A_FLUSH = 20;

  private static final int OFFICES_A_FLUSH = 4;

  /** Publishes a retained message. */
  @FunctionalInterface
  public interface Retained {
    void publish(String topic, byte[] payload);
  }

  private final Supplier<Seating> state;
  private final Fleet fleet;
  private final Supplier<Instant> clock;
  private final EventStream stream;
  private final Retained retained;
  private final Owed<SeatId> owedSeats = new Owed<>();
  private final Owed<String> owedOffices = new Owed<>();
  private final Deque<Event.Tapped> owedTaps = new ArrayDeque<>();
  private final Deque<Event.Corrected> owedConflicts = new ArrayDeque<>();
  private final Map<SeatId, SeatView> told = new HashMap<>();
  private final Map<String, OfficeOnFloor> toldOffices = new HashMap<>();
  private final UnitPlaces units = new UnitPlaces();
  private int nextOffice;

  public LiveFloor(
      Supplier<Seating> state,
      Fleet fleet,
      Supplier<Instant> clock,
      EventStream stream,
      Retained retained) {
    this.state = state;
    this.fleet = fleet;
    this.clock = clock;
    this.stream = stream;
    this.retained = retained;
  }

  /** The floor at this moment. Safe for all threads. */
  public Floor now() {
    Seating seating = state.get();
    return floor(seating);
  }

  /** Notes what is to be looked at again. Safe for all threads, and quick. */
  public void changed(List<Event> events) {
    Set<SeatId> seats = new LinkedHashSet<>();
    List<Event.Tapped> taps = new ArrayList<>();
    List<Event.Corrected> conflicts = new ArrayList<>();
    for (Event event : events) {
      switch (event) {
        case Event.Tapped e -> taps.add(e);
        case Event.Claimed e -> seats.add(e.seat());
        case Event.Ended e -> seats.add(e.seat());
        case Event.Reserved e -> seats.add(e.reservation().seat());
        case Event.TakenOutOfService e -> seats.add(e.seat());
        case Event.PutIntoService e -> seats.add(e.seat());
        case Event.PresenceChanged e -> seats.add(e.seat());
        case Event.PresenceLost e -> seats.add(e.seat());
        case Event.UnclaimedUse e -> seats.add(e.seat());
        case Event.ReservationTaken e -> {}
        case Event.ReservationCancelled e -> {}
        case Event.NoShow e -> {}
        case Event.CardBlocked e -> {}
        case Event.CardUnblocked e -> {}
        case Event.CardLinked e -> {}
        case Event.OfCardKey e -> {}
        case Event.Learnt e -> {}
        case Event.Forgotten e -> {}
        case Event.Corrected e -> {
          seats.addAll(seatsOf(e));
          if (e.isConflict()) {
            conflicts.add(e);
          }
        }
        case Event.ReservationCorrected e -> seats.add(e.reservation().seat());
        case Event.OfMeasure e -> owedOffices.add(List.of(e.office()));
        case Event.OfLottery e -> {} // no seat changes by a wish
        case Event.OfRoom e -> {} // told by LiveRooms
        case Event.OfKit e -> {} // told by LiveKits
      }
    }
    owedSeats.add(seats);
    add(taps);
    synchronized (owedConflicts) {
      owedConflicts.addAll(conflicts);
      while (owedConflicts.size() > TAPS_A_FLUSH) {
        owedConflicts.removeFirst();
      }
    }
  }

  private static List<SeatId> seatsOf(Event.Corrected corrected) {
    return Stream.of(corrected.before(), corrected.after())
        .filter(Objects::nonNull)
        .map(ClaimRecord::seat)
        .toList();
  }

  private void add(List<Event.Tapped> taps) {
    synchronized (owedTaps) {
      owedTaps.addAll(taps);
      while (owedTaps.size() > TAPS_A_FLUSH) {
        owedTaps.removeFirst();
      }
    }
  }

  private List<Event.Tapped> takeTaps() {
    synchronized (owedTaps) {
      List<Event.Tapped> taps = List.copyOf(owedTaps);
      owedTaps.clear();
      return taps;
    }
  }

  private List<Event.Corrected> takeConflicts() {
    synchronized (owedConflicts) {
      List<Event.Corrected> conflicts = List.copyOf(owedConflicts);
      owedConflicts.clear();
      return conflicts;
    }
  }

  /** Somebody was told a seat that was not to be had: facilities may have to help on the spot. */
  private void tell(Event.Corrected conflict) {
    ClaimRecord claim = conflict.after();
    if (claim != null) {
      stream.publish(
          "conflict",
          JsonText.object(
              o ->
                  o.put("office", claim.seat().office())
                      .put("seat", claim.seat().seat())
                      .put("unit", conflict.cause().unit())
                      .put("at", claim.since(), state.get().city().timeZone())));
    }
  }

  /** Tells what changed since the last time. */
  public void flush() {
    List<Event.Tapped> taps = takeTaps();
    takeConflicts().forEach(this::tell);
    List<SeatId> seats = owedSeats.take(SEATS_A_FLUSH);
    if (taps.isEmpty() && seats.isEmpty() && owedOffices.isEmpty()) {
      return;
    }
    Seating seating = state.get();
    Floor floor = floor(seating);
    taps.forEach(tap -> tell(tap, seating));
    seats.forEach(seat -> tell(floor, seat));
    for (String id : owedOffices.take(OFFICES_A_FLUSH)) {
      Office office = floor.city().office(id);
      if (office != null) {
        tell(floor.office(office), floor.city());
      }
    }
  }

  /**
   * Looks at one part of the offices for what time changes, and at the next part when it is called
   * again, so that no look at a large city keeps the processor from taps. The next flush tells.
   *
   * @param parts after so many calls every office has been looked at
   */
  public void sweep(int parts) {
    Floor floor = floor(state.get());
    List<Office> offices = List.copyOf(floor.city().offices().values());
    int most = Math.ceilDiv(offices.size(), parts);
    for (int i = 0; i < most && nextOffice < offices.size(); i++) {
      look(floor, offices.get(nextOffice));
      nextOffice++;
    }
    if (nextOffice >= offices.size()) {
      nextOffice = 0;
      forgetRemoved(floor);
    }
  }

  private void look(Floor floor, Office office) {
    List<SeatId> seats = new ArrayList<>();
    List<SeatOnFloor> there = floor.seats(office);
    for (SeatOnFloor seat : there) {
      if (!seat.view().equals(told.get(seat.id()))) {
        seats.add(seat.id());
      }
    }
    owedSeats.add(seats);
    OfficeOnFloor before = toldOffices.get(office.id());
    if (before == null
        || before.seats() != there.size()
        || before.open() != (floor.city().closing(office, clock.get()) != null)
        || !Objects.equals(before.cap(), OfficeOnFloor.cap(office, floor.city().day(clock.get())))
        || !before.debt().equals(floor.debt(office))) {
      owedOffices.add(List.of(office.id()));
    }
  }

  /** Looks at the seats of those units again: they fell silent, or came back. */
  public void unitsChanged(Set<String> changed) {
    List<SeatId> seats = new ArrayList<>();
    units
        .ofSeat(state.get().city())
        .forEach(
            (seat, unit) -> {
              if (changed.contains(unit)) {
                seats.add(seat);
              }
            });
    owedSeats.add(seats);
  }

  /** Tells the city's time, also as a sign of life. */
  public void tick() {
    stream.publish(
        "clock", JsonText.object(o -> o.put("now", clock.get(), state.get().city().timeZone())));
  }

  private Floor floor(Seating seating) {
    return new Floor(seating, fleet, units, clock.get());
  }

  private void tell(Floor floor, SeatId id) {
    SeatOnFloor seat = floor.seat(id);
    if (seat != null && !seat.view().equals(told.put(id, seat.view()))) {
      owedOffices.add(List.of(id.office()));
      tell(seat, floor.city());
    }
  }

  private void tell(SeatOnFloor seat, City city) {
    stream.publish(
        "seat",
        JsonText.object(o -> seat.write(o.put("office", seat.id().office()), city.timeZone())));
    retained.publish(Topics.seat(seat.id()), seat.published(city.timeZone(), clock.get()));
  }

  private void tell(OfficeOnFloor office, City city) {
    toldOffices.put(office.office().id(), office);
    stream.publish("office", JsonText.object(o -> office.write(o, city)));
    retained.publish(Topics.summary(office.office().id()), office.published(city, clock.get()));
  }

  private void tell(Event.Tapped tap, Seating seating) {
    if (stream.listeners() == 0) {
      return;
    }
    Answer answer = tap.answer();
    City city = seating.city();
    DecisionMessage said =
        DecisionMessage.of(tap.tap().boot(), tap.tap().seq(), answer, city.timeZone());
    stream.publish(
        "tap",
        JsonText.object(
            o ->
                o.put("office", tap.office())
                    .put("reader", tap.reader())
                    .put("seat", said.seat())
                    .put("outcome", said.outcome().word())
                    .put("reason", said.reason() == null ? null : said.reason().word())
                    .put("text", said.text())
                    .put("light", said.light().word())
                    .put("at", tap.at(), city.timeZone())));
  }

  /** An empty retained message removes what a seat or office that is no more had published. */
  private void forgetRemoved(Floor floor) {
    told.keySet()
        .removeIf(
            id -> {
              boolean gone = floor.seat(id) == null;
              if (gone) {
                retained.publish(Topics.seat(id), new byte[0]);
              }
              return gone;
            });
    toldOffices
        .keySet()
        .removeIf(
            office -> {
              boolean gone = floor.city().office(office) == null;
              if (gone) {
                retained.publish(Topics.summary(office), new byte[0]);
              }
              return gone;
            });
  }
}
