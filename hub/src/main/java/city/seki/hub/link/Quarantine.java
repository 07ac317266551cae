package city.seki.hub.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last messages that could not be understood, for facilities to look at. Bounded, in memory
 * only, and without anything that could be a card number. Safe for all threads.
 */
public final class Quarantine {
  private static final int KEPT = 200;
  private static final int EXCERPT = 400;
  private static final Pattern NUMBER = Pattern.compile("[0-9A-Fa-f]{8,}");

  /**
   * One message.
   *
   * @param complaint what was expected and what was found
   * @param bytes its size
   * @param excerpt its beginning, with every longer number masked
   */
  public record Kept(Instant at, String topic, String complaint, int bytes, String excerpt) {}

  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  private long count;

  synchronized void keep(Instant at, String topic, byte[] payload, String complaint) {
    String start = new String(payload, 0, Math.min(payload.length, EXCERPT), UTF_8);
    kept.addLast(
        new Kept(at, topic, complaint, payload.length, NUMBER.matcher(start).replaceAll("…")));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    count++;
  }

  /** The newest of them, the oldest first. */
  public synchronized List<Kept> kept() {
    return List.copyOf(kept);
  }

  /** How many there were since the hub started. */
  public synchronized long count() {
    return count;
  }
}
