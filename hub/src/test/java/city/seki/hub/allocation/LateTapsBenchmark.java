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
import city.seki.config.rules.Directory;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * How long late taps hold up the allocation: 200 units in ten offices, a full day of 2,000 taps on
 * record, then a batch of 1,000 late taps of that day. Prints milliseconds, with and without caps,
 * for a day that is not over and for one that is.
 */
final class LateTapsBenchmark {
  private static final int OFFICES = 10;
  private static final int SEATS = 20;
  private static final int PEOPLE = 400;
  private static final int ONLINE = 2_000;
  private static final int LATE = 1_000;

  private LateTapsBenchmark() {}

  private static Seating empty(boolean capped) {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    }
    List<Cap> caps = capped ? List.of(new Cap(SEATS * 3 / 4, null, null, null)) : List.of();
    List<Office> offices = new ArrayList<>();
    for (int office = 0; office < OFFICES; office++) {
      List<Seat> seats = new ArrayList<>();
      for (int seat = 0; seat < SEATS; seat++) {
        seats.add(new Seat("A-" + seat, "lgwan", seat, 0, false));
      }
      Text name = new Text("o", "o");
      offices.add(
          new Office(
              "o" + office,
              name,
              hours,
              true,
              Set.of(),
              caps,
              Policy.STANDARD,
              Office.byName(seats),
              List.of()));
    }
    Map<String, String> cards = new HashMap<>();
    Map<String, Person> persons = new HashMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      persons.put("p" + i, new Person("p" + i, "d", List.of("lgwan")));
      cards.put("card-" + i, "p" + i);
    }
    City city =
        new City(new Text("", ""), LateDays.JAPAN, List.of("lgwan"), offices, List.of(), Set.of());
    return Seating.of(city, new Directory(cards, persons));
  }

  private static Command.Tap tap(Random random, int n, boolean late) {
    SeatId seat = new SeatId("o" + random.nextInt(OFFICES), "A-" + random.nextInt(SEATS));
    Answer told = late ? new Answer.Granted(seat, LateDays.at(1, 1035), null) : null;
    return new Command.Tap(
        new TapId(seat.toString(), late ? "late" : "b", n),
        seat.office(),
        new ReaderName.AtSeat(seat.seat()),
        new Command.CardRef.Digest("card-" + random.nextInt(PEOPLE)),
        LateDays.at(1, 510).plusMillis(n * (500L * 60_000) / (late ? LATE : ONLINE)),
        told,
        late);
  }

  private static double millis(Allocator allocator, List<? extends Command> commands) {
    List<Allocator.Request> requests = new ArrayList<>();
    commands.forEach(command -> requests.add(new Allocator.Request(command, decision -> {})));
    long start = System.nanoTime();
    allocator.decide(requests);
    return (System.nanoTime() - start) / 1e6;
  }

  private static String run(Path file, boolean capped, boolean over) {
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      Allocator allocator = new Allocator(ledger, empty(capped), past -> {});
      Random random = new Random(1);
      List<Command.Tap> online = new ArrayList<>();
      List<Command.Tap> late = new ArrayList<>();
      for (int n = 0; n < ONLINE; n++) {
        online.add(tap(random, n, false));
      }
      for (int n = 0; n < LATE; n++) {
        late.add(tap(random, n, true));
      }
      double inOrder = 0;
      for (Command.Tap tap : online) {
        inOrder += millis(allocator, List.of(tap));
      }
      millis(allocator, List.of(new Command.Advance(LateDays.at(over ? 2 : 1, 1010))));
      Allocator restarted = over ? new Allocator(ledger, empty(capped), past -> {}) : allocator;
      double one = millis(restarted, List.of(late.getFirst()));
      double all = millis(restarted, late.subList(1, LATE));
      return "caps %5s, day over %5s: in order %.3f ms each, one late %.1f ms, 999 late %.1f ms"
          .formatted(capped, over, inOrder / ONLINE, one, all);
    }
  }

  public static void main(String[] arguments) throws IOException {
    for (int round = 0; round < 3; round++) {
      for (boolean capped : new boolean[] {false, true}) {
        for (boolean over : new boolean[] {false, true}) {
          Path folder = Files.createTempDirectory("late");
          System.out.println(run(folder.resolve("ledger.db"), capped, over));
        }
      }
    }
  }
}
