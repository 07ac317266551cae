package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.Lottery;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Wish;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.Ledger;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.town.SmallTown;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lots are drawn once, whatever happens to the hub, and again by whoever has the ledger. */
class DrawsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
  private static final Instant BEFORE = Instant.parse("2026-11-30T11:00:00+09:00");
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00+09:00");

  @TempDir Path folder;

  /** Asked on the thread of the test. */
  private record Asked(Allocator allocator) implements Allocation {
    @Override
    public Seating state() {
      return allocator.state();
    }

    @Override
    public void submit(Command command, Consumer<Decision> reply) {
      allocator.decide(List.of(new Allocator.Request(command, reply::accept))).answer();
    }
  }

  /** Ten people, six seats. */
  private static Seating town() {
    City city = SmallTown.city();
    Office office = city.offices().values().iterator().next();
    Policy policy =
        Policy.STANDARD.asking(Reserving.FREELY.drawing(new Reserving.Lottery(1, LocalTime.NOON)));
    Office drawing =
        new Office(
            office.id(),
            office.name(),
            office.hours(),
            office.opensOnHolidays(),
            office.closures(),
            office.caps(),
            policy,
            office.seats(),
            office.rooms(),
            office.kits());
    return Seating.of(
        new City(
            city.name(),
            city.timeZone(),
            city.zones(),
            List.of(drawing),
            List.copyOf(city.units().values()),
            city.holidays()),
        SmallTown.empty().directory());
  }

  private Ledger ledger() {
    return SqliteLedger.open(folder.resolve("ledger.db"));
  }

  private static Allocator allocator(Ledger ledger) {
    return new Allocator(ledger, town(), past -> {});
  }

  private static void wish(Asked asked) {
    for (int i = 1; i <= SmallTown.PEOPLE; i++) {
      Wish wish =
          new Wish(
              "w-" + i,
              SmallTown.person(i),
              SmallTown.OFFICE,
              i % 2 == 0 ? "A-01" : null,
              "lgwan",
              DAY,
              Instant.parse("2026-12-01T08:30:00+09:00"),
              Instant.parse("2026-12-01T12:00:00+09:00"));
      asked.submit(
          new Command.MakeWish(wish, BEFORE),
          decision -> assertInstanceOf(Decision.Done.class, decision));
    }
  }

  private static List<Event> events(Ledger ledger) {
    List<Event> events = new ArrayList<>();
    ledger.replay(events::add);
    return events;
  }

  private static long drawn(List<Event> events) {
    return events.stream().filter(Event.Drawn.class::isInstance).count();
  }

  @Test
  void lots_are_drawn_once_also_after_restarts() throws Exception {
    try (Ledger ledger = ledger()) {
      Asked asked = new Asked(allocator(ledger));
      wish(asked);
      new Draws(asked, new Random(1)).look(NOON.minusMillis(1));
      assertEquals(0, drawn(events(ledger)), "it is not time");
    }
    List<Event> written;
    try (Ledger ledger = ledger()) {
      Asked asked = new Asked(allocator(ledger));
      Draws draws = new Draws(asked, new Random(2));
      draws.look(NOON);
      draws.look(NOON.plusSeconds(1));
      written = events(ledger);
      assertEquals(1, drawn(written));
      assertEquals(SmallTown.SEATS, asked.state().reservations().size());
    }
    try (Ledger ledger = ledger()) {
      Asked asked = new Asked(allocator(ledger));
      new Draws(asked, new Random(3)).look(NOON.plusSeconds(2));
      assertEquals(written, events(ledger));
    }
  }

  @Test
  void a_hub_that_fell_before_it_was_written_draws_again_and_nobody_was_told() throws Exception {
    InMemoryLedger disk = new InMemoryLedger();
    boolean[] full = new boolean[1];
    Ledger failing =
        new InMemoryLedger() {
          @Override
          public void append(List<Event> more) {
            if (full[0]) {
              throw new DataException("the disk is full");
            }
            disk.append(more);
            super.append(more);
          }
        };
    Asked asked = new Asked(allocator(failing));
    wish(asked);
    full[0] = true;
    assertThrows(DataException.class, () -> new Draws(asked, new Random(1)).look(NOON));
    assertEquals(0, drawn(disk.events));
    Asked again = new Asked(allocator(disk));
    assertEquals(1, Lottery.due(again.state(), NOON).size());
    new Draws(again, new Random(2)).look(NOON.plusSeconds(60));
    assertEquals(1, drawn(disk.events));
    assertEquals(SmallTown.SEATS, again.state().reservations().size());
  }

  @Test
  void whoever_has_the_ledger_and_the_files_draws_the_same() throws Exception {
    for (int seed = 1; seed <= 20; seed++) {
      try (Ledger ledger = SqliteLedger.open(folder.resolve(seed + ".db"))) {
        Asked asked = new Asked(allocator(ledger));
        wish(asked);
        new Draws(asked, new Random(seed)).look(NOON);
        List<Event> events = events(ledger);
        int at = 0;
        while (!(events.get(at) instanceof Event.Drawn)) {
          at++;
        }
        Event.Drawn drawn = (Event.Drawn) events.get(at);
        Decision again =
            SeatRules.decide(
                town().applyAll(events.subList(0, at)),
                new Command.DrawLots(
                    drawn.office(), drawn.day(), String.valueOf(drawn.seed()), drawn.at()));
        assertEquals(events.subList(at, events.size()), again.events(), "seed " + seed);
        assertTrue(again.events().size() > SmallTown.SEATS, "some won and some lost");
      }
    }
  }
}
