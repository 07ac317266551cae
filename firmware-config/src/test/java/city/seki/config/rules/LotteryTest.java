package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Wishes until the draw, and who gets what by it: the office draws at noon of the day before. */
class LotteryTest {
  private static final LocalDate THURSDAY = Scene.WEDNESDAY.plusDays(1);
  private static final Reserving AT_NOON =
      Reserving.FREELY.drawing(new Reserving.Lottery(1, LocalTime.NOON));
  private static final List<String> INTERNET = List.of("aya", "ben", "chie", "eri");

  private final Scene scene = Scene.with(Policy.STANDARD.asking(AT_NOON));

  private static Wish wish(String id, String person, @Nullable String seat) {
    String zone = seat == null ? null : seat.startsWith("N") ? "number" : "internet";
    return wish(id, person, seat, zone, true);
  }

  private static Wish wish(
      String id, String person, @Nullable String seat, @Nullable String zone, boolean morning) {
    return new Wish(
        id,
        person,
        "honcho",
        seat,
        zone,
        THURSDAY,
        at(THURSDAY + (morning ? "T08:30" : "T13:00")),
        at(THURSDAY + (morning ? "T12:00" : "T17:15")));
  }

  private Decision wishes(Wish wish, String time) {
    return scene.does(new Command.MakeWish(wish, at(time)));
  }

  private Decision draws(String seed, String time) {
    return scene.does(new Command.DrawLots("honcho", THURSDAY, seed, at(time)));
  }

  private Decision reserves(String person, String seat, String asked) {
    return scene.reserves(person, seat, THURSDAY + "T08:30", THURSDAY + "T12:00", asked);
  }

  private static String seed(Random random) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  private static String name(Random random) {
    return "w-" + Long.toHexString(random.nextLong());
  }

  private static void granted(Decision decision) {
    assertInstanceOf(Decision.Done.class, decision);
  }

  private static void refused(Refusal why, Decision decision) {
    assertEquals(why, assertInstanceOf(Decision.Refused.class, decision).reason());
  }

  /** Who got which seat, and who got none why. */
  private static Map<String, String> outcome(List<Event> events, Seating before) {
    Map<String, String> outcome = new TreeMap<>();
    for (Event event : events) {
      if (event instanceof Event.Reserved given) {
        outcome.put(given.reservation().person(), given.reservation().seat().seat());
      } else if (event instanceof Event.WishLost lost) {
        Wish wish = before.wishes().open().get(lost.wish());
        outcome.put(wish == null ? "?" : wish.person(), lost.reason().word());
      }
    }
    return outcome;
  }

  @Test
  void until_the_draw_people_wish_and_from_then_on_whoever_comes_first_has_what_is_left() {
    refused(Refusal.LOTTERY, reserves("ben", "A-01", "11:59"));
    granted(wishes(wish("w-1", "ben", "A-01"), "11:59"));
    refused(Refusal.NO_LOTTERY, wishes(wish("w-2", "chie", "A-01"), "12:00"));
    refused(Refusal.LOTTERY, reserves("chie", "A-02", "12:00")); // the draw is a moment late
    assertEquals(
        List.of(new Wishes.Draw("honcho", THURSDAY)), Lottery.due(scene.state, at("12:00")));
    granted(draws("ab", "12:00:01"));
    assertEquals("ben", scene.state.seat(seat("A-01")).reservations().getFirst().person());
    granted(reserves("chie", "A-02", "12:00:02"));
    refused(Refusal.RESERVED, reserves("eri", "A-01", "12:00:02"));
  }

  @Test
  void where_nobody_wished_there_is_nothing_to_draw_and_whoever_comes_first_has_it() {
    assertEquals(List.of(), Lottery.due(scene.state, at("12:00")));
    granted(reserves("chie", "A-02", "12:00"));
  }

