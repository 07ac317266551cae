package city.seki.hub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.broker.CityCertificates;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long the taps of 20 units take to the built hub and back, over mutual TLS, decided and
 * durable, while another unit with a valid certificate attacks. The attacker stands for a machine
 * elsewhere: its process runs only when nobody else wants the processor ({@code SCHED_IDLE}), for
 * what it costs itself is not what it costs the hub.
 */
final class HostileBenchmark {
  private static final int UNITS = 20;
  private static final int TAPS_A_SECOND = 200;
  private static final int SECONDS = 8;

  /** Their figures are dropped: the hub's compiler works while it sees all of this at first. */
  private static final int WARM_UPS = 2;

  private static final int ROUNDS = 6;

  private static final String HOST = "127.0.0.1";
  private static final byte[] CORRELATION = "12345678".getBytes(UTF_8);

  private final Path hubJar;
  private final Path folder;
  private final Table table;
  private final LinkThreads threads = LinkThreads.platform("bench");
  private final List<MqttSession> sessions = new ArrayList<>();
  private final Semaphore answered = new Semaphore(0);
  private final Map<Long, Long> sent = new ConcurrentHashMap<>();
  private volatile List<Latencies> current = List.of();

  HostileBenchmark(Path hubJar, Path folder, Table table) {
    this.hubJar = hubJar;
    this.folder = folder;
    this.table = table;
  }

  void run() throws Exception {
    Instant now = Instant.now();
    BenchCity bench = BenchCity.imported(hubJar, Files.createDirectory(folder.resolve("attacked")));
    CityCertificates city =
        CityCertificates.make(folder.resolve("city"), bench.data().resolve("keys/ca"), now);
    TapScript script = new TapScript(bench, now, UNITS);
    String attacks = attackerOf(bench, script);
    CityCertificates.Written hostile = city.write("hostile", city.unit(attacks, now));
    try (HubProcess hub = HubProcess.secure(hubJar, bench.data(), passphrase())) {
      int port = hub.broker().getPort();
      for (String unit : script.units()) {
        unit(port, city, unit, script, now);
      }
      long next = script.first();
      Map<HostileUnit.Attack, Latencies> all = new EnumMap<>(HostileUnit.Attack.class);
      for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
        String dropped = round < WARM_UPS ? "warm-up, " : "";
        for (HostileUnit.Attack attack : HostileUnit.Attack.values()) {
          Process attacker = attacker(attack, attacks, port, hostile);
          double before = Java.processorSeconds(hub.process());
          String name =
              dropped + (attack == HostileUnit.Attack.NONE ? "nobody attacks" : "attack " + attack);
          Latencies total =
              round < WARM_UPS
                  ? new Latencies()
                  : all.computeIfAbsent(attack, _ -> new Latencies());
          next = measure(name, script, next, total);
          table.add(
              name + ": processor of the hub",
              "%",
              (Java.processorSeconds(hub.process()) - before) * 100 / SECONDS);
          attacker.getOutputStream().close();
          attacker.waitFor();
        }
      }
      all.forEach((attack, total) -> System.out.printf("  %s, all rounds: %s%n", attack, total));
    } finally {
      sessions.forEach(MqttSession::close);
      threads.shutdown();
    }
    System.out.printf("  outcomes %s, wrong %d%n", script.outcomes(), script.wrong());
    if (script.wrong() > 0) {
      throw new IllegalStateException("the figures are void: decisions are wrong");
    }
  }

  /** One that the city knows and that says nothing of its own. */
  private static String attackerOf(BenchCity bench, TapScript script) {
    return bench.city().units().keySet().stream()
        .filter(unit -> !script.units().contains(unit))
        .findFirst()
        .orElseThrow();
  }

  private Path passphrase() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), CityCertificates.PASSPHRASE + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** One that has begun: the start of its process is no attack, but takes the processor. */
  private static Process attacker(
      HostileUnit.Attack attack, String unit, int port, CityCertificates.Written files)
      throws IOException {
    Process process =
        new ProcessBuilder(
                "chrt",
                "--idle",
                "0",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                HostileUnit.class.getName(),
                attack.name(),
                unit,
                Integer.toString(port),
                files.certificate().toString(),
                files.key().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.inputReader().readLine();
    return process;
  }

  private void unit(int port, CityCertificates city, String name, TapScript script, Instant now)
      throws InterruptedException {
    TlsIdentity identity = city.unit(name, now);
    session(
        LinkSettings.to(HOST, port, name)
            .withTls(
                Tls.context(() -> identity, PeerCheck.hub(city.root(), Instant::now)),
                Tls.parameters())
            .withSubscriptions(Topics.unit(name, Channel.DECISION)),
        decision -> answered(script, decision));
  }

  private void answered(TapScript script, Arrived decision) {
    long now = System.nanoTime();
    List<Latencies> these = current;
    synchronized (script) {
      Long since = sent.remove(script.answered(decision.payload()));
      if (since == null) {
        return; // answered already: at least once is what QoS 1 promises
      }
      these.forEach(each -> each.add(now - since));
    }
    answered.release();
  }

  private void session(LinkSettings settings, Consumer<Arrived> hears) throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    MqttSession session =
        new MqttSession(
            settings,
            Backoff.STANDARD,
            new Random(1),
            threads,
            new LinkListener() {
              @Override
              public void up(LinkFacts facts) {
                up.countDown();
              }

              @Override
              public void down(String reason) {
                System.err.println("down: " + reason);
              }

              @Override
              public void arrived(Arrived message) {
                hears.accept(message);
              }
            });
    session.start();
    if (!up.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no connection within 20 s");
    }
    sessions.add(session);
  }

  private void tap(TapScript script, long seq) {
    String unit = script.units().get(script.speaker(seq));
    byte[] payload = script.message(seq);
    sent.put(seq, System.nanoTime());
    var _ =
        sessions
            .get(script.speaker(seq))
            .publish(
                new LinkMessage(
                    Topics.unit(unit, Channel.TAP),
                    payload,
                    false,
                    Topics.unit(unit, Channel.DECISION),
                    CORRELATION));
  }

  private long measure(String name, TapScript script, long first, Latencies total)
      throws Exception {
    Latencies these = new Latencies();
    current = List.of(these, total);
    answered.drainPermits();
    long begin = System.nanoTime();
    int taps = TAPS_A_SECOND * SECONDS;
    for (int i = 0; i < taps; i++) {
      long due = begin + i * TimeUnit.SECONDS.toNanos(1) / TAPS_A_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      tap(script, first + i);
    }
    boolean all = answered.tryAcquire(taps, 20, TimeUnit.SECONDS);
    synchronized (script) {
      table.add(name + ": p50", "ms", these.millisAt(0.5));
      table.add(name + ": p99", "ms", these.millisAt(0.99));
    }
    if (!all) {
      table.add(name + ": not answered", "taps", taps - answered.availablePermits());
    }
    return first + taps;
  }
}
