package city.seki.hub.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The newest messages that fitted no schema. Their text is kept cut and without anything that could
 * be a card's number: a unit that sends one by mistake must not bring it onto a page. Safe for all
 * threads.
 */
public final class Quarantine {
  /** How many are kept; the oldest gives way. */
  static final int KEPT = 200;

  private static final int LONGEST = 1_024;
  private static final Pattern NUMBERS = Pattern.compile("(?:[0-9A-Fa-f]{2}[ :.-]?){4,}");

  /**
   * One of them.
   *
   * @param complaint where it did not fit, and why
   * @param bytes how long it was
   * @param text its beginning, numbers masked
   */
  public record Message(Instant at, String topic, String complaint, int bytes, String text) {}

  private final Deque<Message> kept = new ArrayDeque<>();
  private long count;

  public synchronized void add(Instant at, String topic, String complaint, byte[] payload) {
    String start = new String(Arrays.copyOf(payload, Math.min(payload.length, LONGEST)), UTF_8);
    kept.addLast(new Message(at, topic, masked(complaint), payload.length, masked(start)));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    count++;
  }

  private static String masked(String text) {
    return NUMBERS.matcher(text).replaceAll("…");
  }

  /** What is kept, the newest last. */
  public synchronized List<Message> list() {
    return List.copyOf(kept);
  }

  /** How many there were since the hub started. */
  public synchronized long count() {
    return count;
  }
}
