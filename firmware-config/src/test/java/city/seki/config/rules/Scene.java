package city.seki.config.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Room;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Directory.Person;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two small offices on Wednesday, 18 November 2026, open from 08:30 to 17:15, in which a test lets
 * people tap. Times are {@code HH:mm[:ss]} of that day, or a whole date and time.
 *
 * <pre>
 *   honcho   A-01* A-02 . . . A-03*     zone internet; * has a sensor
 *            N-01                       zone number
 *   matsu    M-01 M-02                  zone internet
 *   honcho also lends the kits K-1, due the same day, and K-2, due on the third open day
 *
 *   aya    general affairs   number, internet        ben, eri   general affairs   internet
 *   chie   welfare           internet                dan        welfare           lgwan
 * </pre>
 */
final class Scene {
  static final LocalDate WEDNESDAY = LocalDate.of(2026, 11, 18);
  static final LocalDate HOLIDAY = LocalDate.of(2026, 11, 23);
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  static final Map<String, Person> PEOPLE =
      new TreeMap<>(
          Map.of(
              "aya", new Person("aya", "general affairs", List.of("number", "internet")),
              "ben", new Person("ben", "general affairs", List.of("internet")),
              "chie", new Person("chie", "welfare", List.of("internet")),
              "dan", new Person("dan", "welfare", List.of("lgwan")),
              "eri", new Person("eri", "general affairs", List.of("internet"))));

  Seating state;
  final List<Event> events = new ArrayList<>();
  private long seq;

  private Scene(City city) {
    state = Seating.of(city, directory());
  }

  static Scene standard() {
    return with(Policy.STANDARD);
  }

  static Scene with(Policy policy, Cap... caps) {
    return new Scene(city(policy, caps));
  }

  static Policy kiosk(Policy.Departments departments, int spacing, boolean notSameSeatTwice) {
    Policy p = Policy.STANDARD;
    return new Policy(
        p.slots(),
        p.amEnds(),
        p.pmStarts(),
        p.grace(),
        p.reservedBefore(),
        p.warnBefore(),
        p.noPresence(),
        p.unclaimedUse(),
        p.daysAhead(),
        new Policy.Kiosk(departments, spacing, notSameSeatTwice));
  }

  static City city(Policy policy, Cap... caps) {
    Office honcho =
        office(
            "honcho",
            policy,
            List.of(caps),
            new Seat("A-01", "internet", 0, 0, true),
            new Seat("A-02", "internet", 1, 0, false),
            new Seat("A-03", "internet", 5, 0, true),
            new Seat("N-01", "number", 0, 3, false));
    Office lending = lending(honcho);
    Office matsu =
        office(
            "matsu",
            policy,
            List.of(),
            new Seat("M-01", "internet", 0, 0, false),
            new Seat("M-02", "internet", 1, 0, false));
    return new City(
        new Text("松本市", "Matsumoto"),
        JAPAN,
        List.of("number", "lgwan", "internet"),
        List.of(lending, matsu),
        List.of(),
        Set.of(HOLIDAY));
  }

  private static Office lending(Office office) {
    return new Office(
        office.id(),
        office.name(),
        office.hours(),
        office.opensOnHolidays(),
        office.closures(),
        office.caps(),
        office.policy(),
        office.seats(),
        office.rooms(),
        List.of(
            new Kit("K-1", new Text("機材1", "Kit 1"), List.of(new Text("カメラ", "Camera")), 1),
            new Kit("K-2", new Text("機材2", "Kit 2"), List.of(), 3)));
  }

  static KitId kit(String name) {
    return new KitId("honcho", name);
  }

  private static Office office(String id, Policy policy, List<Cap> caps, Seat... seats) {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY) {
        hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
      }
    }
    return new Office(
        id,
        new Text(id, id),
        hours,
        false,
        Set.of(),
        caps,
        policy,
        Office.byName(List.of(seats)),
        List.of(new Room("vc-1", new Text("会議室", "Room"))));
  }

  static Directory directory() {
    Map<String, String> cards = new LinkedHashMap<>();
    PEOPLE.keySet().forEach(person -> cards.put(cardOf(person), person));
    return new Directory(cards, PEOPLE);
  }

  /** The digest of that person's card, or of a stranger's. */
  static String cardOf(String person) {
    return "k1:" + (person + "-".repeat(43)).substring(0, 43);
  }

  static SeatId seat(String name) {
    return new SeatId(name.startsWith("M") ? "matsu" : "honcho", name);
  }

  static Instant at(String time) {
    LocalDateTime local =
        time.contains("T") ? LocalDateTime.parse(time) : WEDNESDAY.atTime(LocalTime.parse(time));
    return local.atZone(JAPAN).toInstant();
  }

  Decision does(Command command) {
    Decision decision = SeatRules.decide(state, command);
    events.addAll(decision.events());
    state = state.applyAll(decision.events());
    return decision;
  }

  /** What a person's card gets at the reader of that seat. */
  Answer taps(String person, String seat, String time) {
    return atReader(seat(seat).office(), new ReaderName.AtSeat(seat), digest(person), at(time));
  }

  /** What a person's card gets at the door of that office. */
  Answer tapsKiosk(String person, String office, String time) {
    return atReader(office, new ReaderName.Kiosk("door"), digest(person), at(time));
  }

  Answer atReader(String office, ReaderName reader, Command.CardRef card, Instant at) {
    return answered(does(new Command.Tap(nextTap(), office, reader, card, at)));
  }

  Answer phones(String person, String seat, String time) {
    return answered(does(new Command.PhoneTap(nextTap(), seat(seat), person, at(time))));
  }

  static Command.CardRef digest(String person) {
    return new Command.CardRef.Digest(cardOf(person));
  }

  private TapId nextTap() {
    return new TapId("unit-1", "boot-1", ++seq);
  }

  private static Answer answered(Decision decision) {
    return assertInstanceOf(Decision.Answered.class, decision).answer();
  }

  /** Asked for at 07:00; named after person and seat. */
  Decision reserves(String person, String seat, String from, String to) {
    return reserves(person, seat, from, to, "07:00");
  }

  Decision reserves(String person, String seat, String from, String to, String asked) {
    return does(
        new Command.Reserve(
            person + "@" + seat, seat(seat), person, at(from), at(to), person, at(asked)));
  }

  void advance(String time) {
    does(new Command.Advance(at(time)));
  }

  void senses(String seat, boolean present, String time) {
    does(
        new Command.SensePresence(
            seat(seat), present ? Occupancy.OCCUPIED : Occupancy.VACANT, at(time)));
  }

  /** Who holds that seat, null for nobody. */
  @Nullable String holder(String seat) {
    Claim claim = state.seat(seat(seat)).claim();
    return claim == null ? null : claim.person();
  }

  <E extends Event> List<E> told(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Event.Ended lastEnd() {
    return told(Event.Ended.class).getLast();
  }

  void assertEnded(String seat, String person, EndReason reason, String time) {
    Event.Ended end = lastEnd();
    assertEquals(
        List.of(seat(seat), person, reason, at(time)),
        List.of(end.seat(), end.person(), end.reason(), end.at()));
  }

  static Answer granted(String seat, String until) {
    return new Answer.Granted(seat(seat), at(until), null);
  }

  static Answer denied(DenyReason reason, String seat) {
    return Answer.Denied.because(reason, seat(seat));
  }

  static Answer released(String seat) {
    return new Answer.Released(seat(seat));
  }

  static Answer assigned(String seat) {
    return new Answer.Assigned(seat(seat), at("17:15"), null);
  }
}
