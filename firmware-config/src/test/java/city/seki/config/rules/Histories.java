package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomId;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Makes up what might happen in two offices over some weeks: the same seed, the same commands. */
final class Histories {
  private static final List<String> SEATS =
      List.of("A-01", "A-02", "A-03", "N-01", "M-01", "M-02", "P-01", "P-02");
  private static final List<String> PEOPLE = List.of("aya", "ben", "chie", "dan", "eri");
  private static final List<String> STRANGERS = List.of("stranger-1", "stranger-2");
  private static final List<String> TAGS = List.of("tag-1", "tag-2", "tag-3");

  private final Random random;
  private Instant now = Scene.at("08:00");
  private long step;
  private long reservations;
  private final Map<String, String> lastOf = new HashMap<>();

  private Histories(long seed) {
    random = new Random(seed);
  }

  static List<Command> of(long seed, int steps) {
    Histories histories = new Histories(seed);
    List<Command> commands = new ArrayList<>();
    commands.add(histories.reconfigure());
    while (commands.size() < steps) {
      commands.add(histories.next());
    }
    return commands;
  }

  private Command next() {
    step++;
    pass();
    int dice = random.nextInt(100);
    if (dice < 45) {
      return tap();
    }
    if (dice < 52) {
      return new Command.PhoneTap(id(), seat(), anybody(), late());
    }
    if (dice < 64) {
      return reserve();
    }
    if (dice < 67) {
      String which = "r" + random.nextLong(Math.max(1, reservations));
      return new Command.CancelReservation(which, "fac", now);
    }
    if (dice < 77) {
      return new Command.SensePresence(
          sensed(), List.of(Occupancy.values()).get(random.nextInt(3)), late());
    }
    if (dice < 87) {
      return new Command.Advance(now);
    }
    if (dice < 90) {
      return ofRoom();
    }
    if (dice < 93) {
      return ofKit();
    }
    return byStaff();
  }

  /** Mostly seconds, sometimes minutes, at times over night or a weekend. */
  private void pass() {
    int dice = random.nextInt(100);
    int most = dice < 60 ? 40 : dice < 92 ? 30 * 60 : 20 * 3600;
    now = now.plusMillis(random.nextLong(most * 1000L));
  }

  /** Now, or somewhat before: what comes by radio overtakes. */
  private Instant late() {
    int dice = random.nextInt(20);
    int most = dice < 14 ? 0 : dice < 19 ? 10 : 7200;
    return now.minusSeconds(most == 0 ? 0 : random.nextInt(most));
  }

  private Command tap() {
    SeatId seat = seat();
    ReaderName reader =
        random.nextInt(4) == 0
            ? new ReaderName.Kiosk("door")
            : new ReaderName.AtSeat(random.nextInt(50) == 0 ? "Z-99" : seat.seat());
    Command.CardRef card =
        switch (random.nextInt(40)) {
          case 0 -> new Command.CardRef.RandomId();
          case 1, 2, 3, 4, 5, 6, 7 -> Scene.digest(pick(TAGS));
          default -> Scene.digest(anybody());
        };
    Answer told = random.nextInt(5) == 0 ? told(seat) : null;
    return new Command.Tap(id(), seat.office(), reader, card, late(), told, told != null);
  }

  /** What a unit that was alone may have told, whatever the hub knows better. */
  private Answer told(SeatId seat) {
    Instant until = now.plusSeconds(3_600);
    return switch (random.nextInt(8)) {
      case 0 -> new Answer.Moved(seat, Scene.seat("M-01"), until, null);
      case 1 -> new Answer.Assigned(seat, until, null);
      case 2 -> new Answer.Released(seat);
      case 3 -> Answer.Denied.because(DenyReason.SEAT_TAKEN, seat);
      case 4 -> new Answer.Lent(kit(), until);
      case 5 -> new Answer.Returned(kit());
      default -> new Answer.Granted(seat, until, null);
    };
  }

