package city.seki.hub.allocation;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Outage;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes up days in a city of two offices, one with a cap, whose units are cut off from the hub and
 * decide alone: the same seed, the same days. Each seat and each kiosk has a unit of its own, and
 * each unit knows the promises and its own taps only.
 */
final class LateDays {
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
  private static final int SEATS = 4;
  private static final int PEOPLE = 7;

  final Random random;
  private final Map<String, Seating> minds = new HashMap<>();
  private final Map<String, Long> seqs = new HashMap<>();
  private int reservations;
  private final Map<String, String> lastOf = new HashMap<>();

  LateDays(long seed) {
    random = new Random(seed);
  }

  Seating empty() {
    return Seating.of(city(), directory());
  }

  private static City city() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    }
    Cap cap = new Cap(2, null, MONDAY.plusDays(2), null);
    return new City(
        new Text("町", "Town"),
        JAPAN,
        List.of("lgwan", "internet"),
        List.of(office("east", hours, List.of(cap)), office("west", hours, List.of())),
        List.of(),
        Set.of());
  }

  private static Office office(String id, Map<DayOfWeek, OpeningHours> hours, List<Cap> caps) {
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < SEATS; i++) {
      seats.add(new Seat(name(i), i == 0 ? "lgwan" : "internet", i, 0, false));
    }
    return new Office(
        id,
        new Text(id, id),
        hours,
        true,
        Set.of(),
        caps,
        Policy.STANDARD,
        Office.byName(seats),
        List.of());
  }

  private static String name(int seat) {
    return "A-" + seat;
  }

  private static Directory directory() {
    Map<String, String> cards = new HashMap<>();
    Map<String, Person> persons = new HashMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      List<String> zones = i % 3 == 0 ? List.of("lgwan", "internet") : List.of("internet");
      persons.put(person(i), new Person(person(i), "d" + i % 2, zones));
      cards.put("card-" + i, person(i));
    }
    return new Directory(cards, persons);
  }

  private static String person(int i) {
    return "p" + i;
  }

  static Instant at(int day, int minute) {
    return MONDAY.plusDays(day).atStartOfDay(JAPAN).plusMinutes(minute).toInstant();
  }

  private SeatId seat() {
    return new SeatId(random.nextBoolean() ? "east" : "west", name(random.nextInt(SEATS)));
  }

  /** Promises for the days that follow, asked for on Monday. */
  List<Command> promises(int days) {
    List<Command> asked = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      asked.add(promise(1 + random.nextInt(days), 0, at(0, 600)));
    }
    return asked;
  }

  private Command promise(int day, int earliest, Instant now) {
    int from = Math.max(earliest, 510) + 15 * random.nextInt(24);
    String id = "r" + reservations++;
    SeatId seat = seat();
    String person = person(random.nextInt(PEOPLE));
    Instant to = at(day, from + 15 * (1 + random.nextInt(16)));
    String last = lastOf.put(person, id);
    Set<String> insteadOf = last != null && reservations % 2 == 0 ? Set.of(last) : Set.of();
    return new Command.Reserve(id, seat, person, at(day, from), to, "fac", insteadOf, now);
  }

  /** What facilities or a person do at the hub at that minute. */
  Command act(int day, int minute) {
    Instant now = at(day, minute);
    return switch (random.nextInt(6)) {
      case 0 -> new Command.EndClaim(seat(), "fac", "why", now);
      case 1 -> outage(day, minute, now);
      case 2 -> new Command.PutIntoService(seat(), "fac", now);
      case 3 -> new Command.CancelReservation("r" + random.nextInt(6), "fac", now);
      default -> promise(day, minute, now);
    };
  }

  private Command outage(int day, int minute, Instant now) {
    int from = minute + Math.max(0, random.nextInt(120) - 60);
    Instant until = random.nextInt(3) == 0 ? null : at(day, from + 1 + random.nextInt(180));
    Outage outage = new Outage(Outage.Reason.BROKEN, "lamp", at(day, from), until);
    return new Command.TakeOutOfService(seat(), outage, random.nextBoolean(), "fac", now);
  }

  /** A tap at that minute, as yet not answered. */
  Command.Tap tap(int day, int minute) {
    boolean kiosk = random.nextInt(5) == 0;
    SeatId seat = seat();
    ReaderName reader = kiosk ? new ReaderName.Kiosk("door") : new ReaderName.AtSeat(seat.seat());
    String unit = seat.office() + "-" + reader;
    return new Command.Tap(
        new TapId(unit, "b", seqs.merge(unit, 1L, Long::sum)),
        seat.office(),
        reader,
        new Command.CardRef.Digest("card-" + random.nextInt(PEOPLE)),
        at(day, minute));
  }

  /** One person of five at a reader of the east, or one of two others at one of the west. */
  Command.Tap tapOfTwoPeoples(int day, int minute) {
    boolean east = random.nextInt(3) > 0;
    String seat = random.nextInt(5) == 0 ? null : name(random.nextInt(SEATS));
    int person = east ? random.nextInt(5) : 5 + random.nextInt(2);
    return tapOf(person, east ? "east" : "west", seat, day, minute);
  }

  /**
   * @param seat null at the kiosk
   */
  Command.Tap tapOf(int person, String office, @Nullable String seat, int day, int minute) {
    ReaderName reader = seat == null ? new ReaderName.Kiosk("door") : new ReaderName.AtSeat(seat);
    String unit = office + "-" + reader;
    return new Command.Tap(
        new TapId(unit, "b", seqs.merge(unit, 1L, Long::sum)),
        office,
        reader,
        new Command.CardRef.Digest("card-" + person),
        at(day, minute));
  }

  /** Minutes of a day at which something happens, in order; some twice. */
  List<Integer> minutes(int many) {
    List<Integer> minutes = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      minutes.add(500 + random.nextInt(550));
    }
    minutes.sort(Comparator.naturalOrder());
    return minutes;
  }

  /** What the unit that is alone tells: by its own mind, or at times by none. */
  Command.Tap told(Command.Tap tap, Seating morning) {
    Seating mind = minds.getOrDefault(tap.id().unit(), morning);
    Decision decision = SeatRules.decide(mind, tap);
    minds.put(tap.id().unit(), mind.applyAll(decision.events()));
    Answer answer = decision instanceof Decision.Answered answered ? answered.answer() : null;
    boolean kiosk = tap.reader() instanceof ReaderName.Kiosk;
    int dice = random.nextInt(10);
    Answer told = dice == 0 && !kiosk ? null : dice == 1 ? anything(tap) : answer;
    return with(tap, told);
  }

  static Command.Tap with(Command.Tap tap, @Nullable Answer told) {
    return new Command.Tap(tap.id(), tap.office(), tap.reader(), tap.card(), tap.at(), told, true);
  }

  private Answer anything(Command.Tap tap) {
    SeatId seat =
        tap.reader() instanceof ReaderName.AtSeat at
            ? new SeatId(tap.office(), at.seat())
            : new SeatId(tap.office(), name(random.nextInt(SEATS)));
    return switch (random.nextInt(3)) {
      case 0 -> new Answer.Granted(seat, tap.at().plusSeconds(3600), null);
      case 1 -> new Answer.Released(seat);
      default -> Answer.Denied.because(DenyReason.SEAT_TAKEN, seat);
    };
  }
}
