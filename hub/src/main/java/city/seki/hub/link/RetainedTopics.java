package city.seki.hub.link;

import city.seki.config.link.LinkMessage;
import city.seki.config.link.MqttSession;
import city.seki.config.link.Published;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The retained topics that the hub publishes for all: the last payload of each, and which of them
 * the broker has not got yet. A broker forgets; after every connect all are published anew. Safe
 * for all threads.
 */
final class RetainedTopics {
  /**
   * Most topics sent at once, 5,000 a second: after a connect all are owed, and answers need the
   * processor too.
   */
  private static final int BURST = 100;

  private final Map<String, byte[]> last = new HashMap<>();
  private final Set<String> owed = new LinkedHashSet<>();

  /** Notes what a topic is to say from now on; an empty payload removes it. */
  synchronized void publish(String topic, byte[] payload) {
    last.put(topic, payload);
    owed.add(topic);
  }

  /** The broker is a new one, as far as is known. */
  synchronized void forgotten() {
    owed.addAll(last.keySet());
  }

  /** Sends some of what is owed, no more than the session's window takes now. */
  void send(MqttSession session) {
    session.together(() -> sendSome(session));
  }

  private void sendSome(MqttSession session) {
    for (int sent = 0; sent < BURST; sent++) {
      LinkMessage message = next();
      if (message == null) {
        return;
      }
      Published now = session.publish(message).toCompletableFuture().getNow(Published.ACKNOWLEDGED);
      if (now == Published.FULL || now == Published.DOWN) {
        again(message.topic());
        return;
      }
    }
  }

  private synchronized @Nullable LinkMessage next() {
    Iterator<String> topics = owed.iterator();
    if (!topics.hasNext()) {
      return null;
    }
    String topic = topics.next();
    topics.remove();
    byte[] payload = last.getOrDefault(topic, new byte[0]);
    if (payload.length == 0) {
      last.remove(topic);
    }
    return LinkMessage.retained(topic, payload);
  }

  private synchronized void again(String topic) {
    last.putIfAbsent(topic, new byte[0]);
    owed.add(topic);
  }
}
