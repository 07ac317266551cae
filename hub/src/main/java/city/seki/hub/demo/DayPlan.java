package city.seki.hub.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Who comes and goes when on one day: a rush at opening, some at noon, most leave in the late
 * afternoon, some forget to tap out. The same seed, the same day.
 */
final class DayPlan {
  /** What somebody is up to. */
  enum Deed {
    ARRIVE,
    /** Sits down elsewhere. */
    MOVE,
    LEAVE,
    /** A visitor tries a card that nobody knows. */
    STRANGER,
    /** A visitor tries a national ID card. */
    WRONG_CARD
  }

  /**
   * @param person index into the people of the demo; any for a visitor
   */
  record Act(Instant at, int person, Deed deed) {}

  private static final double ATTENDANCE = 0.85;
  private static final LocalTime OPENING = LocalTime.of(8, 30);

  private DayPlan() {}

  /**
   * The acts of that day in order.
   *
   * @param people how many there are
   * @param seats how many seats the city has
   */
  static List<Act> of(LocalDate day, ZoneId zone, int people, int seats, RandomGenerator random) {
    List<Integer> staff = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      staff.add(i);
    }
    Collections.shuffle(staff, new Random(random.nextLong()));
    List<Act> acts = new ArrayList<>();
    int coming = Math.min(people, (int) Math.round(seats * ATTENDANCE));
    for (int i = 0; i < coming; i++) {
      visit(day.atTime(OPENING).atZone(zone).toInstant(), staff.get(i), random, acts);
    }
    for (int i = 0; i < Math.max(2, seats / 20); i++) {
      Instant at = at(day, zone, 5 + random.nextInt(480), random);
      acts.add(new Act(at, i, random.nextInt(3) == 0 ? Deed.WRONG_CARD : Deed.STRANGER));
    }
    acts.sort(Comparator.comparing(Act::at));
    return acts;
  }

  private static void visit(Instant opening, int person, RandomGenerator random, List<Act> acts) {
    int arrives = arrivalMinute(random);
    int leaves = Math.max(arrives + 45, 400 + random.nextInt(125));
    acts.add(new Act(jitter(opening, arrives, random), person, Deed.ARRIVE));
    if (random.nextInt(12) == 0 && leaves - arrives > 120) {
      int moves = arrives + 60 + random.nextInt(leaves - arrives - 110);
      acts.add(new Act(jitter(opening, moves, random), person, Deed.MOVE));
    }
    if (random.nextInt(10) > 0) {
      acts.add(new Act(jitter(opening, leaves, random), person, Deed.LEAVE));
    }
  }

  /** Minutes after opening: a third in the first five, a third in the next half hour. */
  private static int arrivalMinute(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> random.nextInt(5);
      case 2, 3 -> 5 + random.nextInt(30);
      case 4 -> 35 + random.nextInt(150);
      default -> 240 + random.nextInt(90);
    };
  }

  private static Instant at(LocalDate day, ZoneId zone, int minutes, RandomGenerator random) {
    return jitter(day.atTime(OPENING).atZone(zone).toInstant(), minutes, random);
  }

  private static Instant jitter(Instant opening, int minutes, RandomGenerator random) {
    return opening.plusSeconds(minutes * 60L + 1 + random.nextInt(58));
  }
}
