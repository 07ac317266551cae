package city.seki.hub.bench;

import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.provisioning.CardKeyFile;
import city.seki.provisioning.UnitIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The built agent with an emulated PN532 on a pseudo-terminal: how long after its start the card
 * that lies there is answered, and what it holds in memory.
 */
final class AgentBenchmark {
  /** The flags that README recommends for a Raspberry Pi. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-Xms16m",
          "-Xmx64m",
          "-Xmn2m",
          "-XX:TrimNativeHeapInterval=2000");

  private static final int RUNS = 5;
  private static final int BAUD = 115_200;
  private static final long MEASURE_MEMORY_AFTER = TimeUnit.SECONDS.toNanos(10);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Path jar;
  private final BenchCity bench;
  private final HubProcess hub;
  private final Path folder;
  private final Table table;

  AgentBenchmark(Path jar, BenchCity bench, HubProcess hub, Path folder, Table table) {
    this.jar = jar;
    this.bench = bench;
    this.hub = hub;
    this.folder = folder;
    this.table = table;
  }

  void run() throws Exception {
    List<String> offices = List.copyOf(bench.city().offices().keySet());
    for (int run = 0; run < RUNS; run++) {
      once(offices.get(offices.size() - 1 - run) + "-u3", run);
    }
  }

  private void once(String unit, int run) throws Exception {
    Path host = folder.resolve("host-" + run);
    Path chipSide = folder.resolve("chip-" + run);
    Process socat =
        new ProcessBuilder(
                "socat", "pty,raw,echo=0,link=" + host, "pty,raw,echo=0,link=" + chipSide)
            .inheritIO()
            .start();
    try {
      while (!Files.exists(host) || !Files.exists(chipSide)) {
        if (socat.waitFor(10, TimeUnit.MILLISECONDS)) {
          throw new IOException("socat made no terminals");
        }
      }
      EmulatedPn532 chip = new EmulatedPn532();
      TtyLine line = TtyLine.open(chipSide.toString(), BAUD);
      Thread serving = Thread.ofPlatform().daemon().start(() -> Pn532Wires.serve(chip, line));
      chip.lay(EmulatedCard.felica(BenchCity.card(BenchCity.PEOPLE - 1 - run).split(":", 2)[1]));
      measure(unit, identity(unit, host.toRealPath()), run);
      serving.interrupt();
    } finally {
      Java.end(socat);
    }
  }

  /** The unit as the city knows it, but with one reader, on that terminal. */
  private Path identity(String unit, Path terminal) throws IOException {
    City city = bench.city();
    Unit known = city.units().get(unit);
    if (known == null) {
      throw new IOException("the city has no unit " + unit);
    }
    ReaderName reader = known.readers().getFirst().name();
    Wiring wiring = new Wiring(reader, "pn532:hsu:" + terminal, null);
    URI address = URI.create("mqtt://127.0.0.1:" + hub.broker().getPort());
    new UnitIdentity(
            new Unit(unit, known.office(), List.of(wiring)),
            address,
            CardKeyFile.load(bench.data()),
            null)
        .write(folder);
    return folder.resolve(unit);
  }

  private void measure(String unit, Path identity, int run) throws Exception {
    LoadUnit witness =
        new LoadUnit(
            hub.broker(),
            "bench-witness",
            Topics.unit(unit, Channel.DEVICE),
            Topics.unit(unit, Channel.DECISION));
    Path data = folder.resolve("agent-" + run);
    List<String> command =
        Java.command(
            FLAGS, jar, "run", "--identity", identity.toString(), "--data", data.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("agent.log").toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "1"); // as README recommends
    long start = System.nanoTime();
    Process agent = builder.start();
    try {
      String decision = awaited(witness, start + PATIENCE);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!decision.contains("\"granted\"")) {
        throw new IllegalStateException("the agent's tap was not granted: " + decision);
      }
      table.add("agent: process start to first tap answered", "s", seconds);
      long rest = MEASURE_MEMORY_AFTER - (System.nanoTime() - start);
      if (agent.waitFor(rest, TimeUnit.NANOSECONDS)) {
        throw new IOException("the agent ended: see " + folder.resolve("agent.log"));
      }
      table.add("agent: resident memory after 10 s", "MB", Java.residentMegabytes(agent));
    } finally {
      Java.end(agent);
      witness.close();
    }
  }

  private static String awaited(LoadUnit witness, long deadline) throws IOException {
    StringBuilder heard = new StringBuilder();
    try (Selector selector = Selector.open()) {
      witness.channel().register(selector, SelectionKey.OP_READ);
      while (heard.isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new IOException("the agent's tap was not answered");
        }
        selector.select(100);
        selector.selectedKeys().clear();
        witness.read(payload -> heard.append(new String(payload, StandardCharsets.UTF_8)));
        witness.flush();
      }
    }
    return heard.toString();
  }
}
