package city.seki.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several runs, and their medians and ranges as rows of Markdown. */
final class Table {
  private record Figure(String unit, List<Double> values) {}

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  void add(String name, String unit, double value) throws IOException {
    figures.computeIfAbsent(name, n -> new Figure(unit, new ArrayList<>())).values().add(value);
    System.out.printf(
        Locale.ROOT, "  %s: %s %s (load %s)%n", name, number(value), unit, loadAverage());
  }

  /** The machine's load over the last minute: figures of a busy machine are not to be quoted. */
  static String loadAverage() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("| what | median | min - max | runs |\n|---|---|---|---|\n");
    figures.forEach(
        (name, figure) -> {
          List<Double> sorted = new ArrayList<>(figure.values());
          Collections.sort(sorted);
          double median = sorted.get((sorted.size() - 1) / 2);
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s %s | %s - %s | %d |%n",
                  name,
                  number(median),
                  figure.unit(),
                  number(sorted.getFirst()),
                  number(sorted.getLast()),
                  sorted.size()));
        });
    return text.toString();
  }
}