  private Command reserve() {
    Instant from =
        Scene.at(now.atZone(Scene.JAPAN).toLocalDate().plusDays(random.nextInt(3)) + "T08:30")
            .plus(Duration.ofMinutes(15L * random.nextInt(35)));
    Instant to = from.plus(Duration.ofMinutes(15L * (1 + random.nextInt(12))));
    String id = "r" + (random.nextInt(30) == 0 ? 0 : reservations++);
    SeatId seat = seat();
    String person = pick(PEOPLE);
    String last = lastOf.put(person, id);
    Set<String> insteadOf = last != null && reservations % 3 == 0 ? Set.of(last) : Set.of();
    return new Command.Reserve(id, seat, person, from, to, "fac", insteadOf, now);
  }

  private Command ofRoom() {
    RoomId room = new RoomId(seat().office(), random.nextInt(20) == 0 ? "attic" : "vc-1");
    return switch (random.nextInt(3)) {
      case 0 ->
          new Command.SenseRoom(
              room,
              List.of(Occupancy.values()).get(random.nextInt(3)),
              random.nextBoolean() ? null : (Long) random.nextLong(4),
              late(),
              now);
      case 1 ->
          new Command.SeeDevice(
              new DeviceId(room.office(), "kit-" + random.nextInt(3)),
              List.of(DeviceState.values()).get(random.nextInt(10)),
              late());
      default -> {
        Instant from = now.plusSeconds(random.nextInt(20_000));
        yield new Command.BookRoom(
            "r" + reservations++,
            room,
            anybody(),
            from,
            from.plusSeconds(1 + random.nextInt(7_200)),
            "fac",
            now);
      }
    };
  }

  private KitId kit() {
    return Scene.kit(pick(List.of("K-1", "K-2", "K-9")));
  }

  private Command ofKit() {
    String tag = random.nextInt(10) == 0 ? anybody() : pick(TAGS);
    return switch (random.nextInt(7)) {
      case 0, 6 -> new Command.ReturnKit(kit(), "fac", "in the cupboard", now);
      case 1 -> new Command.UnlinkTags(kit(), "fac", now);
      case 2 -> new Command.LinkTagByCode(kit(), Cards.NONE.codeOf(Scene.cardOf(tag)), "fac", now);
      default -> new Command.LinkTag(kit(), Scene.cardOf(tag), "fac", now);
    };
  }

  private Command byStaff() {
    String stranger = pick(STRANGERS);
    return switch (random.nextInt(8)) {
      case 6 ->
          switch (random.nextInt(8)) {
            case 0, 1 -> measure();
            case 2, 3 -> popUp();
            default -> reconfigure();
          };
      case 0 -> new Command.EndClaim(seat(), "fac", "why", now);
      case 1 -> outage();
      case 2 -> new Command.PutIntoService(seat(), "fac", now);
      case 3 -> new Command.BlockCard(Scene.cardOf(anybody()), "fac", now);
      case 4 -> new Command.UnblockCard(Scene.cardOf(anybody()), "fac", now);
      case 5 ->
          new Command.LinkCard(Cards.NONE.codeOf(Scene.cardOf(stranger)), pick(PEOPLE), "fac", now);
      default -> reconfigure();
    };
  }

  private Command measure() {
    int number = random.nextInt(9);
    if (random.nextInt(3) == 0) {
      return new Command.LiftMeasure("m" + number, "fac", now);
    }
    LocalDate day = now.atZone(Scene.JAPAN).toLocalDate().plusDays(random.nextInt(3));
    boolean closes = random.nextInt(4) == 0;
    Measure measure =
        new Measure(
            "m" + number,
            "honcho",
            closes ? null : random.nextInt(4),
            closes || random.nextBoolean() ? null : "internet",
            day,
            day.plusDays(random.nextInt(2)),
            "why");
    return new Command.TakeMeasure(measure, "fac", now);
  }

