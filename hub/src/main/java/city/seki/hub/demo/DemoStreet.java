package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Command;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationRules;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Wish;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The people of the demo city, day after day: they look at the floor as anybody could, lay a card
 * on a reader, and try elsewhere when the light is red. They know nothing of the hub but its state.
 */
final class DemoStreet implements Runnable {
  /** The night is skipped from here to shortly before the next opening. */
  private static final LocalTime EVENING = LocalTime.of(19, 0);

  private static final Duration BEFORE_OPENING = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration EARLY = Duration.ofMinutes(25);
  private static final int TRIES = 4;

  /** One seat in so many is reserved in the morning. */
  private static final int RESERVED = 14;

  /** The next open day is looked for so far. */
  private static final int WEEK = 8;

  private static final List<Slot> SLOTS = List.of(Slot.AM, Slot.PM, Slot.PM, Slot.DAY);

  /** Asks the hub for something that no card can ask for. */
  @FunctionalInterface
  interface Desk {
    void ask(Command command) throws InterruptedException;
  }

  private final Desk desk;
  private final Supplier<Seating> state;
  private final DemoUnits units;
  private final List<DemoPerson> people;
  private final Function<String, @Nullable String> personOf;
  private final DemoClock clock;
  private final Pace pace;
  private final Random random;

  /**
   * @param people who may come; nobody else touches their cards
   * @param personOf the pseudonym that the roster gave to a staff number
   */
  DemoStreet(
      Desk desk,
      Supplier<Seating> state,
      DemoUnits units,
      List<DemoPerson> people,
      Function<String, @Nullable String> personOf,
      DemoClock clock,
      Pace pace,
      Random random) {
    this.desk = desk;
    this.state = state;
    this.units = units;
    this.people = people;
    this.personOf = personOf;
    this.clock = clock;
    this.pace = pace;
    this.random = random;
  }

  /** The moment shortly before the first office opens, today if that is an open day. */
  static Instant morning(City city, LocalDate from) {
    for (LocalDate day = from; ; day = day.plusDays(1)) {
      LocalTime opens = opening(city, day);
      if (opens != null) {
        return day.atTime(opens).atZone(city.timeZone()).toInstant().minus(BEFORE_OPENING);
      }
    }
  }

  private static @Nullable LocalTime opening(City city, LocalDate day) {
    LocalTime first = null;
    for (Office office : city.offices().values()) {
      OpeningHours hours = city.hours(office, day);
      if (hours != null && (first == null || hours.opens().isBefore(first))) {
        first = hours.opens();
      }
    }
    return first;
  }

  /** Lives until interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        City city = state.get().city().lasting();
        live(city, city.day(clock.get()));
        clock.skipTo(morning(city, city.day(clock.get()).plusDays(1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live(City city, LocalDate day) throws InterruptedException {
    int seats = city.offices().values().stream().mapToInt(o -> o.seats().size()).sum();
    reserve(city, day);
    wish(city, day);
    for (DayPlan.Act act : DayPlan.of(day, city.timeZone(), people.size(), seats, random)) {
      await(act.at());
      long seed = random.nextLong();
      Thread.ofVirtual().name("demo-person").start(() -> perform(act, new Random(seed)));
    }
    await(day.atTime(EVENING).atZone(city.timeZone()).toInstant());
  }

  /** Some people reserve a seat for the day; not all of them come. */
  private void reserve(City city, LocalDate day) throws InterruptedException {
    for (Office office : city.offices().values()) {
      for (Seat seat : office.seats().values()) {
        Slot slot = SLOTS.get(random.nextInt(SLOTS.size()));
        ReservationRules.Interval when = ReservationRules.interval(city, office, day, slot);
        DemoPerson person = people.get(random.nextInt(people.size()));
        String id = personOf.apply(person.staffId());
        if (random.nextInt(RESERVED) == 0 && when != null && id != null) {
          SeatId place = new SeatId(office.id(), seat.id());
          desk.ask(
              new Command.Reserve(
                  "demo-" + day + "-" + place, place, id, when.from(), when.to(), id, clock.get()));
        }
      }
    }
  }

  /** Where lots are drawn, more people wish for the next open day than there are seats. */
  private void wish(City city, LocalDate day) throws InterruptedException {
    Random chance = new Random(day.toEpochDay());
    for (Office office : city.offices().values()) {
      LocalDate next = nextDay(city, office, day);
      if (office.policy().reserving().lottery() == null || next == null) {
        continue;
      }
      for (int i = 0; i < 2 * office.seats().size(); i++) {
        Slot slot = SLOTS.get(chance.nextInt(SLOTS.size()));
        ReservationRules.Interval when = ReservationRules.interval(city, office, next, slot);
        String id = personOf.apply(people.get(chance.nextInt(people.size())).staffId());
        if (when != null && id != null) {
          String name = "w-demo-" + office.id() + "-" + next + "-" + i;
          desk.ask(
              new Command.MakeWish(
                  new Wish(name, id, office.id(), null, null, next, when.from(), when.to()),
                  clock.get()));
        }
      }
    }
  }

