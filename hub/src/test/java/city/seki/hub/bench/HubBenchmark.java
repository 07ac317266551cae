package city.seki.hub.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Taps over a broker to the built hub, and durable decisions back. */
final class HubBenchmark implements AutoCloseable {
  private static final int RUNS = 3;
  private static final int UNDER_WAY = 128;
  private static final Duration COMPILATION = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(8);

  private final Path folder;
  private final Table table;
  private final String broker;
  private final HubProcess hub;
  private final InetSocketAddress address;
  private final TapScript script;
  private final List<LoadUnit> units = new ArrayList<>();
  private long next;
  private long unanswered;

  /**
   * @param broker what the table calls it
   */
  HubBenchmark(BenchCity bench, Path folder, Table table, String broker, HubProcess hub)
      throws IOException {
    this.folder = folder;
    this.table = table;
    this.broker = broker;
    this.hub = hub;
    this.address = hub.broker();
    this.script = new TapScript(bench, Instant.now());
    this.next = script.first();
    for (String unit : script.units()) {
      units.add(LoadUnit.of(address, unit));
    }
  }

  /** Lets the hub's compiler come to rest, as it has in a hub that has run for a while. */
  void warmUp() throws IOException {
    try (MqttLoad load = new MqttLoad(units, script, next)) {
      count(load, load.closedLoop(UNDER_WAY, COMPILATION, Duration.ofSeconds(1)));
    }
  }

  /** So many taps are under way at any moment: how many decisions a second that gives. */
  void throughput() throws IOException {
    for (int run = 0; run < RUNS; run++) {
      try (MqttLoad load = new MqttLoad(units, script, next)) {
        long first = next;
        double hubBefore = Java.processorSeconds(hub.process());
        double ownBefore = Java.processorSeconds(ProcessHandle.current());
        MqttLoad.Result result = load.closedLoop(UNDER_WAY, WARM_UP, MEASURED);
        double perDecision = 1e6 / (load.next() - first);
        table.add(
            broker + ": processor time of the hub a decision",
            "µs",
            (Java.processorSeconds(hub.process()) - hubBefore) * perDecision);
        table.add(
            broker + ": that of the load generator",
            "µs",
            (Java.processorSeconds(ProcessHandle.current()) - ownBefore) * perDecision);
        table.add(broker + ": durable decisions, 128 under way", "/s", result.perSecond());
        table.add(broker + ": their p99", "ms", result.latencies().millisAt(0.99));
        count(load, result);
      }
    }
  }

  /** Taps that come at a steady rate, and beside them the bare echo at the same one. */
  void latency(int perSecond) throws IOException, SQLException, InterruptedException {
    String at = broker + ", " + String.format("%,d", perSecond) + " taps/s: ";
    for (int run = 0; run < RUNS; run++) {
      Latencies bare = bare(perSecond);
      try (MqttLoad load = new MqttLoad(units, script, next)) {
        MqttLoad.Result result = load.openLoop(perSecond, WARM_UP, MEASURED);
        count(load, result);
        Latencies taps = result.latencies();
        table.add(at + "tap to decision, p50", "ms", taps.millisAt(0.5));
        table.add(at + "tap to decision, p99", "ms", taps.millisAt(0.99));
        table.add(at + "bare echo and commit, p50", "ms", bare.millisAt(0.5));
        table.add(at + "bare echo and commit, p99", "ms", bare.millisAt(0.99));
        table.add(at + "p99, times the bare one", "x", taps.millisAt(0.99) / bare.millisAt(0.99));
      }
    }
  }

  private Latencies bare(int perSecond) throws IOException, SQLException, InterruptedException {
    List<LoadUnit> clients = BareEcho.clients(address);
    try (BareEcho _ = new BareEcho(address, folder.resolve("bare.db"));
        MqttLoad load = new MqttLoad(clients, BareEcho.script(), 1)) {
      return load.openLoop(perSecond, WARM_UP, MEASURED).latencies();
    } finally {
      for (LoadUnit client : clients) {
        client.close();
      }
    }
  }

  private void count(MqttLoad load, MqttLoad.Result result) {
    next = load.next();
    unanswered += result.unanswered();
  }

  /**
   * Says what was decided.
   *
   * @throws IllegalStateException if a tap was not answered, or not as the rules demand
   */
  void verify() {
    System.out.printf(
        "  %s: outcomes %s, wrong %d, unanswered %d%n",
        broker, script.outcomes(), script.wrong(), unanswered);
    if (script.wrong() > 0 || unanswered > 0) {
      throw new IllegalStateException("the figures are void: decisions are wrong or missing");
    }
  }

  @Override
  public void close() throws IOException {
    for (LoadUnit unit : units) {
      unit.close();
    }
  }
}
