package city.seki.config.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SnapshotMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A unit that is alone decides by its snapshot as its hub would have, at that moment. */
class OfficeStateTest {
  private static final List<String> BEARERS =
      List.of("aya", "ben", "chie", "dan", "eri", "stranger-1", "stranger-2");

  @Test
  void a_tap_at_the_office_is_decided_by_the_snapshot_as_by_the_hub() throws BadMessage {
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Seating state = Scene.standard().state;
      for (Command command : Histories.of(seed, 120)) {
        state = after(state, command);
        if (random.nextInt(12) == 0) {
          compare("seed " + seed, state, timeOf(command), random, seen);
        }
      }
    }
    for (Outcome outcome : Outcome.values()) {
      assertTrue(seen.getOrDefault(outcome, 0) > 50, outcome + " hardly ever came: " + seen);
    }
  }

  private enum Outcome {
    GRANTED,
    RELEASED,
    LENT,
    RETURNED,
    ASSIGNED,
    DENIED
  }

  private static Seating after(Seating state, Command command) {
    Seating next = state.applyAll(SeatRules.decide(state, command).events());
    return command instanceof Command.Reconfigure files
        ? next.reconfigured(files.city(), files.directory())
        : next;
  }

  private static Instant timeOf(Command command) {
    return switch (command) {
      case Command.Tap c -> c.at();
      case Command.PhoneTap c -> c.at();
      case Command.Reserve c -> c.at();
      case Command.CancelReservation c -> c.at();
      case Command.EndClaim c -> c.at();
      case Command.TakeOutOfService c -> c.at();
      case Command.PutIntoService c -> c.at();
      case Command.OfMeasure c -> c.at();
      case Command.OfLottery c -> c.at();
      case Command.SensePresence c -> c.at();
      case Command.BlockCard c -> c.at();
      case Command.UnblockCard c -> c.at();
      case Command.LinkCard c -> c.at();
      case Command.OfKit c -> c.at();
      case Command.SenseRoom c -> c.at();
      case Command.SeeDevice c -> c.at();
      case Command.BookRoom c -> c.at();
      case Command.Advance c -> c.at();
      case Command.Reconfigure c -> c.at();
    };
  }

  private static void compare(
      String where, Seating hub, Instant now, Random random, Map<Outcome, Integer> seen)
      throws BadMessage {
    for (Office office : hub.city().offices().values()) {
      Seating alone = overTheWire(hub, office, now);
      for (int i = 0; i < 8; i++) {
        String bearer = BEARERS.get(random.nextInt(BEARERS.size()));
        if (sitsElsewhere(hub, office, bearer) || isTagElsewhere(hub, office, bearer)) {
          continue;
        }
        Office told = Objects.requireNonNull(alone.city().office(office.id()));
        Command.Tap tap = tap(told, bearer, later(now, random), random);
        Decision decided = same(where, hub, alone, tap, seen);
        if (tap.reader() instanceof ReaderName.Kiosk && office.id().equals("honcho")) {
          Seating there = hub.applyAll(decided.events());
          Seating here = alone.applyAll(decided.events());
          Command.Tap tag = tag(tap, random.nextInt(40), random);
          List<? extends Event> events = same(where, there, here, tag, seen).events();
          Command.Tap again = tag(tag, 10, random);
          same(where, there.applyAll(events), here.applyAll(events), again, seen);
        }
      }
    }
  }

  private static Decision same(
      String where, Seating hub, Seating alone, Command.Tap tap, Map<Outcome, Integer> seen) {
    Decision expected = SeatRules.decide(hub, tap);
    assertEquals(expected, SeatRules.decide(alone, tap), () -> where + ": " + tap);
    seen.merge(outcome(((Decision.Answered) expected).answer()), 1, Integer::sum);
    return expected;
  }

  /** A kit follows the card. */
  private static Command.Tap tag(Command.Tap card, int seconds, Random random) {
    return new Command.Tap(
        new TapId("unit-9", "boot-9", 2),
        card.office(),
        card.reader(),
        Scene.digest("tag-" + (1 + random.nextInt(2))),
        card.at().plusSeconds(seconds));
  }

  /** Written, read, and put together again, with people who are a little out of date. */
  private static Seating overTheWire(Seating hub, Office office, Instant now) throws BadMessage {
    List<String> readers = new ArrayList<>(List.of("kiosk:door"));
    office.seats().keySet().forEach(seat -> readers.add("seat:" + seat));
    PeopleMessage people = PeopleMessage.parse(new PeopleMessage(hub.directory()).toJson());
    SnapshotMessage made =
        new SnapshotMessage(
            7, now, "p", OfficeState.of(hub, office, readers, people.directory(), now));
    SnapshotMessage read = SnapshotMessage.parse(made.toJson());
    assertEquals(made, read);
    return read.office().seating(people.directory());
  }

  private static boolean sitsElsewhere(Seating hub, Office office, String bearer) {
    String person = hub.personOf(Scene.cardOf(bearer));
    SeatId held = person == null ? null : hub.held().get(person);
    return held != null && !held.office().equals(office.id());
  }

  /** A unit knows the tags of its own office. */
  private static boolean isTagElsewhere(Seating hub, Office office, String bearer) {
    KitId kit = hub.kits().tags().get(Scene.cardOf(bearer));
    return kit != null && !kit.office().equals(office.id());
  }

  /** Seconds, hours or weeks after the snapshot. */
  private static Instant later(Instant now, Random random) {
    int most = List.of(8, 6 * 3600, 40 * 86_400).get(random.nextInt(3));
    return now.plusMillis(random.nextLong(most * 1000L));
  }

  private static Command.Tap tap(Office office, String bearer, Instant at, Random random) {
    List<String> seats = List.copyOf(office.seats().keySet());
    ReaderName reader =
        random.nextInt(4) == 0
            ? new ReaderName.Kiosk("door")
            : new ReaderName.AtSeat(seats.get(random.nextInt(seats.size())));
    TapId id = new TapId("unit-9", "boot-9", 1);
    return new Command.Tap(id, office.id(), reader, Scene.digest(bearer), at);
  }

  private static Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Granted a -> Outcome.GRANTED;
      case Answer.Moved a -> Outcome.GRANTED;
      case Answer.Assigned a -> Outcome.ASSIGNED;
      case Answer.Released a -> Outcome.RELEASED;
      case Answer.Lent a -> Outcome.LENT;
      case Answer.Returned a -> Outcome.RETURNED;
      case Answer.Denied a -> Outcome.DENIED;
    };
  }

  @Test
  void it_tells_no_words_of_facilities_and_nothing_of_other_offices() {
    Scene scene = Scene.standard();
    scene.does(
        new Command.TakeOutOfService(
            Scene.seat("A-01"), "fac", "Ms Sato spilled tea", Scene.at("08:00")));
    scene.taps("ben", "M-01", "09:00");
    scene.taps("chie", "A-02", "09:00");
    City city = scene.state.city();
    Office office = Objects.requireNonNull(city.office("honcho"));
    OfficeState state =
        OfficeState.of(scene.state, office, List.of(), scene.state.directory(), Scene.at("09:30"));
    String json =
        new String(
            new SnapshotMessage(1, Scene.at("09:30"), "p", state).toJson(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(json.contains("chie") && !json.contains("Sato") && !json.contains("ben"), json);
    SeatState seat = state.seating(scene.state.directory()).seat(Scene.seat("A-01"));
    assertEquals(new Outage(Outage.Reason.OTHER, "", Scene.at("08:00"), null), seat.outage());
  }
}
