package city.seki.config.link;

import city.seki.config.link.LinkDown.Cause;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/** Paho's exceptions and MQTT's reason codes in words for a person, with the remedy. */
final class LinkFault {
  /** As Java tells of an alert that the other end sent. */
  private static final String ALERT = "Received fatal alert: ";

  private static final int MQTT3_BAD_PROTOCOL = 1;
  private static final int MQTT3_BAD_CREDENTIALS = 4;
  private static final int MQTT3_NOT_AUTHORIZED = 5;

  private LinkFault() {}

  static LinkDown of(Throwable fault, LinkSettings settings) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      LinkDown down = ofSocket(cause, settings);
      if (down != null) {
        return down;
      }
    }
    return fault instanceof MqttException mqtt
        ? ofCode(mqtt.getReasonCode(), settings)
        : new LinkDown(Cause.CLOSED, "connection to " + settings.place() + " failed: " + fault);
  }

  private static @Nullable LinkDown ofSocket(Throwable cause, LinkSettings settings) {
    String place = settings.place();
    return switch (cause) {
      case UnknownHostException e ->
          new LinkDown(
              Cause.UNREACHABLE,
              "host name '" + settings.host() + "' not found: check the name and the DNS");
      case SocketTimeoutException e ->
          new LinkDown(
              Cause.TIMEOUT,
              "no answer from "
                  + place
                  + " within "
                  + settings.connectTimeout().toSeconds()
                  + " s: check address and firewall");
      case NoRouteToHostException e ->
          new LinkDown(Cause.UNREACHABLE, "no route to " + place + ": check the network");
      case ConnectException e when isUnreachable(e) ->
          new LinkDown(Cause.UNREACHABLE, "no way to " + place + ": check the network");
      case ConnectException e ->
          new LinkDown(
              Cause.REFUSED,
              "nobody listens at " + place + " (connection refused): is the broker running?");
      case SSLException e -> ofTls(e, settings);
      case SocketException e when settings.isTls() -> turnedAwayOrDown(settings);
      case EOFException e when settings.isTls() -> turnedAwayOrDown(settings);
      case OldConnack.Found e -> oldProtocol(settings);
      case PacketBound.Exceeded e ->
          new LinkDown(
              Cause.GARBAGE, place + " sent " + e.getMessage() + ": is it an MQTT broker?");
      default -> null;
    };
  }

  /**
   * A client of TLS 1.3 is done with the handshake before the other end has looked at its
   * certificate (RFC 8446, 4.4): it learns of a refusal when it reads for the first time.
   */
  private static LinkDown ofTls(SSLException fault, LinkSettings settings) {
    String place = settings.place();
    String said = String.valueOf(fault.getMessage());
    if (fault.getCause() instanceof CertificateException why) {
      return new LinkDown(
          Cause.TLS,
          place
              + " is not believed: "
              + why.getMessage()
              + ". Is the address that of the hub of this city, and is this clock right?");
    }
    if (said.contains(ALERT) && said.contains("certificate")) {
      return new LinkDown(
          Cause.TLS,
          place
              + " does not accept the certificate of '"
              + settings.clientId()
              + "' ("
              + said.substring(said.indexOf(ALERT) + ALERT.length())
              + "): it may be over, revoked or of another city, or a clock is wrong");
    }
    return new LinkDown(
        Cause.TLS,
        "TLS with "
            + place
            + " failed ("
            + said
            + "): check both certificates, the clock, and that the port is the TLS one");
  }

  private static LinkDown turnedAwayOrDown(LinkSettings settings) {
    return new LinkDown(
        Cause.CLOSED,
        settings.place()
            + " ended the connection. If it does so each time, it does not accept the certificate"
            + " of '"
            + settings.clientId()
            + "'");
  }

  private static LinkDown oldProtocol(LinkSettings settings) {
    return new LinkDown(
        Cause.OLD_PROTOCOL, settings.place() + " does not speak MQTT 5: use a broker that does");
  }

  private static boolean isUnreachable(ConnectException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("unreachable");
  }

  /**
   * What an MQTT 5 reason code, an MQTT 3 return code or a number of Paho's own means.
   *
   * @param code of CONNACK, SUBACK, DISCONNECT or of the client
   */
  static LinkDown ofCode(int code, LinkSettings settings) {
    String place = settings.place();
    String id = settings.clientId();
    return switch (code) {
      case MQTT3_BAD_PROTOCOL,
          MqttException.REASON_CODE_UNSUPPORTED_PROTOCOL_VERSION,
          MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION ->
          oldProtocol(settings);
      case MQTT3_BAD_CREDENTIALS,
          MQTT3_NOT_AUTHORIZED,
          MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD,
          MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ->
          new LinkDown(
              Cause.LOGIN,
              place
                  + " refused the credentials of '"
                  + id
                  + "': check user, password or certificate");
      case MqttException.REASON_CODE_MALFORMED_PACKET ->
          new LinkDown(Cause.GARBAGE, place + " sent what is no MQTT: is it an MQTT broker?");
      case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID ->
          new LinkDown(Cause.LOGIN, place + " refused the client id '" + id + "'");
      case MqttReturnCode.RETURN_CODE_BANNED ->
          new LinkDown(Cause.LOGIN, place + " has banned '" + id + "'");
      case MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE,
          MqttReturnCode.RETURN_CODE_SERVER_BUSY,
          MqttReturnCode.RETURN_CODE_CONNECTION_RATE_EXCEEDED ->
          new LinkDown(Cause.BUSY, place + " is busy (reason code " + code + ")");
      case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN ->
          new LinkDown(Cause.CLOSED, place + " is shutting down");
      case MqttReturnCode.RETURN_CODE_ADMINISTRITIVE_ACTION ->
          new LinkDown(
              Cause.CLOSED,
              place + " ended the connection of '" + id + "' on purpose: was it revoked there?");
      case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER ->
          new LinkDown(
              Cause.PUSHED_OFF,
              "another client connected to " + place + " as '" + id + "': is it running twice?");
      case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE ->
          new LinkDown(
              Cause.CLOSED, place + " found a packet too large: raise its maximum packet size");
      case MqttReturnCode.RETURN_CODE_RECEIVE_MAXIMUM_EXCEEDED,
          MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED,
          MqttReturnCode.RETURN_CODE_MESSAGE_RATE_TOO_HIGH ->
          new LinkDown(Cause.BUSY, place + " found too much under way (reason code " + code + ")");
      case MqttReturnCode.RETURN_CODE_TOPIC_ALIAS_NOT_ACCEPTED,
          MqttException.REASON_CODE_INVALID_TOPIC_ALAS ->
          new LinkDown(
              Cause.CLOSED,
              place + " and this client disagree about topic aliases: set max_topic_alias 0 there");
      case MqttClientException.REASON_CODE_CLIENT_TIMEOUT,
          MqttClientException.REASON_CODE_WRITE_TIMEOUT ->
          new LinkDown(Cause.TIMEOUT, place + " has been silent for longer than the keep-alive");
      case MqttClientException.REASON_CODE_CONNECTION_LOST ->
          new LinkDown(Cause.CLOSED, place + " ended the connection");
      default ->
          new LinkDown(Cause.CLOSED, place + " ended the connection with reason code " + code);
    };
  }
}
