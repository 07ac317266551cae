package city.seki.hub.simulation;

import city.seki.config.link.LinkMessage;
import city.seki.hub.link.Snapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The hub's second connection, by which it publishes what it owes to nobody in particular: as
 * {@code RetainedTopics}, all of it anew after every connect.
 */
final class HubWire implements Snapshots.Wire, Client.Listener {
  private final Client client;
  private final Map<String, byte[]> last = new LinkedHashMap<>();
  private final Map<String, byte[]> owed = new LinkedHashMap<>();
  private boolean up;

  HubWire(CityRun city, String machine, RandomGenerator random) {
    client =
        new Client(
            city,
            machine,
            new Broker.Hello("seki-hub-floor", true, List.of(), null),
            null,
            random,
            this);
  }

  void connect() {
    client.connect();
  }

  void die(boolean power) {
    client.die(power);
  }

  @Override
  public void retain(String topic, byte[] payload) {
    last.put(topic, payload);
    owed.put(topic, payload);
  }

  @Override
  public boolean send(String topic, byte[] payload) {
    return client.publish(LinkMessage.of(topic, payload));
  }

  /** Sends the retained topics that changed. */
  void sendRetained() {
    if (up) {
      owed.entrySet()
          .removeIf(it -> client.publish(LinkMessage.retained(it.getKey(), it.getValue())));
    }
  }

  @Override
  public void up() {
    up = true;
    owed.putAll(last);
  }

  @Override
  public void down(String reason) {
    up = false;
  }

  @Override
  public void arrived(LinkMessage message, boolean retained, long delivery, Line line) {
    throw new IllegalStateException("nothing is subscribed here: " + message.topic());
  }

  @Override
  public void confirmed(LinkMessage message) {}
}
