package city.seki.config.link;

import org.jspecify.annotations.Nullable;

/**
 * A message that came in. It belongs to one connection of one session: {@link
 * MqttSession#acknowledge} does nothing once that connection is gone, the broker then delivers it
 * again.
 */
public final class Arrived {
  private final String topic;
  private final byte[] payload;
  private final boolean retained;
  private final @Nullable String responseTopic;
  private final byte @Nullable [] correlation;
  private final PahoConnection connection;
  private final int packetId;
  private final int qos;

  Arrived(
      String topic,
      byte[] payload,
      boolean retained,
      @Nullable String responseTopic,
      byte @Nullable [] correlation,
      PahoConnection connection,
      int packetId,
      int qos) {
    this.topic = topic;
    this.payload = payload;
    this.retained = retained;
    this.responseTopic = responseTopic;
    this.correlation = correlation;
    this.connection = connection;
    this.packetId = packetId;
    this.qos = qos;
  }

  public String topic() {
    return topic;
  }

  /** As it came, not copied; whether it is JSON is not known yet. */
  public byte[] payload() {
    return payload;
  }

  /** True if the broker had kept it: it says how things stood, not that something happened. */
  public boolean retained() {
    return retained;
  }

  /** Where the sender wants the answer, if it said so. */
  public @Nullable String responseTopic() {
    return responseTopic;
  }

  /** What the sender wants to see in the answer, if it said so. */
  public byte @Nullable [] correlation() {
    return correlation;
  }

  void acknowledge() {
    connection.acknowledge(packetId, qos);
  }

  /** Without the payload, which may carry a card digest. */
  @Override
  public String toString() {
    return "Arrived[" + topic + ", " + payload.length + " bytes]";
  }
}
