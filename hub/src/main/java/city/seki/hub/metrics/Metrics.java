package city.seki.hub.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
      values.computeIfAbsent(labelled(labels, List.of(words)), k -> new LongAdder()).increment();
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

  /**
   * One line of a family.
   *
   * @param words the values of the labels, in their order
   */
  public record Value(double number, List<String> words) {}

  public static Value value(double number, String... words) {
    return new Value(number, List.of(words));
  }

  /**
   * Numbers that are asked for when somebody looks, as many as there are then: the caller bounds
   * them. A family without a line is left out.
   */
  public void gauges(
      String name, String help, List<String> labels, Supplier<Stream<Value>> values) {
    many(name, help, "gauge", labels, values);
  }

  /** The same of numbers that only grow, until whoever counts starts anew. */
  public void counters(
      String name, String help, List<String> labels, Supplier<Stream<Value>> values) {
    many(name, help, "counter", labels, values);
  }

  private void many(
      String name, String help, String kind, List<String> labels, Supplier<Stream<Value>> values) {
    families.add(
        out -> {
          List<Value> now = values.get().toList();
          if (!now.isEmpty()) {
            head(name, help, kind, out);
            now.forEach(each -> line(name + labelled(labels, each.words()), each.number(), out));
          }
        });
  }

  private static String labelled(List<String> labels, List<String> words) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < labels.size(); i++) {
      key.append(i == 0 ? "{" : ",").append(labels.get(i));
      key.append("=\"").append(escaped(words.get(i))).append('"');
    }
    return labels.isEmpty() ? "" : key.append('}').toString();
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
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
