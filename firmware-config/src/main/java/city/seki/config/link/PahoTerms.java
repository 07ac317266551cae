package city.seki.config.link;

import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Our records in Paho's terms, and Paho's answers in ours. */
final class PahoTerms {
  /** Fixed header, packet id, content type and the lengths of the other properties, generously. */
  private static final int PACKET_OVERHEAD = 64;

  private PahoTerms() {}

  static MqttConnectionOptions options(LinkSettings settings, SocketFactory sockets) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(settings.cleanStart());
    options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
    options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
    options.setConnectionTimeout((int) settings.connectTimeout().toSeconds());
    options.setReceiveMaximum(settings.receiveMaximum());
    options.setSocketFactory(sockets);
    if (settings.mostPacketBytes() > 0) {
      options.setMaximumPacketSize((long) settings.mostPacketBytes());
    }
    LinkSettings.Login login = settings.login();
    if (login != null) {
      options.setUserName(login.user());
      options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
    }
    LinkMessage will = settings.will();
    if (will != null) {
      options.setWill(will.topic(), message(will));
      MqttProperties properties = new MqttProperties();
      properties.setContentType("application/json");
      options.setWillMessageProperties(properties);
    }
    return options;
  }

  static LinkFacts facts(IMqttToken connack, LinkSettings settings) {
    MqttProperties said = connack.getResponseProperties();
    Integer receives = said == null ? null : said.getReceiveMaximum();
    Integer aliases = said == null ? null : said.getTopicAliasMaximum();
    Long packet = said == null ? null : said.getMaximumPacketSize();
    return new LinkFacts(
        connack.getSessionPresent(),
        Math.min(settings.window(), receives == null ? 65_535 : receives),
        aliases == null ? 0 : aliases,
        packet == null ? Long.MAX_VALUE : packet);
  }

  /** An upper bound for the packet, in bytes. */
  static long size(LinkMessage message) {
    int correlation = message.correlation() == null ? 0 : message.correlation().length;
    int response = message.responseTopic() == null ? 0 : 3 * message.responseTopic().length();
    return (long) PACKET_OVERHEAD
        + 3L * message.topic().length() // a character is up to 3 bytes of UTF-8
        + response
        + correlation
        + message.payload().length;
  }

  static MqttMessage message(LinkMessage message) {
    MqttProperties properties = new MqttProperties();
    properties.setContentType("application/json");
    if (message.responseTopic() != null) {
      properties.setResponseTopic(message.responseTopic());
    }
    if (message.correlation() != null) {
      properties.setCorrelationData(message.correlation());
    }
    return new MqttMessage(message.payload(), PahoConnection.QOS, message.retained(), properties);
  }
}
