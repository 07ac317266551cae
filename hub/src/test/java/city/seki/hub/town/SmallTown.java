package city.seki.hub.town;

import static java.util.stream.Collectors.toMap;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One office of six seats, the first four read by unit {@code u1}; ten people, each with a card.
 */
public final class SmallTown {
  /** A Tuesday, when the office is open. */
  public static final Instant TEN = Instant.parse("2026-11-24T10:00:00+09:00");

  public static final String OFFICE = "chuo";
  public static final int SEATS = 6;
  public static final int READ = 4;
  public static final int PEOPLE = 10;

  private SmallTown() {}

  /** Everything as it is when nobody came yet. */
  public static Seating empty() {
    return Seating.of(city(), directory());
  }

  public static City city() {
    List<Seat> seats =
        IntStream.rangeClosed(1, SEATS)
            .mapToObj(i -> new Seat(name(i), "lgwan", i, 0, false))
            .toList();
    Office office =
        new Office(
            OFFICE,
            new Text("中央公民館", "Central"),
            Map.of(DayOfWeek.TUESDAY, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15))),
            false,
            Set.of(),
            List.of(),
            Policy.STANDARD,
            Office.byName(seats),
            List.of());
    List<Wiring> readers =
        IntStream.rangeClosed(1, READ)
            .mapToObj(i -> new Wiring(new ReaderName.AtSeat(name(i)), "pcsc:" + i, null))
            .toList();
    return new City(
        new Text("町", "Town"),
        ZoneId.of("Asia/Tokyo"),
        List.of("lgwan"),
        List.of(office),
        List.of(new Unit("u1", OFFICE, readers)),
        Set.of());
  }

  private static Directory directory() {
    return new Directory(
        IntStream.rangeClosed(1, PEOPLE).boxed().collect(toMap(SmallTown::card, SmallTown::person)),
        IntStream.rangeClosed(1, PEOPLE)
            .boxed()
            .collect(
                toMap(
                    SmallTown::person,
                    i -> new Directory.Person(person(i), "総務部", List.of("lgwan")))));
  }

  /** {@code A-01} and so on. */
  public static String name(int seat) {
    return "A-%02d".formatted(seat);
  }

  public static SeatId seat(int seat) {
    return new SeatId(OFFICE, name(seat));
  }

  public static String person(int number) {
    return "p-" + number;
  }

  /** The digest of that person's card. */
  public static String card(int person) {
    return "k1:%043d".formatted(person);
  }

  /** That person's card at that seat. */
  public static Command.Tap tap(long seq, int seat, int person, Instant at) {
    return new Command.Tap(
        new TapId("u1", "boot", seq),
        OFFICE,
        new ReaderName.AtSeat(name(seat)),
        new Command.CardRef.Digest(card(person)),
        at);
  }
}
