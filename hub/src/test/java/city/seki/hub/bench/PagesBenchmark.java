package city.seki.hub.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A thousand open pages at one hub while people tap: how long from a tap until each page knows of
 * it, and what that many pages cost the hub. All share two cores: the hub, its pages, the taps.
 */
final class PagesBenchmark {
  private static final int PAGES = 1_000;
  private static final int TAPS_A_SECOND = 20;
  private static final int RUNS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration MEASURED = Duration.ofSeconds(15);

  private final BenchCity bench;
  private final HubProcess hub;
  private final Table table;

  PagesBenchmark(BenchCity bench, HubProcess hub, Table table) {
    this.bench = bench;
    this.hub = hub;
    this.table = table;
  }

  void run() throws Exception {
    TapScript script = new TapScript(bench, Instant.now());
    List<LoadUnit> units = new ArrayList<>();
    for (String unit : script.units()) {
      units.add(LoadUnit.of(hub.broker(), unit));
    }
    try (OpenPages pages = new OpenPages(bench, script, hub)) {
      long next = taps(units, pages, script.first(), WARM_UP);
      double without = memory("no page open");
      pages.open(PAGES);
      long warm = taps(units, pages, next, WARM_UP);
      pages.await((warm - next) * PAGES);
      pages.take();
      next = warm;
      for (int run = 0; run < RUNS; run++) {
        next = measure(units, pages, next);
      }
      double with = memory("%,d pages open".formatted(PAGES));
      table.add("hub: memory of an open page", "kB", (with - without) * 1_024 / PAGES);
    } finally {
      for (LoadUnit unit : units) {
        unit.close();
      }
    }
    System.out.printf("  outcomes %s, wrong %d%n", script.outcomes(), script.wrong());
    if (script.wrong() > 0) {
      throw new IllegalStateException("the figures are void: decisions are wrong");
    }
  }

  private long taps(List<LoadUnit> units, OpenPages pages, long first, Duration time)
      throws IOException {
    try (MqttLoad load = new MqttLoad(units, pages.script(), first)) {
      load.openLoop(TAPS_A_SECOND, Duration.ZERO, time);
      return load.next();
    }
  }

  private long measure(List<LoadUnit> units, OpenPages pages, long first) throws Exception {
    double hubBefore = Java.processorSeconds(hub.process());
    double ownBefore = Java.processorSeconds(ProcessHandle.current());
    long start = System.nanoTime();
    long next = taps(units, pages, first, MEASURED);
    double seconds = (System.nanoTime() - start) / 1e9;
    String at = "%,d open pages, %d taps/s: ".formatted(PAGES, TAPS_A_SECOND);
    table.add(
        at + "processor of the hub",
        "%",
        (Java.processorSeconds(hub.process()) - hubBefore) * 100 / seconds);
    table.add(
        at + "processor of pages and taps",
        "%",
        (Java.processorSeconds(ProcessHandle.current()) - ownBefore) * 100 / seconds);
    long owed = (next - first) * PAGES;
    pages.await(owed);
    Latencies told = pages.take();
    if (told.count() != owed) {
      throw new IllegalStateException(
          "the figures are void: %,d events heard, not %,d".formatted(told.count(), owed));
    }
    table.add(at + "tap to event at a page, p50", "ms", told.millisAt(0.5));
    table.add(at + "tap to event at a page, p99", "ms", told.millisAt(0.99));
    table.add(at + "tap to event at a page, longest", "ms", told.millisAt(1));
    return next;
  }

  /** After a collection, so that what is garbage does not count as a page's. */
  private double memory(String when) throws Exception {
    Java.collect(hub.process());
    double megabytes = hub.residentMegabytes();
    table.add("hub, 10,000 seats, " + when + ": resident memory", "MB", megabytes);
    return megabytes;
  }
}
