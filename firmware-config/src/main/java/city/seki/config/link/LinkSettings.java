package city.seki.config.link;

import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to connect.
 *
 * @param host name or address of the broker
 * @param port of its plain or TLS listener
 * @param clientId unique at the broker: two clients of one id throw each other out
 * @param login user and password, or null
 * @param cleanStart whether the broker forgets what it queued for this id before
 * @param sessionExpiry how long it keeps the session after the connection ended
 * @param keepAlive a dead peer is noticed after at most twice this
 * @param connectTimeout from the first packet to the answers to CONNECT and SUBSCRIBE
 * @param window how many publishes may be under way
 * @param receiveMaximum how many unacknowledged messages the broker may send ahead
 * @param manualAcks true: only {@link MqttSession#acknowledge} acknowledges a message
 * @param subscriptions topic filters, QoS 1, made again after every connect
 * @param will published by the broker when the connection breaks, and by {@link MqttSession#close}
 * @param birth published after every connect
 * @param sockets makes the socket: plain, or TLS with its client certificate
 */
public record LinkSettings(
    String host,
    int port,
    String clientId,
    @Nullable Login login,
    boolean cleanStart,
    Duration sessionExpiry,
    Duration keepAlive,
    Duration connectTimeout,
    int window,
    int receiveMaximum,
    boolean manualAcks,
    List<String> subscriptions,
    @Nullable LinkMessage will,
    @Nullable LinkMessage birth,
    SocketFactory sockets) {

  /** A user name and its password. Its text shows neither. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[…]";
    }
  }

  public LinkSettings {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("expected a port from 1 to 65535, found " + port);
    }
    if (window < 1 || receiveMaximum < 1 || window > 65_535 || receiveMaximum > 65_535) {
      throw new IllegalArgumentException(
          "window and receive maximum are 1 to 65535, found " + window + ", " + receiveMaximum);
    }
    subscriptions = List.copyOf(subscriptions);
  }

  /** Plain TCP, clean start, keep-alive 30 s, 1,024 under way each way, nothing subscribed. */
  public static LinkSettings to(String host, int port, String clientId) {
    return new LinkSettings(
        host,
        port,
        clientId,
        null,
        true,
        Duration.ZERO,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        1_024,
        1_024,
        false,
        List.of(),
        null,
        null,
        SocketFactory.getDefault());
  }

  public LinkSettings withLogin(String user, String password) {
    return new LinkSettings(
        host,
        port,
        clientId,
        new Login(user, password),
        cleanStart,
        sessionExpiry,
        keepAlive,
        connectTimeout,
        window,
        receiveMaximum,
        manualAcks,
        subscriptions,
        will,
        birth,
        sockets);
  }

  /** The broker keeps the session that long after a cut, with what was queued for it. */
  public LinkSettings withSession(Duration expiry) {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        false,
        expiry,
        keepAlive,
        connectTimeout,
        window,
        receiveMaximum,
        manualAcks,
        subscriptions,
        will,
        birth,
        sockets);
  }

  public LinkSettings withTimes(Duration newKeepAlive, Duration newConnectTimeout) {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        cleanStart,
        sessionExpiry,
        newKeepAlive,
        newConnectTimeout,
        window,
        receiveMaximum,
        manualAcks,
        subscriptions,
        will,
        birth,
        sockets);
  }

  public LinkSettings withWindow(int newWindow, int newReceiveMaximum) {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        cleanStart,
        sessionExpiry,
        keepAlive,
        connectTimeout,
        newWindow,
        newReceiveMaximum,
        manualAcks,
        subscriptions,
        will,
        birth,
        sockets);
  }

  public LinkSettings withManualAcks() {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        cleanStart,
        sessionExpiry,
        keepAlive,
        connectTimeout,
        window,
        receiveMaximum,
        true,
        subscriptions,
        will,
        birth,
        sockets);
  }

  public LinkSettings withSubscriptions(String... filters) {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        cleanStart,
        sessionExpiry,
        keepAlive,
        connectTimeout,
        window,
        receiveMaximum,
        manualAcks,
        List.of(filters),
        will,
        birth,
        sockets);
  }

  public LinkSettings withWillAndBirth(LinkMessage newWill, LinkMessage newBirth) {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        cleanStart,
        sessionExpiry,
        keepAlive,
        connectTimeout,
        window,
        receiveMaximum,
        manualAcks,
        subscriptions,
        newWill,
        newBirth,
        sockets);
  }

  public LinkSettings withSockets(SocketFactory newSockets) {
    return new LinkSettings(
        host,
        port,
        clientId,
        login,
        cleanStart,
        sessionExpiry,
        keepAlive,
        connectTimeout,
        window,
        receiveMaximum,
        manualAcks,
        subscriptions,
        will,
        birth,
        newSockets);
  }

  /** The place as a person writes it. */
  String place() {
    return host + ":" + port;
  }
}
