package city.seki.config.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A broker that says, as MQTT 5 lets it, that another client took the name (reason code 0x8E).
 * Mosquitto 2.0.11 closes the connection without a word; the hub's own broker says it.
 */
class PushedOffTest {
  private static final byte[] CONNACK = {0x20, 0x03, 0x00, 0x00, 0x00};
  private static final byte[] TAKEN_OVER = {(byte) 0xE0, 0x01, (byte) 0x8E};

  private final AtomicInteger taken = new AtomicInteger();

  @Test
  void who_is_pushed_off_three_times_leaves_the_place_for_minutes() throws Exception {
    RecordedLink heard = new RecordedLink();
    LinkThreads threads = LinkThreads.virtual("test");
    try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread serving = Thread.ofVirtual().start(() -> serve(broker));
      Backoff quick = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));
      LinkSettings settings = LinkSettings.to("127.0.0.1", broker.getLocalPort(), "copied");
      try (MqttSession session = new MqttSession(settings, quick, new Random(1), threads, heard)) {
        session.start();
        for (int times = 0; times < 3; times++) {
          String reason = RecordedLink.next(heard.downs);
          assertTrue(reason.contains("is it running twice?"), reason);
        }
        assertNull(heard.downs.poll(2, TimeUnit.SECONDS));
        assertEquals(3, taken.get());
      }
      broker.close();
      serving.join();
    } finally {
      threads.shutdownNow();
    }
  }

  private void serve(ServerSocket broker) {
    while (!broker.isClosed()) {
      try (Socket client = broker.accept()) {
        taken.incrementAndGet();
        InputStream in = client.getInputStream();
        int length = in.read() == 0x10 ? in.read() : 0;
        var _ = in.readNBytes(length);
        client.getOutputStream().write(CONNACK);
        client.getOutputStream().write(TAKEN_OVER);
        var _ = in.read(); // until the client has heard it and hangs up
      } catch (IOException e) {
        // the client is gone, or the test is over
      }
    }
  }
}
