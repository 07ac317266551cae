package city.seki.hub.simulation;

import city.seki.config.link.Backoff;
import city.seki.config.link.LinkMessage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT client as {@code MqttSession} is one: it connects, says its birth message, backs off as
 * the real one does, keeps nothing, and never repeats a message by itself.
 */
final class Client {
  private static final long CONNECT_TIMEOUT_MS = 10_000;
  private static final long PING_MS = 15_000;
  private static final long DEAF_MS = 45_000;
  private static final long STABLE_MS = 10_000;

  /** Hears what happens to the connection. */
  interface Listener {
    void up();

    void down(String reason);

    /**
     * @param delivery to be given back to {@link Client#acknowledge}
     * @param line by which it came
     */
    void arrived(LinkMessage message, boolean retained, long delivery, Line line);

    /** The broker has confirmed that message. */
    void confirmed(LinkMessage message);
  }

  private final Timeline time;
  private final Weather weather;
  private final Broker broker;
  private final String brokersMachine;
  private final String machine;
  private final Broker.Hello hello;
  private final @Nullable LinkMessage birth;
  private final RandomGenerator random;
  private final Listener listener;
  private @Nullable Line line;
  private boolean up;
  private boolean ended;
  private int failures;
  private long heardMs;

  Client(
      CityRun city,
      String machine,
      Broker.Hello hello,
      @Nullable LinkMessage birth,
      RandomGenerator random,
      Listener listener) {
    this.time = city.time();
    this.weather = city.weather();
    this.broker = city.broker();
    this.brokersMachine = city.brokersMachine();
    this.machine = machine;
    this.hello = hello;
    this.birth = birth;
    this.random = random;
    this.listener = listener;
  }

  /** Begins to connect. */
  void connect() {
    if (ended || line != null) {
      return;
    }
    Line[] attempt = new Line[1];
    Line opened =
        new Line(time, weather, machine, brokersMachine, () -> gone(attempt[0], "cut from afar"));
    attempt[0] = opened;
    line = opened;
    opened.up(() -> broker.connect(opened, this, hello));
    time.after(
        CONNECT_TIMEOUT_MS,
        () -> {
          if (line == opened && !up) {
            hangUp("no answer to CONNECT");
          }
        });
  }

  void connected(Line by) {
    if (line != by || ended) {
      return;
    }
    up = true;
    heardMs = time.ms();
    if (birth != null) {
      publish(birth);
    }
    time.after(
        STABLE_MS,
        () -> {
          if (line == by) {
            failures = 0;
          }
        });
    ping(by);
    listener.up();
  }

  private void ping(Line by) {
    time.after(
        PING_MS,
        () -> {
          if (line != by || !up) {
            return;
          }
          if (time.ms() - heardMs > DEAF_MS) {
            hangUp("no answer to PING");
            return;
          }
          by.up(
              () -> {
                broker.heard(by);
                by.down(() -> heardMs = time.ms());
              });
          ping(by);
        });
  }

  /** Sends if there is a connection; what becomes of it is nobody's promise. */
  boolean publish(LinkMessage message) {
    Line by = line;
    if (by == null || !up) {
      return false;
    }
    by.up(
        () -> {
          broker.heard(by);
          broker.publish(message);
          by.down(
              () -> {
                heardMs = time.ms();
                listener.confirmed(message);
              });
        });
    return true;
  }

  void arrived(Line by, long delivery, LinkMessage message, boolean retained) {
    if (line == by && !ended) {
      heardMs = time.ms();
      listener.arrived(message, retained, delivery, by);
    }
  }

  /** Confirms a message, if the connection by which it came is still there. */
  void acknowledge(long delivery, Line by) {
    if (line == by) {
      by.up(() -> broker.acknowledged(hello.id(), delivery));
    }
  }

  /** Cuts the connection and makes a new one after the first back-off. */
  void reconnect(String reason) {
    failures = 0;
    hangUp(reason);
  }

  private void hangUp(String reason) {
    Line by = line;
    if (by != null) {
      by.leave(false);
      gone(by, reason);
    }
  }

  private void gone(@Nullable Line by, String reason) {
    if (ended || line != by) {
      return;
    }
    line = null;
    up = false;
    failures++;
    time.after(Backoff.STANDARD.after(failures, random).toMillis(), this::connect);
    listener.down(reason);
  }

  /** The machine died. */
  void die(boolean power) {
    ended = true;
    up = false;
    if (line != null) {
      line.leave(power);
      line = null;
    }
  }
}