  /** Three seats in a room of one of the offices, often in the same place as others. */
  private Command popUp() {
    int number = random.nextInt(9);
    if (random.nextInt(4) == 0) {
      return new Command.LiftMeasure("p" + number, "fac", now);
    }
    LocalDate day = now.atZone(Scene.JAPAN).toLocalDate().plusDays(random.nextInt(2));
    PopUp popUp =
        new PopUp(
            "p" + number,
            new RoomId("honcho", random.nextInt(20) == 0 ? "attic" : "vc-1"),
            3,
            "P",
            pick(List.of("internet", "number")),
            day,
            day.plusDays(random.nextInt(3)),
            pick(List.of(Slot.AM, Slot.PM, Slot.DAY)),
            "trial",
            null);
    return new Command.OpenPopUp(popUp, "fac", now);
  }

  /** From now on or later, often with an end, some without telling those who have a promise. */
  private Command outage() {
    Instant from = now.plusSeconds(60L * Math.max(0, random.nextInt(120) - 60));
    Instant until =
        random.nextInt(3) == 0 ? null : from.plusSeconds(60L * (1 + random.nextInt(180)));
    Outage outage = new Outage(pick(List.of(Outage.Reason.values())), "lamp", from, until);
    return new Command.TakeOutOfService(seat(), outage, random.nextBoolean(), "fac", now);
  }

  private Command.Reconfigure reconfigure() {
    Policy.Departments departments = pick(List.of(Policy.Departments.values()));
    Policy policy = Scene.kiosk(departments, random.nextInt(3), random.nextBoolean());
    City city =
        switch (random.nextInt(4)) {
          case 0 -> Scene.city(policy, new Cap(random.nextInt(1, 3), null, null, null));
          case 1 -> Scene.city(policy, new Cap(1, "internet", Scene.WEDNESDAY.plusDays(2), null));
          case 2 -> shorter(Scene.city(policy));
          default -> Scene.city(policy);
        };
    return new Command.Reconfigure(city, directory(), now);
  }

  private City shorter(City city) {
    Map<String, Office> offices = new LinkedHashMap<>(city.offices());
    Office old = city.offices().values().iterator().next();
    OpeningHours hours =
        new OpeningHours(LocalTime.of(9, 0), LocalTime.of(random.nextInt(10, 16), 0));
    Map<DayOfWeek, OpeningHours> week = new TreeMap<>(old.hours());
    week.replaceAll((day, was) -> hours);
    Map<String, Seat> seats = new LinkedHashMap<>(old.seats());
    seats.remove(pick(List.of("A-01", "A-02", "none")));
    offices.put(
        old.id(),
        new Office(
            old.id(),
            old.name(),
            week,
            false,
            Set.of(now.atZone(Scene.JAPAN).toLocalDate().plusDays(random.nextInt(3))),
            List.of(),
            old.policy(),
            seats,
            List.of()));
    return new City(
        city.name(),
        city.timeZone(),
        city.zones(),
        offices,
        city.units(),
        city.campaigns(),
        city.holidays());
  }

  private Directory directory() {
    Map<String, Person> persons = new TreeMap<>(Scene.directory().persons());
    switch (random.nextInt(6)) {
      case 0 -> persons.remove("ben");
      case 1 -> persons.put("aya", new Person("aya", "welfare", List.of("internet")));
      default -> persons.put("dan", new Person("dan", "welfare", List.of("lgwan", "internet")));
    }
    return new Directory(Scene.directory().cards(), persons);
  }

  private TapId id() {
    return new TapId("unit-1", "boot-1", step);
  }

  private SeatId seat() {
    return Scene.seat(pick(SEATS));
  }

  /** A seat of a pop-up office has no sensor. */
  private SeatId sensed() {
    return Scene.seat(pick(SEATS.subList(0, SEATS.indexOf("P-01"))));
  }

  private String anybody() {
    return random.nextInt(12) == 0 ? pick(STRANGERS) : pick(PEOPLE);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
