package city.seki.edge.presence.fusion;

import java.util.Random;

/**
 * Who is in a room in each second of a generated day, when somebody moves, and how the door stands:
 * the truth of the evaluation. The model of people is another than the filter's.
 *
 * <p><b>Visits.</b> From 8:15 to 17:30, none begins from 12:00 to 12:50 (lunch). Pauses between
 * visits are exponential with a mean of 50 minutes. 35 % are of one person alone, 60 minutes on
 * average; the others of 2 to 7 people, 50 minutes on average (log-normal, 5 to 200). They come
 * within 4 minutes and leave within 2; in a quarter of the meetings one comes back to fetch
 * something.
 *
 * <p><b>Moving.</b> Each person is by turns lively (mean 6 minutes, seen moving every 20 s) and
 * still (mean 9 minutes, every 4 minutes); one alone is a reader half of the time and then still
 * for 25 minutes on average, moving every 9 minutes.
 *
 * <p><b>Night.</b> On two days of three somebody cleans for 4 to 15 minutes at about 6:30 or 19:30.
 *
 * <p><b>Door.</b> Opens for each who passes and falls shut after 3 to 9 s; in one visit of eight it
 * stays open until the last has left, in one of twenty until the next visit. Once in 40 minutes
 * somebody looks in and does not enter.
 */
final class PeopleOfADay {
  static final int SECONDS = 24 * 3600;

  private final Random random;
  private final int[] people = new int[SECONDS];
  private final int[] movements = new int[SECONDS];
  private final boolean[] doorOpen = new boolean[SECONDS];

  private PeopleOfADay(Random random) {
    this.random = random;
  }

  static PeopleOfADay of(Random random) {
    PeopleOfADay day = new PeopleOfADay(random);
    day.clean();
    day.work();
    return day;
  }

  int people(int second) {
    return people[second];
  }

  /** How many people made a movement in that second that a PIR in the room could see. */
  int movements(int second) {
    return movements[second];
  }

  boolean isDoorOpen(int second) {
    return doorOpen[second];
  }

  private void clean() {
    if (random.nextInt(3) > 0) {
      int start = (random.nextBoolean() ? 6 : 19) * 3600 + 1800 + random.nextInt(1800);
      int end = start + minutes(4) + random.nextInt(minutes(11));
      stay(start, end, true, false);
      open(start, end + 5);
    }
  }

  private void work() {
    int at = 8 * 3600 + 900 + exponential(minutes(25));
    while (at < 17 * 3600 + 1800) {
      boolean lunch = at > 12 * 3600 && at < 12 * 3600 + minutes(50);
      at = lunch ? 13 * 3600 : visit(at) + exponential(minutes(50));
    }
  }

  private int visit(int start) {
    boolean alone = random.nextInt(100) < 35;
    int mean = alone ? minutes(60) : minutes(50);
    int length = (int) (mean * Math.exp(random.nextGaussian() * 0.7 - 0.245));
    int end = start + Math.clamp(length, minutes(5), minutes(200));
    boolean reader = alone && random.nextBoolean();
    int count = alone ? 1 : 2 + random.nextInt(6);
    int first = SECONDS;
    int last = 0;
    for (int person = 0; person < count; person++) {
      int from = start + (alone ? 0 : random.nextInt(minutes(4)));
      int until = Math.min(SECONDS - 10, end + (alone ? 0 : random.nextInt(minutes(2))));
      stay(from, until, false, reader);
      first = Math.min(first, from);
      last = Math.max(last, until);
    }
    if (!alone && random.nextInt(4) == 0) {
      int back = Math.min(SECONDS - minutes(2), last + 20 + random.nextInt(60));
      stay(back, back + 15, true, false);
    }
    doorDuring(first, last);
    return last;
  }

  private void doorDuring(int first, int last) {
    int kind = random.nextInt(40);
    if (kind < 5) {
      open(first, last + 5);
    } else if (kind < 7) {
      open(last, last + minutes(30));
    }
    for (int at = first + exponential(minutes(40)); at < last; at += exponential(minutes(40))) {
      open(at, at + 15);
    }
  }

  private void stay(int from, int until, boolean lively, boolean reader) {
    pass(from);
    pass(until);
    for (int second = from; second < until; second++) {
      people[second]++;
    }
    boolean moves = true;
    int turn = from + 30;
    for (int second = from; second < until; second++) {
      if (second >= turn) {
        moves = lively || !moves;
        turn = second + exponential(moves ? minutes(6) : reader ? minutes(25) : minutes(9));
      }
      int every = moves ? 20 : reader ? 540 : 240;
      boolean walks = second < from + 8 || second >= until - 6;
      if (walks || random.nextInt(every) == 0) {
        movements[second]++;
      }
    }
  }

  /** The one who passes is inside on one side of this second, and outside on the other. */
  private void pass(int second) {
    open(second - 2, second + 1 + 2 + random.nextInt(7));
  }

  private void open(int from, int until) {
    for (int second = Math.max(0, from); second < Math.min(SECONDS, until); second++) {
      doorOpen[second] = true;
    }
  }

  private int exponential(int mean) {
    return 1 + (int) (-mean * Math.log(1 - random.nextDouble()));
  }

  private static int minutes(int count) {
    return count * 60;
  }
}
