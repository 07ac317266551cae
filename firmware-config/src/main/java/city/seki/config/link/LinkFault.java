package city.seki.config.link;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/** Paho's exceptions and MQTT's reason codes in words for a person, with the remedy. */
final class LinkFault {
  private static final int MQTT3_BAD_PROTOCOL = 1;
  private static final int MQTT3_BAD_CREDENTIALS = 4;
  private static final int MQTT3_NOT_AUTHORIZED = 5;

  private LinkFault() {}

  static String words(Throwable fault, LinkSettings settings) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      String words = socketWords(cause, settings);
      if (words != null) {
        return words;
      }
    }
    return fault instanceof MqttException mqtt
        ? codeWords(mqtt.getReasonCode(), settings)
        : "connection to " + settings.place() + " failed: " + fault;
  }

  /** Whether those words say that another client of the same name took the place. */
  static boolean isPushedOff(String words, LinkSettings settings) {
    return words.equals(codeWords(MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER, settings));
  }

  private static @Nullable String socketWords(Throwable cause, LinkSettings settings) {
    String place = settings.place();
    return switch (cause) {
      case UnknownHostException e ->
          "host name '" + settings.host() + "' not found: check the name and the DNS";
      case SocketTimeoutException e ->
          "no answer from "
              + place
              + " within "
              + settings.connectTimeout().toSeconds()
              + " s: check address and firewall";
      case NoRouteToHostException e -> "no route to " + place + ": check the network";
      case ConnectException e ->
          "nobody listens at " + place + " (connection refused): is the broker running?";
      case SSLException e ->
          "TLS with "
              + place
              + " failed ("
              + e.getMessage()
              + "): check both certificates, the"
              + " clock, and that the port is the TLS one";
      default -> null;
    };
  }

  /**
   * The words for an MQTT 5 reason code, an MQTT 3 return code or a number of Paho's own.
   *
   * @param code of CONNACK, SUBACK, DISCONNECT or of the client
   */
  static String codeWords(int code, LinkSettings settings) {
    String place = settings.place();
    String id = settings.clientId();
    return switch (code) {
      case MQTT3_BAD_PROTOCOL,
          MqttException.REASON_CODE_UNSUPPORTED_PROTOCOL_VERSION,
          MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION ->
          place + " does not speak MQTT 5: use a broker that does";
      case MQTT3_BAD_CREDENTIALS,
          MQTT3_NOT_AUTHORIZED,
          MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD,
          MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ->
          place + " refused the credentials of '" + id + "': check user, password or certificate";
      case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID ->
          place + " refused the client id '" + id + "'";
      case MqttReturnCode.RETURN_CODE_BANNED -> place + " has banned '" + id + "'";
      case MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE,
          MqttReturnCode.RETURN_CODE_SERVER_BUSY,
          MqttReturnCode.RETURN_CODE_CONNECTION_RATE_EXCEEDED ->
          place + " is busy (reason code " + code + ")";
      case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN -> place + " is shutting down";
      case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER ->
          "another client connected to " + place + " as '" + id + "': is it running twice?";
      case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE ->
          place + " found a packet too large: raise its maximum packet size";
      case MqttReturnCode.RETURN_CODE_RECEIVE_MAXIMUM_EXCEEDED,
          MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED,
          MqttReturnCode.RETURN_CODE_MESSAGE_RATE_TOO_HIGH ->
          place + " found too much under way (reason code " + code + ")";
      case MqttReturnCode.RETURN_CODE_TOPIC_ALIAS_NOT_ACCEPTED,
          MqttException.REASON_CODE_INVALID_TOPIC_ALAS ->
          place + " and this client disagree about topic aliases: set max_topic_alias 0 there";
      case MqttClientException.REASON_CODE_CLIENT_TIMEOUT,
          MqttClientException.REASON_CODE_WRITE_TIMEOUT ->
          place + " has been silent for longer than the keep-alive";
      case MqttClientException.REASON_CODE_CONNECTION_LOST -> place + " ended the connection";
      default -> place + " ended the connection with reason code " + code;
    };
  }
}
