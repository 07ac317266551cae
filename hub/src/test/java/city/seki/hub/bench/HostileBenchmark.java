package city.seki.hub.bench;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.hub.broker.CityCertificates;
import city.seki.hub.broker.EmbeddedBroker;
import city.seki.hub.broker.Limits;
import city.seki.hub.broker.Mutual;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long the taps of 20 units take over TLS and the embedded broker, a hub answering each at
 * once, while another unit with a valid certificate attacks. The attacker is a process of low
 * priority: it stands for a machine elsewhere, and is not to take the processor that the broker
 * needs.
 */
final class HostileBenchmark {
  private static final int UNITS = 20;
  private static final int TAPS_A_SECOND = 200;
  private static final int SECONDS = 8;

  /** After one whose figures are dropped: code that runs for the first time is slow. */
  private static final int ROUNDS = 5;

  private static final int RUSH = 20_000;
  private static final String HOSTILE = "hostile-u1";

  private final Path folder;
  private final Table table;
  private final LinkThreads threads = LinkThreads.platform("bench");
  private final List<MqttSession> sessions = new ArrayList<>();
  private final Semaphore answered = new Semaphore(0);
  private final AtomicInteger turnedAway = new AtomicInteger();
  private volatile Latencies current = new Latencies();

  HostileBenchmark(Path folder, Table table) {
    this.folder = folder;
    this.table = table;
  }

  void run() throws Exception {
    Instant now = Instant.now();
    CityCertificates city = CityCertificates.make(folder.resolve("city"), now);
    TlsIdentity ofHub = city.hub(now);
    CityCertificates.Written hostile = city.write("hostile", city.unit(HOSTILE, now));
    Mutual mutual =
        new Mutual(
            () -> ofHub,
            city.root(),
            serial -> false,
            Instant::now,
            System::nanoTime,
            Limits.STANDARD);
    Map<HostileUnit.Attack, Integer> ended = new EnumMap<>(HostileUnit.Attack.class);
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            InetAddress.getLoopbackAddress(),
            0,
            mutual,
            (client, what) -> turnedAway.incrementAndGet())) {
      hub(broker);
      for (int i = 0; i < UNITS; i++) {
        unit(broker, city, "unit-" + i, now);
      }
      for (int round = 0; round <= ROUNDS; round++) {
        String dropped = round == 0 ? "warm-up, " : "";
        rush(dropped + "TLS: taps answered as fast as they come");
        for (HostileUnit.Attack attack : HostileUnit.Attack.values()) {
          int before = turnedAway.get();
          Process attacker = attacker(attack, broker.port(), hostile);
          measure(
              dropped
                  + (attack == HostileUnit.Attack.NONE ? "nobody attacks" : "attack " + attack));
          attacker.getOutputStream().close();
          attacker.waitFor();
          ended.merge(attack, turnedAway.get() - before, Integer::sum);
        }
      }
    } finally {
      sessions.forEach(MqttSession::close);
      threads.shutdown();
    }
    System.out.println("  turned away: " + ended);
  }

  /** One that has begun: the start of its process is no attack, but takes the processor. */
  private static Process attacker(
      HostileUnit.Attack attack, int port, CityCertificates.Written files) throws IOException {
    Process process =
        new ProcessBuilder(
                "nice",
                "-n",
                "19",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                HostileUnit.class.getName(),
                attack.name(),
                HOSTILE,
                Integer.toString(port),
                files.certificate().toString(),
                files.key().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.inputReader().readLine();
    return process;
  }

  /** Answers every tap with its own payload. */
  private void hub(EmbeddedBroker broker) throws InterruptedException {
    MqttSession[] self = new MqttSession[1];
    self[0] =
        session(
            LinkSettings.to("127.0.0.1", broker.hubAddress().getPort(), "hub")
                .withLogin(broker.hubUser(), broker.hubPassword())
                .withWindow(8_192, 8_192)
                .withSubscriptions("seki/1/unit/+/tap"),
            tap ->
                self[0].publish(
                    LinkMessage.of(tap.topic().replace("/tap", "/decision"), tap.payload())));
  }

  private void unit(EmbeddedBroker broker, CityCertificates city, String name, Instant now)
      throws InterruptedException {
    TlsIdentity identity = city.unit(name, now);
    session(
        LinkSettings.to("127.0.0.1", broker.port(), name)
            .withTls(
                Tls.context(() -> identity, PeerCheck.hub(city.root(), Instant::now)),
                Tls.parameters())
            .withSubscriptions("seki/1/unit/" + name + "/decision"),
        this::answered);
  }

  private void answered(Arrived decision) {
    long sent = ByteBuffer.wrap(decision.payload()).getLong();
    Latencies these = current;
    synchronized (these) {
      these.add(System.nanoTime() - sent);
    }
    answered.release();
  }

  private MqttSession session(LinkSettings settings, Consumer<Arrived> hears)
      throws InterruptedException {
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
    return session;
  }

  private void tap(int number) {
    int unit = number % UNITS;
    byte[] payload = ByteBuffer.allocate(300).putLong(System.nanoTime()).array();
    var _ =
        sessions
            .get(1 + unit)
            .publish(LinkMessage.of("seki/1/unit/unit-" + unit + "/tap", payload));
  }

  private void measure(String name) throws Exception {
    Latencies these = new Latencies();
    current = these;
    answered.drainPermits();
    long begin = System.nanoTime();
    int taps = TAPS_A_SECOND * SECONDS;
    for (int i = 0; i < taps; i++) {
      long due = begin + i * TimeUnit.SECONDS.toNanos(1) / TAPS_A_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      tap(i);
    }
    boolean all = answered.tryAcquire(taps, 20, TimeUnit.SECONDS);
    synchronized (these) {
      table.add(name + ": p50", "ms", these.millisAt(0.5));
      table.add(name + ": p99", "ms", these.millisAt(0.99));
    }
    if (!all) {
      table.add(name + ": not answered", "taps", taps - answered.availablePermits());
    }
  }

  /** No more under way than 16 a unit, and no unit above what it may say. */
  private void rush(String name) throws Exception {
    answered.drainPermits();
    Semaphore window = answered;
    window.release(UNITS * 16);
    int taps = Math.min(RUSH, UNITS * (int) Limits.STANDARD.packets().burst() / 2);
    long begin = System.nanoTime();
    for (int i = 0; i < taps; i++) {
      window.acquire();
      tap(i);
    }
    window.acquire(UNITS * 16);
    table.add(name, "/s", taps * 1e9 / (System.nanoTime() - begin));
  }
}
