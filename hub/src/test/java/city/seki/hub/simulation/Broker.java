package city.seki.hub.simulation;

import city.seki.config.link.LinkMessage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 broker as far as the city relies on one: QoS 1, clean and remembered sessions, retained
 * messages, last wills, one connection for one client id. It confirms at once what it takes, and
 * may deliver twice, late, or not at all what it confirmed: what {@link Weather} says.
 */
final class Broker {
  /** A client that was not heard for so long is gone: 1.5 times the keep-alive of 30 s. */
  static final long SILENCE_MS = 45_000;

  /** What a client says when it connects. */
  record Hello(String id, boolean clean, List<String> filters, @Nullable LinkMessage will) {}

  private record Delivery(long id, LinkMessage message) {}

  private static final class Session {
    final Hello hello;
    final Map<Long, Delivery> owed = new LinkedHashMap<>();
    @Nullable Line line;
    @Nullable Client client;
    long heardMs;

    Session(Hello hello) {
      this.hello = hello;
    }
  }

  private final Timeline time;
  private final Weather weather;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Map<String, LinkMessage> retained = new HashMap<>();
  private boolean up = true;
  private long nextId = 1;

  Broker(Timeline time, Weather weather) {
    this.time = time;
    this.weather = weather;
  }

  boolean isUp() {
    return up;
  }

  /** What is retained there, null for nothing. */
  @Nullable LinkMessage retained(String topic) {
    return retained.get(topic);
  }

  /**
   * Dies.
   *
   * @param remembers whether sessions and retained messages are on its disk
   */
  void die(boolean power, boolean remembers) {
    up = false;
    for (Session session : List.copyOf(sessions.values())) {
      if (session.line != null) {
        session.line.expel(power);
        session.line = null;
      }
    }
    if (remembers) {
      sessions.values().removeIf(session -> session.hello.clean());
    } else {
      sessions.clear();
      retained.clear();
    }
  }

  void start() {
    up = true;
  }

  /** A CONNECT with its SUBSCRIBE has come by that line. */
  void connect(Line line, Client client, Hello hello) {
    if (!up) {
      line.expel(false);
      return;
    }
    Session session = new Session(hello);
    Session before = sessions.remove(hello.id());
    if (before != null) {
      drop(before);
      if (!hello.clean() && !before.hello.clean()) {
        session.owed.putAll(before.owed);
      }
    }
    session.line = line;
    session.client = client;
    session.heardMs = time.ms();
    sessions.put(hello.id(), session);
    line.whenLostAtBroker(() -> lost(session, line));
    line.down(() -> client.connected(line));
    List.copyOf(session.owed.values()).forEach(owed -> send(session, owed, false));
    for (LinkMessage kept : List.copyOf(retained.values())) {
      if (wants(session, kept.topic())) {
        deliver(session, kept, true);
      }
    }
    watch(session, line);
  }

  private void watch(Session session, Line line) {
    time.after(
        5_000,
        () -> {
          if (session.line != line) {
            return;
          }
          if (time.ms() - session.heardMs > SILENCE_MS) {
            line.expel(false);
            lost(session, line);
          } else {
            watch(session, line);
          }
        });
  }

  private void lost(Session session, Line line) {
    if (session.line == line) {
      drop(session);
      if (session.hello.clean()) {
        sessions.remove(session.hello.id(), session);
      }
    }
  }

  /** The connection of that session is over: its last will is done. */
  private void drop(Session session) {
    if (session.line != null) {
      if (session.line.isOpenAtBroker()) {
        session.line.expel(false);
      }
      session.line = null;
      if (session.hello.will() != null) {
        publish(session.hello.will());
      }
    }
  }

  /** Anything came by that line. */
  void heard(Line line) {
    for (Session session : sessions.values()) {
      if (session.line == line) {
        session.heardMs = time.ms();
      }
    }
  }

  void publish(LinkMessage message) {
    if (message.retained()) {
      if (message.payload().length == 0) {
        retained.remove(message.topic());
      } else {
        retained.put(message.topic(), message);
      }
    }
    for (Session session : List.copyOf(sessions.values())) {
      if (wants(session, message.topic()) && !weather.drops()) {
        deliver(session, message, false);
        if (weather.duplicates()) {
          time.after(weather.detour(), () -> deliver(session, message, false));
        }
      }
    }
  }

  private void deliver(Session session, LinkMessage message, boolean kept) {
    Delivery delivery = new Delivery(nextId++, message);
    if (!session.hello.clean()) {
      session.owed.put(delivery.id(), delivery);
    }
    if (weather.overtakes()) {
      time.after(weather.detour(), () -> send(session, delivery, kept));
    } else {
      send(session, delivery, kept);
    }
  }

  private static void send(Session session, Delivery delivery, boolean kept) {
    Line line = session.line;
    Client client = session.client;
    if (line != null && client != null) {
      line.down(() -> client.arrived(line, delivery.id(), delivery.message(), kept));
    }
  }

  /** A PUBACK came. */
  void acknowledged(String client, long delivery) {
    Session session = sessions.get(client);
    if (session != null) {
      session.owed.remove(delivery);
    }
  }

  private static boolean wants(Session session, String topic) {
    for (String filter : session.hello.filters()) {
      int plus = filter.indexOf('+');
      boolean fits =
          plus < 0
              ? filter.equals(topic)
              : topic.startsWith(filter.substring(0, plus))
                  && topic.endsWith(filter.substring(plus + 1))
                  && topic.indexOf('/', plus) == topic.length() - filter.length() + plus + 1;
      if (fits) {
        return true;
      }
    }
    return false;
  }
}
