package city.seki.edge;

import static org.junit.jupiter.api.Assertions.fail;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.model.Text;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.Outcome;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hub that grants every tap and echoes every health message, unless it is told to be silent. */
final class ScriptedHub implements AutoCloseable {
  /** Longer than an agent waits before it says again what a broker lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final BlockingQueue<TapMessage> taps = new LinkedBlockingQueue<>();
  final BlockingQueue<String> states = new LinkedBlockingQueue<>();
  final BlockingQueue<HealthMessage> healths = new LinkedBlockingQueue<>();
  final BlockingQueue<CommandResultMessage> results = new LinkedBlockingQueue<>();
  volatile boolean silent;

  private final LinkThreads threads = LinkThreads.virtual("scripted-hub");
  private final MqttSession session;

  ScriptedHub(int port) throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    LinkSettings settings =
        LinkSettings.to("127.0.0.1", port, "scripted-hub")
            .withSubscriptions(
                Topics.everyUnit(Channel.TAP),
                Topics.everyUnit(Channel.HEALTH),
                Topics.everyUnit(Channel.STATUS),
                Topics.everyUnit(Channel.COMMAND_RESULT));
    session = new MqttSession(settings, Backoff.STANDARD, new Random(1), threads, listener(up));
    session.start();
    if (!up.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      fail("the scripted hub did not connect");
    }
  }

  private LinkListener listener(CountDownLatch up) {
    return new LinkListener() {
      @Override
      public void up(LinkFacts facts) {
        up.countDown();
      }

      @Override
      public void down(String reason) {}

      @Override
      public void arrived(Arrived message) {
        hear(message);
      }
    };
  }

  private void hear(Arrived message) {
    String answerTo = message.responseTopic();
    if (message.topic().endsWith("/status")) {
      String status = new String(message.payload(), StandardCharsets.UTF_8);
      states.add(status.contains("online") ? "online" : "offline");
    } else if (message.topic().endsWith("/tap")) {
      answer(message, answerTo);
    } else if (message.topic().endsWith("/command/result")) {
      keep(results, message, CommandResultMessage::parse);
    } else if (answerTo != null && !silent) {
      keep(healths, message, HealthMessage::parse);
      var _ = session.publish(LinkMessage.of(answerTo, message.payload()));
      states.add("greeted");
    }
  }

  private interface Reading<T> {
    T read(byte[] json) throws BadMessage;
  }

  private static <T> void keep(BlockingQueue<T> queue, Arrived message, Reading<T> reading) {
    try {
      queue.add(reading.read(message.payload()));
    } catch (BadMessage e) {
      fail(e);
    }
  }

  /** Orders something of the unit; the answer is among the results. */
  CommandResultMessage order(CommandMessage order) throws Exception {
    LinkMessage message = LinkMessage.of(Topics.unit("unit-1", Channel.COMMAND), order.toJson());
    var _ = session.publish(message).toCompletableFuture().get(60, TimeUnit.SECONDS);
    CommandResultMessage result = results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return result == null ? fail("no answer within " + PATIENCE) : result;
  }

  HealthMessage nextHealth() throws InterruptedException {
    HealthMessage health = healths.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return health == null ? fail("no health within " + PATIENCE) : health;
  }

  private void answer(Arrived message, @Nullable String answerTo) {
    try {
      TapMessage tap = TapMessage.parse(message.payload());
      taps.add(tap);
      DecisionMessage decision =
          new DecisionMessage(
              tap.boot(),
              tap.seq(),
              Outcome.GRANTED,
              null,
              "A-01",
              null,
              null,
              null,
              null,
              null,
              Light.GREEN,
              new Text("どうぞ", "yours"));
      if (answerTo != null && !silent) {
        var _ = session.publish(LinkMessage.of(answerTo, decision.toJson()));
      }
    } catch (BadMessage e) {
      fail(e);
    }
  }

  /** Says something to a unit that the broker keeps for it. */
  void retain(Channel channel, byte[] payload) throws Exception {
    LinkMessage message = LinkMessage.retained(Topics.unit("unit-1", channel), payload);
    var _ = session.publish(message).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  TapMessage nextTap() throws InterruptedException {
    TapMessage tap = taps.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return tap == null ? fail("no tap within " + PATIENCE) : tap;
  }

  void awaitState(String wanted) throws InterruptedException {
    String state;
    do {
      state = states.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (state == null) {
        fail("never " + wanted);
      }
    } while (!wanted.equals(state));
  }

  @Override
  public void close() {
    session.close();
    threads.shutdownNow();
  }
}
