package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.link.Published;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A unit's own link over TLS, with the embedded broker at its other end. */
@Timeout(120)
class MutualLinkIT {
  private static Instant made;
  private static final String TAP = "seki/1/unit/kanda-01/tap";

  @TempDir private static Path folder = Path.of("");
  private static CityCertificates city;
  private static CityCertificates foreign;
  private static TlsIdentity ofHub;

  private final LinkThreads threads = LinkThreads.virtual("test");
  private final Set<Serial> revoked = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> links = new LinkedBlockingQueue<>();
  private Instant now;
  private EmbeddedBroker broker;

  @BeforeAll
  static void issue() throws IOException {
    made = Instant.now();
    city = CityCertificates.make(folder.resolve("city"), made);
    foreign = CityCertificates.make(folder.resolve("foreign"), made);
    ofHub = city.hub(made);
  }

  @BeforeEach
  void start() throws Exception {
    now = made;
    Mutual mutual =
        new Mutual(
            () -> ofHub,
            city.root(),
            revoked::contains,
            () -> now,
            System::nanoTime,
            Limits.STANDARD);
    broker =
        EmbeddedBroker.start(InetAddress.getLoopbackAddress(), 0, mutual, (client, what) -> {});
  }

  @AfterEach
  void stop() {
    broker.close();
    threads.shutdownNow();
  }

  private MqttSession session(TlsIdentity identity, PeerCheck peers) {
    MqttSession session =
        new MqttSession(
            LinkSettings.to("127.0.0.1", broker.port(), "kanda-01")
                .withTls(Tls.context(() -> identity, peers), Tls.parameters())
                .withWindow(128, 128)
                .withSubscriptions("seki/1/unit/kanda-01/decision"),
            Backoff.STANDARD,
            new Random(1),
            threads,
            new LinkListener() {
              @Override
              public void up(LinkFacts facts) {
                links.add("up");
              }

              @Override
              public void down(String reason) {
                links.add(reason);
              }

              @Override
              public void arrived(Arrived message) {
                // nobody says anything
              }
            });
    session.start();
    return session;
  }

  private MqttSession session(TlsIdentity identity) {
    return session(identity, PeerCheck.hub(city.root(), () -> now));
  }

  private String next() throws InterruptedException {
    return Objects.requireNonNull(links.poll(20, TimeUnit.SECONDS), "nothing came within 20 s");
  }

  private void assertSaid(String words) throws InterruptedException {
    String said = next();
    assertTrue(said.contains(words), said);
  }

  @Test
  void what_is_said_in_a_rush_arrives_and_a_cut_in_the_midst_of_it_is_noticed() throws Exception {
    try (MqttSession session = session(city.unit("kanda-01", made))) {
      assertEquals("up", next());
      for (int round = 0; round < 10; round++) {
        for (CompletionStage<Published> sent : rush(session)) {
          assertEquals(
              Published.ACKNOWLEDGED, sent.toCompletableFuture().get(20, TimeUnit.SECONDS));
        }
      }
      List<CompletionStage<Published>> cut = rush(session);
      broker.cut("kanda-01");
      next();
      for (CompletionStage<Published> sent : cut) {
        sent.toCompletableFuture().get(20, TimeUnit.SECONDS); // acknowledged or lost, but told
      }
      assertEquals("up", next()); // its certificate still counts
    }
  }

  private static List<CompletionStage<Published>> rush(MqttSession session) {
    List<CompletionStage<Published>> all = new ArrayList<>();
    session.together(
        () -> {
          for (int i = 0; i < 100; i++) {
            all.add(session.publish(LinkMessage.of(TAP, new byte[200])));
          }
        });
    return all;
  }

  @Test
  void a_hub_of_another_city_is_not_believed() throws Exception {
    try (MqttSession _ =
        session(city.unit("kanda-01", made), PeerCheck.hub(foreign.root(), () -> now))) {
      assertSaid("not believed: its chain does not lead to the root");
    }
  }

  @Test
  void a_clock_that_is_far_off_is_thought_of() throws Exception {
    Instant late = made.plus(Duration.ofDays(100));
    try (MqttSession _ =
        session(city.unit("kanda-01", made), PeerCheck.hub(city.root(), () -> late))) {
      assertSaid("the certificate of the hub is over. Is the address that of the hub");
    }
  }

  /** Of TLS 1.3 the client believes at first that all is well. */
  @Test
  void a_certificate_that_is_over_or_revoked_is_told_as_such() throws Exception {
    TlsIdentity ended = city.unit("kanda-01", made.minus(Duration.ofDays(92)));
    TlsIdentity stolen = city.unit("kanda-01", made);
    revoked.add(CityCertificates.serial(stolen));
    for (TlsIdentity refused : List.of(ended, stolen, foreign.unit("kanda-01", made))) {
      try (MqttSession _ = session(refused)) {
        assertSaid("not accept the certificate of 'kanda-01'");
      }
      links.clear();
    }
  }

  @Test
  void a_name_that_is_not_the_certificates_is_told_as_such() throws Exception {
    try (MqttSession _ = session(city.unit("kanda-02", made))) {
      assertSaid("refused the client id 'kanda-01'");
    }
  }
}
