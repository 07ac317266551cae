package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.hub.broker.Limits.Rate;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much of a flood gets through to the hub before the others have their turn. */
@Timeout(120)
class FloodIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final byte[] WORD = new byte[40];
  private static final int AT_ONCE = 50;
  private static final int A_SECOND = 2;

  /** More than the sockets' buffers hold. */
  private static final int FLOOD = 100_000;

  private static final int TLS_RECORD = 16 << 10;

  private static final String TAP = "seki/1/unit/%s/tap";

  private final AtomicInteger ofFlood = new AtomicInteger();
  private final CountDownLatch isUp = new CountDownLatch(1);
  private final CountDownLatch floodBegins = new CountDownLatch(AT_ONCE + A_SECOND + 1);
  private final CountDownLatch otherIsHeard = new CountDownLatch(1);

  @Test
  void no_more_of_it_is_taken_than_one_read_holds_when_it_was_held_back(@TempDir Path folder)
      throws Exception {
    Instant now = Instant.now();
    CityCertificates city = CityCertificates.make(folder.resolve("city"), now);
    TlsIdentity ofHub = city.hub(now);
    Mutual mutual =
        new Mutual(() -> ofHub, city.root(), _ -> false, () -> now, System::nanoTime, slow());
    LinkThreads threads = LinkThreads.virtual("test");
    try (EmbeddedBroker broker = EmbeddedBroker.start(LOOPBACK, 0, mutual, (_, _) -> {});
        MqttSession hub = hub(broker, threads);
        Socket cable = new Socket(LOOPBACK, broker.port())) {
      hub.start();
      assertTrue(isUp.await(20, TimeUnit.SECONDS));
      RudeClient rude = new RudeClient(over(cable, city.unit("kanda-01", now)), "kanda-01");
      rude.publish(TAP.formatted("kanda-01"), WORD, AT_ONCE + A_SECOND); // held back for a second
      Thread writer = Thread.ofVirtual().start(() -> flood(rude));
      assertTrue(floodBegins.await(20, TimeUnit.SECONDS), "nothing of the flood came");
      try (Socket other = new Socket(LOOPBACK, broker.port())) {
        new RudeClient(over(other, city.unit("kanda-02", now)), "kanda-02")
            .publish(TAP.formatted("kanda-02"), WORD, 1);
        assertTrue(otherIsHeard.await(20, TimeUnit.SECONDS), "the other unit was not heard");
      }
      int packet = WORD.length + TAP.length() + 10; // header and the rest of the topic, at least
      int oneRead = (BrokerChannels.LARGEST_READ + TLS_RECORD) / packet;
      assertTrue(
          ofFlood.get() <= AT_ONCE + A_SECOND + oneRead, ofFlood + " came before the other's word");
      cable.close(); // TLS would wait for its writer
      writer.join();
    } finally {
      threads.shutdownNow();
    }
  }

  /** So that what one read holds is held back for longer than the test goes on. */
  private static Limits slow() {
    Limits usual = Limits.STANDARD;
    return new Limits(
        usual.connects(),
        new Rate(AT_ONCE, A_SECOND),
        usual.bytes(),
        usual.packetsInAll(),
        usual.bytesInAll(),
        usual.callers(),
        usual.strangersOfAddress(),
        usual.strangers(),
        usual.subscriptions(),
        usual.unacknowledged(),
        usual.unanswerable(),
        usual.patience(),
        usual.keepAlive());
  }

  private static void flood(RudeClient rude) {
    try {
      rude.publish(TAP.formatted("kanda-01"), WORD, FLOOD);
    } catch (IOException e) {
      // it is closed while it still waits to be read
    }
  }

  private static Socket over(Socket cable, TlsIdentity unit) throws IOException {
    cable.setSoTimeout(20_000);
    return Tls.context(() -> unit, _ -> null)
        .getSocketFactory()
        .createSocket(cable, LOOPBACK.getHostAddress(), cable.getPort(), false);
  }

  private MqttSession hub(EmbeddedBroker broker, LinkThreads threads) {
    return new MqttSession(
        LinkSettings.to("127.0.0.1", broker.hubAddress().getPort(), "hub")
            .withLogin(broker.hubUser(), broker.hubPassword())
            .withSubscriptions(TAP.formatted("+")),
        Backoff.STANDARD,
        new Random(1),
        threads,
        new LinkListener() {
          @Override
          public void up(LinkFacts facts) {
            isUp.countDown();
          }

          @Override
          public void down(String reason) {
            System.err.println(reason);
          }

          @Override
          public void arrived(Arrived message) {
            if (message.topic().equals(TAP.formatted("kanda-01"))) {
              ofFlood.incrementAndGet();
              floodBegins.countDown();
            } else {
              otherIsHeard.countDown();
            }
          }
        });
  }
}
