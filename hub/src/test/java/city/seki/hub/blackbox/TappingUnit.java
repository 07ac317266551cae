package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit under load, and its memory of what it said and what it was answered, which outlives every
 * hub. So many taps are under way at any moment: each answer sends the next.
 */
final class TappingUnit {
  private static final int UNDER_WAY = 8;
  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  private final String name;
  private final LongFunction<String> tap;
  private final Map<Long, String> said = new ConcurrentHashMap<>();
  private final Map<Long, String> answers = new ConcurrentHashMap<>();
  private volatile String lastDown = "";
  private long last;

  /**
   * @param tap the payload of the tap of that number
   */
  TappingUnit(String name, LongFunction<String> tap) {
    this.name = name;
    this.tap = tap;
  }

  String name() {
    return name;
  }

  /** What it was answered, by the number of the tap. */
  Map<Long, String> answers() {
    return answers;
  }

  private synchronized LinkMessage next() {
    long seq = ++last;
    String payload = tap.apply(seq);
    said.put(seq, payload);
    return message(payload);
  }

  private LinkMessage message(String payload) {
    return LinkMessage.of("seki/1/unit/" + name + "/tap", payload.getBytes(UTF_8));
  }

  private interface Heard {
    void decision(MqttSession session, long seq, String decision);
  }

  private MqttSession session(int port, LinkThreads threads, CountDownLatch up, Heard heard) {
    lastDown = "no attempt has failed";
    MqttSession[] session = new MqttSession[1];
    LinkListener listener =
        new LinkListener() {
          @Override
          public void up(LinkFacts facts) {
            up.countDown();
          }

          @Override
          public void down(String reason) {
            lastDown = reason; // as intended where the hub was killed
          }

          @Override
          public void arrived(Arrived message) {
            String decision = new String(message.payload(), UTF_8);
            Matcher seq = SEQ.matcher(decision);
            assertTrue(seq.find(), decision);
            heard.decision(session[0], Long.parseLong(seq.group(1)), decision);
          }
        };
    session[0] =
        new MqttSession(
            LinkSettings.to("127.0.0.1", port, "tapping-" + name)
                .withSubscriptions("seki/1/unit/" + name + "/decision"),
            Backoff.STANDARD,
            new Random(1),
            threads,
            listener);
    session[0].start();
    return session[0];
  }

  /** Taps until the session is closed; each answer counts down. */
  MqttSession load(int port, LinkThreads threads, CountDownLatch answered)
      throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    MqttSession session =
        session(
            port,
            threads,
            up,
            (link, seq, decision) -> {
              answers.put(seq, decision);
              answered.countDown();
              var _ = link.publish(next());
            });
    assertTrue(up.await(20, TimeUnit.SECONDS), () -> "no connection to the hub: " + lastDown);
    for (int i = 0; i < UNDER_WAY; i++) {
      var _ = session.publish(next());
    }
    return session;
  }

  /** Sends every answered tap after that number again: what it is answered now. */
  Map<Long, String> again(int port, LinkThreads threads, long after) throws InterruptedException {
    Map<Long, String> now = new ConcurrentHashMap<>();
    var numbers = answers.keySet().stream().filter(seq -> seq > after).sorted().toList();
    CountDownLatch up = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(numbers.size());
    try (MqttSession session =
        session(
            port,
            threads,
            up,
            (_, seq, decision) -> {
              now.put(seq, decision);
              all.countDown();
            })) {
      assertTrue(up.await(20, TimeUnit.SECONDS), () -> "no connection to the hub: " + lastDown);
      for (long seq : numbers) {
        var _ = session.publish(message(said.getOrDefault(seq, ""))).toCompletableFuture().join();
      }
      assertTrue(all.await(20, TimeUnit.SECONDS), () -> all.getCount() + " taps got no answer");
    }
    return now;
  }
}
