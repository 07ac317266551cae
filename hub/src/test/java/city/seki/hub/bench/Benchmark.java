package city.seki.hub.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures the built programs against the targets of README, "Speed and size". Run by {@code mvn -q
 * -Pbench -DskipTests package}; see that profile in {@code hub/pom.xml}.
 */
public final class Benchmark {
  private static final Set<String> PARTS =
      Set.of(
          "embedded",
          "mosquitto",
          "page",
          "pages",
          "agent",
          "returning",
          "returning-mosquitto",
          "hostile");

  /** Only when asked for: it takes the disk some gigabytes and many minutes. */
  private static final Map<String, Long> FIGURES =
      Map.of("figures", FiguresBenchmark.VISITS, "figures-tenth", FiguresBenchmark.VISITS / 10);

  private static final int LOW_RATE = 100;
  private static final int HIGH_RATE = 1_000;

  private final Path hubJar;
  private final Path agentJar;
  private final Set<String> parts;
  private final Path folder;
  private final Table table = new Table();

  private Benchmark(Path hubJar, Path agentJar, Set<String> parts, Path folder) {
    this.hubJar = hubJar;
    this.agentJar = agentJar;
    this.parts = parts;
    this.folder = folder;
  }

  /**
   * @param arguments the hub's jar, the agent's jar, and which parts to run, separated by commas;
   *     all of them if that is empty
   */
  public static void main(String[] arguments) throws Exception {
    List<String> wanted =
        arguments.length < 3
            ? List.of()
            : Stream.of(arguments[2].split(",", -1))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList();
    Set<String> known = new HashSet<>(PARTS);
    known.addAll(FIGURES.keySet());
    if (!known.containsAll(wanted)) {
      System.err.println("parts are " + known + ", not " + wanted);
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("seki-bench");
    try {
      new Benchmark(
              Path.of(arguments[0]),
              Path.of(arguments[1]),
              wanted.isEmpty() ? PARTS : Set.copyOf(wanted),
              folder)
          .run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws Exception {
    System.out.printf(
        "%d processors, Java %s, hub with %s, load %s%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        HubProcess.FLAGS,
        Table.loadAverage());
    if (parts.contains("embedded") || parts.contains("page") || parts.contains("agent")) {
      withEmbeddedBroker(BenchCity.imported(hubJar, folder));
    }
    if (parts.contains("pages")) {
      withPages(BenchCity.imported(hubJar, Files.createDirectory(folder.resolve("pages"))));
    }
    if (parts.contains("mosquitto")) {
      if (Mosquitto.isInstalled()) {
        // Data of its own: the script begins anew, and a seat that is held would answer otherwise.
        withMosquitto(
            BenchCity.imported(hubJar, Files.createDirectory(folder.resolve("external"))));
      } else {
        System.out.println("  nothing with Mosquitto: apt-get install mosquitto");
      }
    }
    if (parts.contains("returning")) {
      new ReturningBenchmark(hubJar, folder, table).run(false);
    }
    if (parts.contains("returning-mosquitto") && Mosquitto.isInstalled()) {
      new ReturningBenchmark(hubJar, folder, table).run(true);
    }
    if (parts.contains("hostile")) {
      new HostileBenchmark(hubJar, folder, table).run();
    }
    for (Map.Entry<String, Long> figures : FIGURES.entrySet()) {
      if (parts.contains(figures.getKey())) {
        Path own = Files.createDirectory(folder.resolve(figures.getKey()));
        new FiguresBenchmark(hubJar, own, table, figures.getValue()).run();
      }
    }
    System.out.println();
    System.out.println(table);
  }

  private void withEmbeddedBroker(BenchCity bench) throws Exception {
    try (HubProcess hub = HubProcess.start(hubJar, bench.data(), null)) {
      if (parts.contains("embedded")) {
        load(bench, "embedded broker", hub);
        table.add(
            "hub after the load, 10,000 seats: resident memory", "MB", hub.residentMegabytes());
      }
      if (parts.contains("page")) {
        new PageBenchmark(bench, hub, folder, table).run();
      }
      if (parts.contains("agent")) {
        new AgentBenchmark(agentJar, bench, hub, folder, table).run();
      }
    }
  }

  /** Data of its own, as the script of taps begins anew. */
  private void withPages(BenchCity bench) throws Exception {
    try (HubProcess hub = HubProcess.start(hubJar, bench.data(), null)) {
      new PagesBenchmark(bench, hub, table).run();
    }
  }

  private void withMosquitto(BenchCity bench) throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        HubProcess hub = HubProcess.start(hubJar, bench.data(), mosquitto.port())) {
      load(bench, "Mosquitto", hub);
    }
  }

  private void load(BenchCity bench, String broker, HubProcess hub) throws Exception {
    try (HubBenchmark taps = new HubBenchmark(bench, folder, table, broker, hub)) {
      taps.warmUp();
      taps.throughput();
      taps.latency(LOW_RATE);
      taps.latency(HIGH_RATE);
      taps.verify();
    }
  }

  private static void delete(Path folder) throws java.io.IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
