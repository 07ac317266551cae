package city.seki.config.link;

import java.util.Collections;
import java.util.Enumeration;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.eclipse.paho.mqttv5.common.MqttPersistable;
import org.jspecify.annotations.Nullable;

/**
 * Forgets everything that Paho wants kept, so that it has nothing to replay: our journal replays.
 * (Paho 1.2.5 replays a message with the topic alias of the connection before, is thrown out for
 * it, and does so for ever.) It also spares encoding every publish a second time.
 */
final class NoPersistence implements MqttClientPersistence {
  @Override
  public void open(String clientId) {}

  @Override
  public void close() {}

  @Override
  public void put(String key, MqttPersistable persistable) {}

  @Override
  @SuppressWarnings("NullAway") // Paho's interface is not annotated: null says that there is none
  public @Nullable MqttPersistable get(String key) {
    return null;
  }

  @Override
  public void remove(String key) {}

  @Override
  public Enumeration<String> keys() {
    return Collections.emptyEnumeration();
  }

  @Override
  public void clear() {}

  @Override
  public boolean containsKey(String key) {
    return false;
  }
}
