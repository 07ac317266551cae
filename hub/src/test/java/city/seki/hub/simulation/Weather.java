package city.seki.hub.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the network does to those who send over it, at this moment. */
final class Weather {
  /** Which way packets go. */
  enum Way {
    /** To the broker. */
    UP,
    /** From the broker. */
    DOWN
  }

  private static final int USUAL_MS = 8;

  private final Timeline time;
  private final RandomGenerator random;
  private final Map<String, Long> blockedUp = new HashMap<>();
  private final Map<String, Long> blockedDown = new HashMap<>();
  private final Map<String, Integer> slowness = new HashMap<>();
  private int duplicated;
  private int dropped;
  private int overtaken;

  Weather(Timeline time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** Nothing goes that way from or to that machine before then; TCP brings it afterwards. */
  void block(String machine, Way way, long untilMs) {
    (way == Way.UP ? blockedUp : blockedDown).merge(machine, untilMs, Math::max);
  }

  /** Every packet of that machine takes up to so much longer. */
  void slow(String machine, int mostMs) {
    slowness.put(machine, mostMs);
  }

  /** So many of a hundred messages the broker delivers a second time, some time later. */
  void duplicate(int percent) {
    duplicated = percent;
  }

  /** So many of a hundred messages the broker confirms and then loses. */
  void drop(int percent) {
    dropped = percent;
  }

  /** So many of a hundred messages are overtaken by those behind them. */
  void overtake(int percent) {
    overtaken = percent;
  }

  void heal() {
    blockedUp.clear();
    blockedDown.clear();
    slowness.clear();
    duplicated = 0;
    dropped = 0;
    overtaken = 0;
  }

  /** When a packet that is sent now arrives, if no earlier one holds it back. */
  long arrival(String one, String other, Way way) {
    if (one.equals(other)) {
      return time.ms();
    }
    Map<String, Long> blocked = way == Way.UP ? blockedUp : blockedDown;
    long from = Math.max(blocked.getOrDefault(one, 0L), blocked.getOrDefault(other, 0L));
    int slow = slowness.getOrDefault(one, 0) + slowness.getOrDefault(other, 0);
    return Math.max(from, time.ms()) + 1 + random.nextInt(USUAL_MS + slow);
  }

  boolean duplicates() {
    return happens(duplicated);
  }

  boolean drops() {
    return happens(dropped);
  }

  boolean overtakes() {
    return happens(overtaken);
  }

  /** How much later a duplicate or an overtaken message comes. */
  long detour() {
    return random.nextInt(3_000);
  }

  private boolean happens(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }
}
