package city.seki.edge.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The newest lines of a log, in memory: {@value #MOST} of them, each cut at {@value #LONGEST}
 * characters, and without anything that nobody may read. Thread-safe.
 */
public final class LogTail {
  static final int MOST = 1_000;
  static final int LONGEST = 400;

  private final Deque<String> lines = new ArrayDeque<>();
  private long added;

  /**
   * Lines, the oldest first.
   *
   * @param leftOut how many older ones there were
   */
  public record Lines(List<String> lines, long leftOut) {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** Takes a line; what is longer than a line may be is cut. */
  synchronized void add(String line) {
    String plain = Redaction.of(line.replaceAll("\\p{Cntrl}+", " ").strip());
    lines.addLast(plain.length() > LONGEST ? cut(plain) + '…' : plain);
    added++;
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }

  /** Not in the middle of a sign that takes two characters. */
  private static String cut(String line) {
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return line.substring(0, end);
  }

  /**
   * The newest.
   *
   * @param most how many lines at most
   * @param mostBytes how long they may be together, as UTF-8
   */
  public synchronized Lines newest(int most, int mostBytes) {
    List<String> newest = new ArrayList<>();
    int bytes = 0;
    for (String line : lines.reversed()) {
      bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (newest.size() == most || bytes > mostBytes) {
        break;
      }
      newest.add(line);
    }
    return new Lines(newest.reversed(), added - newest.size());
  }
}
