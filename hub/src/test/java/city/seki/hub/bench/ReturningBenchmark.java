package city.seki.hub.bench;

import city.seki.config.model.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * An outage of the network ends: 200 units are back at one moment with 100 taps each, provisional
 * ones of one day, on a hub that has just started. How long fresh taps at other units wait
 * meanwhile, and how long it takes until nothing is owed.
 */
record ReturningBenchmark(Path hubJar, Path folder, Table table) {
  private static final int RUNS = 3;
  private static final int UNITS = 200;
  private static final int TAPS = 100;
  private static final int FRESH_UNITS = 100;
  private static final int FRESH_PER_SECOND = 50;
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  void run(boolean external) throws Exception {
    String name = "200 units return, " + (external ? "Mosquitto" : "embedded broker") + ": ";
    for (int run = 0; run < RUNS; run++) {
      Path room = Files.createTempDirectory(folder, "returning");
      BenchCity bench = BenchCity.imported(hubJar, room);
      try (Mosquitto mosquitto = external ? Mosquitto.start(room) : null;
          HubProcess hub =
              HubProcess.start(hubJar, bench.data(), mosquitto == null ? null : mosquitto.port());
          ReturningLoad load = load(bench, hub)) {
        Latencies quiet = load.before(FRESH_PER_SECOND, QUIET);
        table.add(name + "fresh taps before, p99", "ms", quiet.millisAt(0.99));
        ReturningLoad.Result result = load.comeBack(FRESH_PER_SECOND, PATIENCE);
        table.add(name + "fresh taps meanwhile, p50", "ms", result.fresh().millisAt(0.5));
        table.add(name + "fresh taps meanwhile, p99", "ms", result.fresh().millisAt(0.99));
        table.add(name + "fresh taps meanwhile, longest", "ms", result.fresh().millisAt(1));
        table.add(name + "until nothing is owed", "s", result.settled().toMillis() / 1e3);
        table.add(name + "units that connected anew", "", result.reconnected());
        table.add(name + "hub, resident memory", "MB", hub.residentMegabytes());
        if (taps(bench.data()) != result.decided()) {
          throw new IOException("the figures are void: the ledger has " + taps(bench.data()));
        }
      }
    }
  }

  /** The units that return, and those at which people tap meanwhile; all are connected. */
  static ReturningLoad load(BenchCity bench, HubProcess hub) throws IOException {
    return new ReturningLoad(
        bench, hub.broker(), units(bench, "-u2", UNITS), units(bench, "-u3", FRESH_UNITS), TAPS);
  }

  private static List<Unit> units(BenchCity bench, String like, int count) {
    List<Unit> units =
        bench.city().units().values().stream()
            .filter(unit -> unit.id().endsWith(like) && OwedTaps.isOfSeats(unit))
            .limit(count)
            .toList();
    if (units.size() < count) {
      throw new IllegalStateException("the city has " + units.size() + " units " + like);
    }
    return units;
  }

  /** How many taps the ledger holds. */
  static int taps(Path data) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
        Statement query = db.createStatement();
        ResultSet count = query.executeQuery("SELECT count(*) FROM event WHERE kind = 'tapped'")) {
      count.next();
      return count.getInt(1);
    }
  }
}