  @Test
  void an_office_without_a_lottery_knows_no_wishes() {
    Scene other = Scene.standard();
    refused(
        Refusal.NO_LOTTERY,
        other.does(new Command.MakeWish(wish("w-1", "ben", "A-01"), at("09:00"))));
    granted(other.reserves("ben", "A-01", THURSDAY + "T08:30", THURSDAY + "T12:00", "09:00"));
  }

  @Test
  void one_wish_for_a_time_by_who_could_have_such_a_seat() {
    granted(wishes(wish("w-1", "ben", "A-01"), "09:00"));
    refused(Refusal.ALREADY_WISHED, wishes(wish("w-2", "ben", null), "09:00"));
    granted(wishes(wish("w-3", "ben", "A-02", "internet", false), "09:00"));
    refused(Refusal.NOT_ELIGIBLE, wishes(wish("w-4", "chie", "N-01"), "09:00"));
    refused(Refusal.UNKNOWN_SEAT, wishes(wish("w-5", "chie", "Z-99"), "09:00"));
    refused(Refusal.UNKNOWN_PERSON, wishes(wish("w-6", "nobody", null), "09:00"));
    granted(scene.does(new Command.WithdrawWish("w-1", at("09:10"))));
    refused(Refusal.UNKNOWN_WISH, scene.does(new Command.WithdrawWish("w-1", at("09:11"))));
    granted(wishes(wish("w-7", "ben", null), "09:12"));
  }

  @Test
  void facilities_reserve_for_others_and_cards_at_readers_are_as_ever() {
    granted(
        scene.does(
            new Command.Reserve(
                "f",
                seat("A-01"),
                "ben",
                at(THURSDAY + "T08:30"),
                at(THURSDAY + "T12:00"),
                "facilities",
                at("09:00"))));
    assertEquals(Scene.granted("A-02", "17:15"), scene.taps("ben", "A-02", "09:30"));
  }

  @Test
  void the_wanted_seat_then_its_zone_then_any_if_that_was_said() {
    granted(wishes(wish("w-1", "aya", "N-01"), "09:00"));
    granted(wishes(wish("w-2", "ben", "A-02"), "09:00"));
    granted(wishes(wish("w-3", "chie", "A-02"), "09:00"));
    granted(wishes(wish("w-4", "eri", "A-02"), "09:00"));
    Seating before = scene.state;
    Map<String, String> first = outcome(draws("01", "12:00").events(), before);
    assertEquals("N-01", first.get("aya"));
    assertEquals(
        List.of("A-01", "A-02", "A-03"),
        INTERNET.stream().filter(p -> !p.equals("aya")).map(first::get).sorted().toList());
  }

