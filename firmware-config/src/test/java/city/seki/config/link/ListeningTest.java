package city.seki.config.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.LinkDown.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that are no brokers, or old ones: what a listener is told of them. */
class ListeningTest {
  private static final int BOUND = 1_000;

  private final LinkThreads threads = LinkThreads.virtual("test");
  private final BlockingQueue<LinkDown> downs = new LinkedBlockingQueue<>();

  private final Listening.Listener listener =
      new Listening.Listener() {
        @Override
        public void ready() {
          downs.add(new LinkDown(Cause.CLOSED, "it became ready"));
        }

        @Override
        public void arrived(Arrived message) {
          downs.add(new LinkDown(Cause.CLOSED, "a message came"));
        }

        @Override
        public void down(LinkDown why) {
          downs.add(why);
        }
      };

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** What is told of a peer that answers a CONNECT with those bytes. */
  private LinkDown told(byte[] answer, boolean hangsUp) throws Exception {
    try (ServerSocket peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread serving = Thread.ofVirtual().start(() -> serve(peer, answer, hangsUp));
      LinkSettings settings =
          LinkSettings.to("127.0.0.1", peer.getLocalPort(), "x")
              .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(2))
              .withSubscriptions("t")
              .withPacketBound(BOUND);
      try (Listening _ = Listening.open(settings, threads, listener)) {
        LinkDown why = downs.poll(20, TimeUnit.SECONDS);
        return Objects.requireNonNull(why, "nothing was told");
      } finally {
        peer.close();
        serving.join();
      }
    }
  }

  private static void serve(ServerSocket peer, byte[] answer, boolean hangsUp) {
    while (!peer.isClosed()) {
      try (Socket client = peer.accept()) {
        InputStream in = client.getInputStream();
        packet(in);
        client.getOutputStream().write(answer);
        while (!hangsUp && in.read() >= 0) {
          // until the client has heard it and hangs up
        }
      } catch (IOException e) {
        // the client is gone, or the test is over
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20020001,true,OLD_PROTOCOL", // MQTT 3.1.1, 3.2.2.3: unacceptable protocol version
    "20020001,false,OLD_PROTOCOL",
    "2003008400,false,OLD_PROTOCOL", // MQTT 5 says the same with 0x84
    "2003008600,true,LOGIN",
    "2003008700,false,LOGIN",
    "20020004,true,OLD_PROTOCOL",
    "20020000,false,OLD_PROTOCOL",
    "2003008900,true,BUSY",
    "'',true,CLOSED",
    "'',false,TIMEOUT",
    "30FFFFFF7F,false,GARBAGE"
  })
  void what_a_peer_answers_has_its_cause(String hex, boolean hangsUp, Cause cause)
      throws Exception {
    LinkDown why = told(HexFormat.of().parseHex(hex), hangsUp);
    assertEquals(cause, why.cause(), why.words());
  }

  @Test
  void a_subscription_that_is_refused_is_denied() throws Exception {
    byte[] suback = HexFormat.of().parseHex("900400010087"); // Paho's first packet is number 1
    byte[] welcome = HexFormat.of().parseHex("2003000000");
    try (ServerSocket peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread serving =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket client = peer.accept()) {
                      InputStream in = client.getInputStream();
                      packet(in);
                      client.getOutputStream().write(welcome);
                      packet(in);
                      client.getOutputStream().write(suback);
                      var _ = in.read(); // until the client hangs up
                    } catch (IOException e) {
                      // the client is gone, or the test is over
                    }
                  });
      LinkSettings settings =
          LinkSettings.to("127.0.0.1", peer.getLocalPort(), "x").withSubscriptions("secret/t");
      try (Listening _ = Listening.open(settings, threads, listener)) {
        LinkDown why = Objects.requireNonNull(downs.poll(20, TimeUnit.SECONDS));
        assertEquals(Cause.DENIED, why.cause(), why.words());
        assertTrue(why.words().contains("'secret/t'"), why.words());
      }
      serving.join();
    }
  }

  /** Reads one short packet. */
  private static void packet(InputStream in) throws IOException {
    var _ = in.read();
    var _ = in.readNBytes(in.read());
  }

  @Test
  void another_protocol_is_closed_or_garbage() throws Exception {
    LinkDown why = told("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8), false);
    assertTrue(why.cause() == Cause.GARBAGE || why.cause() == Cause.CLOSED, why.toString());
  }
}
