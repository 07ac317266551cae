package city.seki.config.link;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is published: QoS 1, {@code content-type: application/json}. Immutable as long as nobody
 * writes into the arrays, which are not copied (thousands a second pass here).
 *
 * @param topic without wildcards
 * @param payload JSON in UTF-8; empty clears a retained topic
 * @param retained whether the broker keeps it for whoever subscribes later
 * @param responseTopic where the answer is wanted, or null
 * @param correlation what the answer shall carry so that it is recognised, or null
 */
@SuppressWarnings("ArrayRecordComponent") // messages are never compared
public record LinkMessage(
    String topic,
    byte[] payload,
    boolean retained,
    @Nullable String responseTopic,
    byte @Nullable [] correlation) {

  public LinkMessage {
    Objects.requireNonNull(payload, "payload");
    if (topic.isEmpty() || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      throw new IllegalArgumentException("'" + topic + "' is no topic to publish to");
    }
  }

  /** A message that asks for no answer and is not retained. */
  public static LinkMessage of(String topic, byte[] payload) {
    return new LinkMessage(topic, payload, false, null, null);
  }

  /** A message that the broker keeps. */
  public static LinkMessage retained(String topic, byte[] payload) {
    return new LinkMessage(topic, payload, true, null, null);
  }

  /** Without the payload, which may carry a card digest. */
  @Override
  public String toString() {
    return "LinkMessage[" + topic + ", " + payload.length + " bytes]";
  }
}