  private static @Nullable LocalDate nextDay(City city, Office office, LocalDate day) {
    return day.plusDays(1)
        .datesUntil(day.plusDays(WEEK))
        .filter(later -> city.hours(office, later) != null)
        .findFirst()
        .orElse(null);
  }

  private void await(Instant moment) throws InterruptedException {
    for (Duration left = clock.untilOnMachine(moment);
        left.isPositive();
        left = clock.untilOnMachine(moment)) {
      pace.pause(left.compareTo(STEP) < 0 ? left : STEP);
    }
  }

  private void perform(DayPlan.Act act, Random chance) {
    DemoPerson person = people.get(act.person() % people.size());
    try {
      switch (act.deed()) {
        case ARRIVE -> sitDown(person, chance);
        case MOVE -> move(person, chance);
        case LEAVE -> leave(person);
        case STRANGER ->
            anyReader(chance)
                .tap(
                    CardTech.FELICA,
                    String.format(Locale.ROOT, "0116FF%010X", chance.nextInt(1 << 20)));
        case WRONG_CARD ->
            anyReader(chance)
                .tap(CardTech.ISO14443B, String.format(Locale.ROOT, "%08X", chance.nextInt()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DemoReader anyReader(Random chance) {
    List<DemoReader> all = units.readers();
    return all.get(chance.nextInt(all.size()));
  }

  private void sitDown(DemoPerson person, Random chance) throws InterruptedException {
    for (int i = 0; i < TRIES && seatOf(person) == null; i++) {
      DemoReader reader = choose(person, chance);
      if (reader == null) {
        return;
      }
      reader.tap(person.tech(), person.cardId());
      pace.pause(STEP);
    }
  }

  private void move(DemoPerson person, Random chance) throws InterruptedException {
    if (seatOf(person) != null) {
      DemoReader reader = freeSeat(person, chance);
      if (reader != null) {
        reader.tap(person.tech(), person.cardId());
      }
    }
  }

  private void leave(DemoPerson person) throws InterruptedException {
    SeatId seat = seatOf(person);
    DemoReader reader =
        seat == null
            ? null
            : units.reader(seat.office(), new ReaderName.AtSeat(seat.seat()).toString());
    if (reader != null) {
      reader.tap(person.tech(), person.cardId());
    }
  }

  private @Nullable SeatId seatOf(DemoPerson person) {
    String id = personOf.apply(person.staffId());
    return id == null ? null : state.get().held().get(id);
  }

  /** Three in ten go to the kiosk at the door, one in twenty sits down without looking. */
  private @Nullable DemoReader choose(DemoPerson person, Random chance) {
    DemoReader own = reservedSeat(person);
    if (own != null) {
      return own;
    }
    int manner = chance.nextInt(20);
    if (manner == 0) {
      return anyReader(chance);
    }
    if (manner <= 6) {
      List<DemoReader> kiosks =
          units.readers().stream().filter(r -> r.name().startsWith("kiosk:")).toList();
      if (!kiosks.isEmpty()) {
        return kiosks.get(chance.nextInt(kiosks.size()));
      }
    }
    return freeSeat(person, chance);
  }

  private @Nullable DemoReader reservedSeat(DemoPerson person) {
    String id = personOf.apply(person.staffId());
    Instant now = clock.get();
    for (Reservation reservation : state.get().reservations().values()) {
      if (reservation.person().equals(id)
          && reservation.to().isAfter(now)
          && reservation.from().minus(EARLY).isBefore(now)) {
        SeatId seat = reservation.seat();
        return units.reader(seat.office(), new ReaderName.AtSeat(seat.seat()).toString());
      }
    }
    return null;
  }

  private @Nullable DemoReader freeSeat(DemoPerson person, Random chance) {
    Seating now = state.get();
    List<Office> offices = new ArrayList<>(now.city().offices().values());
    Collections.shuffle(offices, chance);
    for (Office office : offices) {
      List<Seat> seats = new ArrayList<>(office.seats().values());
      Collections.shuffle(seats, chance);
      for (Seat seat : seats) {
        SeatId id = new SeatId(office.id(), seat.id());
        DemoReader reader = units.reader(office.id(), new ReaderName.AtSeat(seat.id()).toString());
        if (reader != null
            && person.zones().contains(seat.zone())
            && SeatView.of(now, id, clock.get()).state() == SeatView.State.FREE) {
          return reader;
        }
      }
    }
    return null;
  }
}
