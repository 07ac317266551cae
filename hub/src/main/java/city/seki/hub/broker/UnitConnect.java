package city.seki.hub.broker;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;

/**
 * The CONNECT of a unit as Moquette may see it: with the name that the unit proved, and without
 * what would let it take more than one connection's worth. MQTT 5 has a server say such bounds in
 * its CONNACK (3.2.2.3).
 *
 * <ul>
 *   <li>The session ends with the connection: what is said to a unit that is away is said again.
 *       Moquette would else keep every message for it, without a bound.
 *   <li>The broker sends no more ahead than {@link Limits#unacknowledged} messages.
 *   <li>A unit is not silent for longer than {@link Limits#keepAlive}.
 *   <li>A last will is said at once when the connection ends, not when the unit may be revoked.
 *   <li>No response topic of the broker's choice, which would be open to all.
 * </ul>
 */
final class UnitConnect {
  /** What MQTT 5 lets a server send ahead to a client that says nothing of it. */
  private static final int USUAL_RECEIVE_MAXIMUM = 65_535;

  private static final int QOS_1 = 1;
  private static final int NO = 0;

  private UnitConnect() {}

  static MqttConnectMessage bounded(
      MqttConnectMessage asked, String unit, byte[] proof, Limits limits) {
    MqttConnectVariableHeader header = asked.variableHeader();
    MqttConnectPayload payload = asked.payload();
    return new MqttConnectMessage(
        asked.fixedHeader(),
        new MqttConnectVariableHeader(
            header.name(),
            header.version(),
            true,
            true,
            header.isWillRetain(),
            header.willQos(),
            header.isWillFlag(),
            true,
            keepAlive(header.keepAliveTimeSeconds(), limits),
            properties(header.properties(), limits)),
        new MqttConnectPayload(
            payload.clientIdentifier(),
            without(payload.willProperties(), MqttPropertyType.WILL_DELAY_INTERVAL),
            payload.willTopic(),
            payload.willMessageInBytes(),
            GateKeeper.userOf(unit),
            proof));
  }

  private static int keepAlive(int asked, Limits limits) {
    int most = (int) limits.keepAlive().toSeconds();
    return asked == 0 ? most : Math.min(asked, most);
  }

  private static MqttProperties properties(MqttProperties asked, Limits limits) {
    MqttProperties.MqttProperty<?> receives =
        asked.getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value());
    int most = receives instanceof IntegerProperty said ? said.value() : USUAL_RECEIVE_MAXIMUM;
    MqttProperties bounded = without(asked, MqttPropertyType.REQUEST_RESPONSE_INFORMATION);
    bounded.add(of(MqttPropertyType.SESSION_EXPIRY_INTERVAL, 0));
    bounded.add(of(MqttPropertyType.RECEIVE_MAXIMUM, Math.min(most, limits.unacknowledged())));
    return bounded;
  }

  private static MqttProperties without(MqttProperties asked, MqttPropertyType left) {
    MqttProperties kept = new MqttProperties();
    for (MqttProperties.MqttProperty<?> property : asked.listAll()) {
      if (property.propertyId() != left.value()) {
        kept.add(property);
      }
    }
    return kept;
  }

  /**
   * Tells the client of these bounds.
   *
   * @param isKeepAliveOurs whether it asked for another keep-alive
   */
  static void tellBounds(MqttConnAckMessage connack, Limits limits, boolean isKeepAliveOurs) {
    MqttProperties told = connack.variableHeader().properties();
    told.add(of(MqttPropertyType.SESSION_EXPIRY_INTERVAL, 0));
    told.add(of(MqttPropertyType.MAXIMUM_QOS, QOS_1));
    told.add(of(MqttPropertyType.MAXIMUM_PACKET_SIZE, EmbeddedBroker.LARGEST_OF_UNITS));
    told.add(of(MqttPropertyType.SHARED_SUBSCRIPTION_AVAILABLE, NO));
    if (isKeepAliveOurs) {
      told.add(of(MqttPropertyType.SERVER_KEEP_ALIVE, (int) limits.keepAlive().toSeconds()));
    }
  }

  private static IntegerProperty of(MqttPropertyType type, int value) {
    return new IntegerProperty(type.value(), value);
  }
}
