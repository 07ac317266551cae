package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.rules.Command;
import city.seki.config.rules.Seating;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the rooms of the demo city, day after day: people meet, hold video conferences,
 * forget devices, do not come although they booked, and now and then something breaks.
 */
final class DemoMeetings implements Runnable {
  private static final Duration STEP = Duration.ofMillis(250);

  /** So often of a hundred, each. */
  private static final int NO_SHOWS = 15;

  private static final int FORGOTTEN = 35;
  private static final int CALL_LEFT = 12;
  private static final int UNPLUGGED = 10;
  private static final int SENSOR_DEAD = 8;

  private final DemoStreet.Desk desk;
  private final Supplier<Seating> state;
  private final List<DemoRoom> rooms;
  private final List<DemoPerson> people;
  private final Function<String, @Nullable String> personOf;
  private final DemoClock clock;
  private final Pace pace;
  private final RandomGenerator random;

  /** Something that happens in a room at a moment. */
  private record Act(Instant at, Runnable deed) {}

  /**
   * @param people who may book
   * @param personOf the pseudonym that the roster gave to a staff number
   */
  DemoMeetings(
      DemoStreet.Desk desk,
      Supplier<Seating> state,
      List<DemoRoom> rooms,
      List<DemoPerson> people,
      Function<String, @Nullable String> personOf,
      DemoClock clock,
      Pace pace,
      RandomGenerator random) {
    this.desk = desk;
    this.state = state;
    this.rooms = List.copyOf(rooms);
    this.people = people;
    this.personOf = personOf;
    this.clock = clock;
    this.pace = pace;
    this.random = random;
  }

  /** Lives until interrupted. */
  @Override
  public void run() {
    rooms.forEach(room -> room.devices(false));
    try {
      LocalDate planned = null;
      List<Act> acts = new ArrayList<>();
      Instant before = clock.get();
      while (true) {
        City city = state.get().city();
        Instant now = clock.get();
        if (!city.day(now).equals(planned)) {
          planned = city.day(now);
          acts = day(city, planned);
        }
        while (!acts.isEmpty() && !acts.getFirst().at().isAfter(now)) {
          acts.removeFirst().deed().run();
        }
        double seconds = Math.min(60, Duration.between(before, now).toMillis() / 1_000.0);
        rooms.forEach(room -> room.live(seconds));
        before = now;
        pace.pause(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Act> day(City city, LocalDate day) throws InterruptedException {
    List<Act> acts = new ArrayList<>();
    for (DemoRoom room : rooms) {
      Office office = city.office(room.id().office());
      OpeningHours hours = office == null ? null : city.hours(office, day);
      if (hours == null) {
        continue;
      }
      Instant closes = day.atTime(hours.closes()).atZone(city.timeZone()).toInstant();
      Instant from =
          day.atTime(hours.opens()).atZone(city.timeZone()).toInstant().plus(minutes(0, 20));
      boolean first = true;
      for (Instant to = from.plus(minutes(25, 100));
          to.isBefore(closes);
          to = from.plus(minutes(25, 100))) {
        meeting(room, from, to, first, acts);
        from = to.plus(minutes(5, 45));
        first = false;
      }
    }
    acts.sort(Comparator.comparing(Act::at));
    return acts;
  }

  /**
   * @param first of the day: where there is a conference system it always is a call, so that
   *     whoever looks at the demo for its first minutes sees one
   */
  private void meeting(DemoRoom room, Instant from, Instant to, boolean first, List<Act> acts)
      throws InterruptedException {
    boolean shown = first && room.canCall();
    if (room.isBooked()) {
      book(room, from, to);
      if (!shown && chance(NO_SHOWS)) {
        return;
      }
    }
    int guests = random.nextInt(1, 7);
    Instant comes = from.plus(minutes(-2, 6));
    Instant goes = to.plus(minutes(-8, 3));
    acts.add(new Act(comes, () -> room.people(guests)));
    acts.add(new Act(comes.plusSeconds(90), () -> room.devices(true)));
    boolean call = shown || chance(60);
    if (call) {
      acts.add(new Act(comes.plusSeconds(200), () -> room.call(true)));
    }
    acts.add(new Act(goes, () -> room.people(0)));
    Instant hangsUp = call && chance(CALL_LEFT) ? goes.plus(minutes(10, 20)) : goes;
    acts.add(new Act(hangsUp, () -> room.call(false)));
    Instant sleeps = chance(FORGOTTEN) ? hangsUp.plus(minutes(15, 40)) : hangsUp.plusSeconds(30);
    acts.add(
        new Act(
            sleeps,
            () -> {
              if (room.people() == 0) {
                room.devices(false);
              }
            }));
    trouble(UNPLUGGED, goes, acts, room::cable);
    trouble(SENSOR_DEAD, comes, acts, room::sensor);
  }

  private void trouble(int percent, Instant at, List<Act> acts, Consumer<Boolean> works) {
    if (chance(percent)) {
      acts.add(new Act(at, () -> works.accept(false)));
      acts.add(new Act(at.plus(minutes(12, 30)), () -> works.accept(true)));
    }
  }

  private void book(DemoRoom room, Instant from, Instant to) throws InterruptedException {
    DemoPerson person = people.get(random.nextInt(people.size()));
    String id = personOf.apply(person.staffId());
    if (id != null) {
      desk.ask(
          new Command.BookRoom(
              "demo-" + room.id() + "-" + from.getEpochSecond(),
              room.id(),
              id,
              from,
              to,
              id,
              clock.get()));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Duration minutes(int least, int most) {
    return Duration.ofSeconds(random.nextLong(60L * least, 60L * most));
  }
}
