package city.seki.hub.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Counters and gauges, told as Prometheus text (exposition format 0.0.4). Label values are words
 * from a fixed list, never anything that a sender chose: a family stays small. Safe for all
 * threads.
 */
public final class Metrics {
  /** A number that only grows. */
  public static final class Counter {
    private final List<String> labels;
    private final Map<String, LongAdder> values = new ConcurrentSkipListMap<>();

    private Counter(List<String> labels) {
      this.labels = labels;
      if (labels.isEmpty()) {
        values.put("", new LongAdder());
      }
    }

    /**
     * One more.
     *
     * @param words the values of the labels, in their order
     */
    public void count(String... words) {
      if (words.length != labels.size()) {
        throw new IllegalArgumentException(
            "expected a value for each of " + labels + ", found " + words.length);
      }
      StringBuilder key = new StringBuilder();
      for (int i = 0; i < words.length; i++) {
        key.append(i == 0 ? "{" : ",").append(labels.get(i));
        key.append("=\"").append(escaped(words[i])).append('"');
      }
      String labelled = words.length == 0 ? "" : key.append('}').toString();
      values.computeIfAbsent(labelled, k -> new LongAdder()).increment();
    }

    private static String escaped(String word) {
      return word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
  }

  private interface Family {
    void write(StringBuilder out);
  }

  private final List<Family> families = new CopyOnWriteArrayList<>();

  /**
   * A new counter.
   *
   * @param name ends in {@code _total}
   */
  public Counter counter(String name, String help, String... labels) {
    Counter counter = new Counter(List.of(labels));
    families.add(
        out -> {
          head(name, help, "counter", out);
          counter.values.forEach((key, n) -> line(name + key, (double) n.sum(), out));
        });
    return counter;
  }

  /** A number that is asked for when somebody looks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    families.add(
        out -> {
          head(name, help, "gauge", out);
          line(name, value.getAsDouble(), out);
        });
  }

  private static void head(String name, String help, String kind, StringBuilder out) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
  }

  private static void line(String name, double value, StringBuilder out) {
    out.append(name).append(' ');
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else {
      out.append(value);
    }
    out.append('\n');
  }

  /** All of them, as text. */
  public byte[] text() {
    StringBuilder out = new StringBuilder();
    families.forEach(family -> family.write(out));
    return out.toString().getBytes(UTF_8);
  }
}