  @Test
  void accessible_seats_go_to_who_needs_one_first() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Scene kept = withAccessible(AT_NOON);
      for (String person : INTERNET) {
        kept.does(
            new Command.MakeWish(wish(name(random), person, null, "internet", true), at("09:00")));
      }
      Seating before = kept.state;
      Decision drawn =
          kept.does(new Command.DrawLots("honcho", THURSDAY, seed(random), at("12:00")));
      assertEquals("A-01", outcome(drawn.events(), before).get("eri"), "seed " + seed);
    }
  }

  private static Scene withAccessible(Reserving reserving) {
    return FairRulesTest.withAccessible(reserving);
  }

  @Test
  void the_order_in_which_people_wish_does_not_matter() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<Wish> wishes = new ArrayList<>();
      for (String person : INTERNET) {
        String wanted = random.nextBoolean() ? null : "A-0" + (1 + random.nextInt(3));
        wishes.add(wish(name(random), person, wanted, "internet", random.nextInt(4) > 0));
      }
      String lots = seed(random);
      assertEquals(
          drawn(wishes, lots), drawn(wishes.reversed(), lots), "seed " + seed + " " + wishes);
    }
  }

  private static List<Event> drawn(List<Wish> wishes, String lots) {
    Scene scene = Scene.with(Policy.STANDARD.asking(AT_NOON));
    Instant at = at("09:00");
    for (Wish wish : wishes) {
      granted(scene.does(new Command.MakeWish(wish, at)));
      at = at.plusSeconds(60);
    }
    return scene.does(new Command.DrawLots("honcho", THURSDAY, lots, at("12:00"))).events();
  }

  /** Four wish for three seats: with these seeds everybody wins close to three times of four. */
  @Test
  void everybody_has_the_same_chance_whoever_comes_first() {
    int draws = 4_000;
    Random random = new Random(20_261_130);
    Map<String, Integer> won = new TreeMap<>();
    for (int i = 0; i < draws; i++) {
      List<Wish> wishes = new ArrayList<>();
      INTERNET.forEach(person -> wishes.add(wish(name(random), person, null, "internet", true)));
      for (Event event : drawn(wishes, seed(random))) {
        if (event instanceof Event.Reserved given) {
          won.merge(given.reservation().person(), 1, Integer::sum);
        }
      }
    }
    won.forEach(
        (person, times) ->
            assertTrue(Math.abs(times - draws * 3 / 4) < draws / 40, person + " of " + won));
    assertEquals(draws * 3, won.values().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void another_seed_is_another_order() {
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      wishes.add(wish("w-" + i, "ben", null));
    }
    assertEquals(Lottery.order("0a0b", wishes), Lottery.order("0a0b", wishes.reversed()));
    assertNotEquals(Lottery.order("0a0b", wishes), Lottery.order("0a0c", wishes));
  }

  @Test
  void lots_are_drawn_once_for_a_day_whatever_the_files_say_later() {
    granted(wishes(wish("w-1", "ben", "A-01"), "09:00"));
    refused(Refusal.NOTHING_TO_DO, draws("ab", "11:59"));
    granted(draws("ab", "12:00"));
    refused(Refusal.NOTHING_TO_DO, draws("cd", "12:00:01"));
    Reserving later = Reserving.FREELY.drawing(new Reserving.Lottery(1, LocalTime.of(18, 0)));
    scene.state =
        scene.state.reconfigured(Scene.city(Policy.STANDARD.asking(later)), Scene.directory());
    refused(Refusal.NO_LOTTERY, wishes(wish("w-2", "chie", "A-02"), "12:30"));
    granted(reserves("chie", "A-02", "12:30"));
  }

  @Test
  void an_office_that_draws_no_more_decides_the_wishes_that_wait_at_once() {
    granted(wishes(wish("w-1", "ben", "A-01"), "09:00"));
    City free = Scene.city(Policy.STANDARD);
    scene.state = scene.state.reconfigured(free, Scene.directory());
    assertEquals(1, Lottery.due(scene.state, at("09:01")).size());
    granted(draws("ab", "09:01"));
    assertEquals(1, scene.state.reservations().size());
  }

  @Test
  void a_hub_that_is_back_before_the_day_draws_late_and_none_later() {
    Reserving until =
        new Reserving(1, LocalTime.of(13, 0), false, 0, false)
            .drawing(new Reserving.Lottery(1, LocalTime.NOON));
    Scene away = Scene.with(Policy.STANDARD.asking(until));
    away.does(new Command.MakeWish(wish("w-1", "ben", "A-01"), at("09:00")));
    Seating before = away.state;
    away.does(new Command.DrawLots("honcho", THURSDAY, "ab", at("23:59:59")));
    assertEquals(1, away.state.reservations().size(), "its time to reserve was over by then");
    away.state = before;
    Decision drawn =
        away.does(new Command.DrawLots("honcho", THURSDAY, "ab", at(THURSDAY + "T00:00")));
    assertEquals(Map.of("ben", "no-draw"), outcome(drawn.events(), before));
    assertTrue(away.state.wishes().open().isEmpty());
  }

  /**
   * Wishes, reservations, closures and files at random: what is given would be granted at its turn,
   * who is given none could have none, and the same seed on the same record gives the same.
   */
  @Test
  void what_is_given_breaks_no_rule_and_can_be_drawn_again() {
    int given = 0;
    int lost = 0;
    for (long seed = 1; seed <= 400; seed++) {
      Random random = new Random(seed);
      Reserving asks =
          new Reserving(0, null, false, random.nextInt(3), random.nextBoolean())
              .drawing(new Reserving.Lottery(1, LocalTime.NOON));
      Scene world = withAccessible(asks);
      randomly(world, random);
      Seating before = world.state;
      String lots = seed(random);
      Decision decision =
          world.does(new Command.DrawLots("honcho", THURSDAY, lots, at("12:00:01")));
      Seating turn = before;
      for (Event event : decision.events()) {
        String what = "seed " + seed + " " + event;
        if (event instanceof Event.Reserved won) {
          given++;
          assertEquals(null, ReservationRules.refusal(turn, again(won.reservation())), what);
        }
        turn = turn.apply(event);
      }
      for (Event event : decision.events()) {
        if (event instanceof Event.WishLost gone) {
          lost++;
          nothingWasLeft(before, turn, gone, "seed " + seed + " " + event);
        }
      }
      Command again = new Command.DrawLots("honcho", THURSDAY, lots, at("12:00:01"));
      assertEquals(decision, SeatRules.decide(before, again), "seed " + seed);
    }
    assertTrue(given > 500 && lost > 100, given + " given and " + lost + " lost");
  }

  private static void randomly(Scene world, Random random) {
    for (int i = 0; i < 25; i++) {
      String person = List.of("aya", "ben", "chie", "dan", "eri").get(random.nextInt(5));
      String seat = List.of("A-01", "A-02", "A-03", "N-01", "M-01").get(random.nextInt(5));
      boolean morning = random.nextBoolean();
      String wanted = random.nextBoolean() || seat.startsWith("M") ? null : seat;
      String zone = random.nextInt(3) == 0 ? null : seat.startsWith("N") ? "number" : "internet";
      String from = THURSDAY + (morning ? "T08:30" : "T13:00");
      String to = THURSDAY + (morning ? "T12:00" : "T17:15");
      switch (random.nextInt(8)) {
        case 0 ->
            world.does(
                new Command.Reserve(
                    "r" + i, seat(seat), person, at(from), at(to), "facilities", at("09:00")));
        case 1 -> {
          world.taps(person, "A-0" + (1 + random.nextInt(3)), "09:00");
          world.advance("09:00");
        }
        case 2 ->
            world.does(
                new Command.TakeOutOfService(
                    seat(seat),
                    new Outage(Outage.Reason.OTHER, "-", at(from), at(to)),
                    false,
                    "f",
                    at("09:00")));
        default ->
            world.does(
                new Command.MakeWish(
                    wish(name(random), person, wanted, zone, morning), at("09:00")));
      }
    }
  }

  private static Command.Reserve again(Reservation r) {
    return new Command.Reserve(
        r.id(), r.seat(), r.person(), r.from(), r.to(), r.person(), at("12:00"));
  }

  private static void nothingWasLeft(
      Seating before, Seating after, Event.WishLost gone, String what) {
    Wish wish = before.wishes().open().get(gone.wish());
    var office = after.city().office("honcho");
    var person = wish == null ? null : after.directory().person(wish.person());
    if (wish == null || office == null || person == null) {
      throw new AssertionError(what);
    }
    WishRules.seats(office, person, wish)
        .forEach(
            place ->
                assertNotEquals(
                    null,
                    ReservationRules.refusal(
                        after, WishRules.asked(wish, office, place, at("12:00"))),
                    what + " " + place));
    if (person.needsAccessible() && gone.reason() == Refusal.NOT_DRAWN) {
      after.seat(seat("A-01")).reservations().stream()
          .filter(r -> r.overlaps(wish.from(), wish.to()) && r.id().startsWith("r-"))
          .filter(r -> wish.zone() == null || wish.zone().equals("internet"))
          .forEach(r -> assertEquals("eri", r.person(), what));
    }
  }
}
