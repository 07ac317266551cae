package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Kits;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The kits of the demo city and who borrows them: somebody comes to the kiosk, lays the card and
 * then the kit's tag there, and brings it back later, most of them in time. The last kit has been
 * away since the day before.
 */
final class DemoKits implements Runnable {
  /** Faster than this, card and tag are more than half a minute of the city apart. */
  static final double FASTEST = 24;

  private static final Duration STEP = Duration.ofMillis(250);
  private static final CardTech TECH = CardTech.ISO14443A;
  private static final Duration TO_TAG = Duration.ofSeconds(5);
  private static final String BY = "demo";

  /** So many of a hundred bring it back on the day that they took it. */
  private static final int IN_TIME = 85;

  /** A kit, its tag, and the kiosk at which it is lent. */
  private record Shelf(KitId kit, String tag, DemoReader kiosk, String unit) {}

  private final DemoStreet.Desk desk;
  private final Supplier<Seating> state;
  private final DemoUnits units;
  private final List<Shelf> shelves;
  private final List<DemoPerson> people;
  private final CardKey key;
  private final DemoClock clock;
  private final Pace pace;
  private final Random random;

  /**
   * @param desk asks and waits for the answer
   * @param people who may borrow
   */
  DemoKits(
      DemoStreet.Desk desk,
      Supplier<Seating> state,
      DemoUnits units,
      List<DemoPerson> people,
      CardKey key,
      DemoClock clock,
      Pace pace,
      Random random) {
    this.desk = desk;
    this.state = state;
    this.units = units;
    this.people = people;
    this.key = key;
    this.clock = clock;
    this.pace = pace;
    this.random = random;
    this.shelves = shelves(state.get().city());
  }

  /** Puts the tags on, before anybody comes to a kiosk. */
  void prepare() throws InterruptedException {
    for (Shelf shelf : shelves) {
      desk.ask(new Command.LinkTag(shelf.kit(), digest(shelf), BY, clock.get()));
    }
    if (!shelves.isEmpty()) {
      lendTheDayBefore(shelves.getLast());
    }
  }

  /** Lives until interrupted. */
  @Override
  public void run() {
    List<Thread> lives = new ArrayList<>();
    try {
      for (Shelf shelf : shelves) {
        Random chance = new Random(random.nextLong());
        lives.add(Thread.ofVirtual().name("demo-kit").start(() -> live(shelf, chance)));
      }
      for (Thread life : lives) {
        life.join();
      }
    } catch (InterruptedException e) {
      lives.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private List<Shelf> shelves(City city) {
    List<Shelf> shelves = new ArrayList<>();
    for (Office office : city.offices().values()) {
      DemoReader kiosk =
          units.readers().stream()
              .filter(r -> r.office().equals(office.id()) && r.name().startsWith("kiosk:"))
              .findFirst()
              .orElse(null);
      for (Kit kit : office.kits()) {
        if (kiosk != null) {
          String tag = String.format(Locale.ROOT, "04%012X", 0x4B17_0000_0000L + shelves.size());
          KitId id = new KitId(office.id(), kit.id());
          shelves.add(new Shelf(id, tag, kiosk, unit(city, kiosk)));
        }
      }
    }
    return shelves;
  }

  private static String unit(City city, DemoReader reader) {
    return city.units().values().stream()
        .filter(unit -> unit.office().equals(reader.office()) && has(unit, reader.name()))
        .map(Unit::id)
        .findFirst()
        .orElseThrow();
  }

  private static boolean has(Unit unit, String reader) {
    return unit.readers().stream().anyMatch(r -> r.name().toString().equals(reader));
  }

  private String digest(Shelf shelf) {
    return key.digest(TECH, shelf.tag());
  }

  /** As a unit tells that was cut off then: it answered alone, and its taps came today. */
  private void lendTheDayBefore(Shelf shelf) throws InterruptedException {
    City city = state.get().city();
    Office office = city.office(shelf.kit().office());
    if (office == null || state.get().kits().kits().containsKey(shelf.kit())) {
      return;
    }
    LocalDate today = city.day(clock.get());
    for (LocalDate day = today.minusDays(1); day.isAfter(today.minusDays(15)); ) {
      OpeningHours hours = city.hours(office, day);
      if (hours != null) {
        Instant closed = day.atTime(hours.closes()).atZone(city.timeZone()).toInstant();
        Instant at = closed.minus(Duration.ofHours(2));
        DemoPerson person = someone(random);
        String card = key.digest(person.tech(), person.cardId());
        Answer full = Answer.Denied.because(DenyReason.CAPACITY, null);
        desk.ask(alone(shelf, 1, card, at, full));
        Answer lent = new Answer.Lent(shelf.kit(), closed);
        desk.ask(alone(shelf, 2, digest(shelf), at.plus(TO_TAG), lent));
        return;
      }
      day = day.minusDays(1);
    }
  }

  private static Command alone(Shelf shelf, int seq, String card, Instant at, Answer told) {
    return new Command.Tap(
        new TapId(shelf.unit(), "demo-" + at.getEpochSecond(), seq),
        shelf.kit().office(),
        ReaderName.parse(shelf.kiosk().name()),
        new Command.CardRef.Digest(card),
        at,
        told,
        true);
  }

  private DemoPerson someone(Random chance) {
    return people.get(chance.nextInt(people.size()));
  }

  private void live(Shelf shelf, Random chance) {
    try {
      Instant next = clock.get().plus(minutes(2, 20, chance)); // who watches wants to see one soon
      while (true) {
        Kits.Loan loan = state.get().kits().loan(shelf.kit());
        if (loan != null) {
          bringBack(shelf, loan, chance);
        } else {
          await(next);
          borrow(shelf, chance);
        }
        next = clock.get().plus(minutes(10, 90, chance));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void borrow(Shelf shelf, Random chance) throws InterruptedException {
    City city = state.get().city();
    Office office = city.office(shelf.kit().office());
    if (office != null && city.closing(office, clock.get()) != null) {
      shelf.kiosk().borrow(someone(chance), TECH, shelf.tag());
    }
  }

  private void bringBack(Shelf shelf, Kits.Loan loan, Random chance) throws InterruptedException {
    Instant now = clock.get();
    boolean late = loan.isOverdue(now) || chance.nextInt(100) >= IN_TIME;
    Duration away = Duration.between(loan.since(), loan.due()).dividedBy(2);
    await(late ? now.plus(minutes(60, 240, chance)) : now.plus(away));
    shelf.kiosk().tap(TECH, shelf.tag());
    pace.pause(STEP);
  }

  private void await(Instant moment) throws InterruptedException {
    while (clock.get().isBefore(moment)) {
      pace.pause(STEP);
    }
  }

  private static Duration minutes(int least, int most, Random chance) {
    return Duration.ofSeconds(chance.nextLong(60L * least, 60L * most));
  }
}
