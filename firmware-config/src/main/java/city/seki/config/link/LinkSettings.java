package city.seki.config.link;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to connect. Never changed once it was handed out: each {@code with…} gives another
 * one.
 */
public final class LinkSettings {
  private static final int MOST = 65_535;

  /** A user name and its password. Its text shows neither. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[…]";
    }
  }

  /** How TLS is spoken. */
  private record Tls(Supplier<SSLContext> contexts, SSLParameters parameters) {}

  private final String host;
  private final int port;
  private final String clientId;
  private @Nullable Login login;
  private boolean cleanStart = true;
  private Duration sessionExpiry = Duration.ZERO;
  private Duration keepAlive = Duration.ofSeconds(30);
  private Duration connectTimeout = Duration.ofSeconds(10);
  private int window = 1_024;
  private int receiveMaximum = 1_024;
  private boolean manualAcks;
  private @Nullable LongSupplier gatheredReads;
  private List<String> subscriptions = List.of();
  private @Nullable LinkMessage will;
  private @Nullable Supplier<LinkMessage> birth;
  private @Nullable Tls tls;
  private int mostPacketBytes;

  private LinkSettings(String host, int port, String clientId) {
    if (port < 1 || port > MOST) {
      throw new IllegalArgumentException("expected a port from 1 to 65535, found " + port);
    }
    this.host = host;
    this.port = port;
    this.clientId = clientId;
  }

  private LinkSettings(LinkSettings like) {
    this(like.host, like.port, like.clientId);
    login = like.login;
    cleanStart = like.cleanStart;
    sessionExpiry = like.sessionExpiry;
    keepAlive = like.keepAlive;
    connectTimeout = like.connectTimeout;
    window = like.window;
    receiveMaximum = like.receiveMaximum;
    manualAcks = like.manualAcks;
    gatheredReads = like.gatheredReads;
    subscriptions = like.subscriptions;
    will = like.will;
    birth = like.birth;
    tls = like.tls;
    mostPacketBytes = like.mostPacketBytes;
  }

  /**
   * Plain TCP, clean start, keep-alive 30 s, 1,024 under way each way, nothing subscribed.
   *
   * @param host name or address of the broker
   * @param port of its plain or TLS listener
   * @param clientId unique at the broker: two clients of one id throw each other out
   */
  public static LinkSettings to(String host, int port, String clientId) {
    return new LinkSettings(host, port, clientId);
  }

  public LinkSettings withLogin(String user, String password) {
    LinkSettings changed = new LinkSettings(this);
    changed.login = new Login(user, password);
    return changed;
  }

  /** The broker keeps the session that long after a cut, with what was queued for it. */
  public LinkSettings withSession(Duration expiry) {
    LinkSettings changed = new LinkSettings(this);
    changed.cleanStart = false;
    changed.sessionExpiry = expiry;
    return changed;
  }

  /**
   * @param keepAlive a dead peer is noticed after at most twice this
   * @param connectTimeout from the first packet to the answers to CONNECT and SUBSCRIBE
   */
  public LinkSettings withTimes(Duration keepAlive, Duration connectTimeout) {
    LinkSettings changed = new LinkSettings(this);
    changed.keepAlive = keepAlive;
    changed.connectTimeout = connectTimeout;
    return changed;
  }

  /**
   * @param window how many publishes may be under way, 1 to 65,535
   * @param receiveMaximum how many unacknowledged messages the broker may send ahead, the same
   */
  public LinkSettings withWindow(int window, int receiveMaximum) {
    if (window < 1 || receiveMaximum < 1 || window > MOST || receiveMaximum > MOST) {
      throw new IllegalArgumentException(
          "window and receive maximum are 1 to 65535, found " + window + ", " + receiveMaximum);
    }
    LinkSettings changed = new LinkSettings(this);
    changed.window = window;
    changed.receiveMaximum = receiveMaximum;
    return changed;
  }

  /** Only {@link MqttSession#acknowledge} acknowledges a message. */
  public LinkSettings withManualAcks() {
    LinkSettings changed = new LinkSettings(this);
    changed.manualAcks = true;
    return changed;
  }

  /**
   * Packets that come thick and fast are read many at a time, up to 0.3 ms late.
   *
   * @param nanos the monotonic clock
   */
  public LinkSettings withGatheredReads(LongSupplier nanos) {
    LinkSettings changed = new LinkSettings(this);
    changed.gatheredReads = nanos;
    return changed;
  }

  /** Topic filters, QoS 1, subscribed again after every connect. */
  public LinkSettings withSubscriptions(String... filters) {
    LinkSettings changed = new LinkSettings(this);
    changed.subscriptions = List.of(filters);
    return changed;
  }

  /**
   * @param will published by the broker when the connection breaks, and by {@link
   *     MqttSession#close}
   * @param birth published after every connect
   */
  public LinkSettings withWillAndBirth(LinkMessage will, LinkMessage birth) {
    return withWillAndBirth(will, () -> birth);
  }

  /**
   * @param birth asked after every connect for what is published then
   */
  public LinkSettings withWillAndBirth(LinkMessage will, Supplier<LinkMessage> birth) {
    LinkSettings changed = new LinkSettings(this);
    changed.will = will;
    changed.birth = birth;
    return changed;
  }

  /**
   * TLS, with the peer's certificate bearing the name or address of the broker unless the context
   * trusts by something else.
   */
  public LinkSettings withTls(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return withTls(context, parameters);
  }

  /**
   * TLS, as those parameters have it.
   *
   * @param context says who is believed, and shows the client's certificate if it has one
   */
  public LinkSettings withTls(SSLContext context, SSLParameters parameters) {
    return withTls(() -> context, parameters);
  }

  /**
   * TLS whose context says by itself who is believed.
   *
   * @param contexts asked at each connection; one for each keeps sessions from being resumed
   * @param spoken protocols and cipher suites
   */
  public LinkSettings withTls(Supplier<SSLContext> contexts, SSLParameters spoken) {
    LinkSettings changed = new LinkSettings(this);
    changed.tls = new Tls(contexts, spoken);
    return changed;
  }

  /**
   * For a broker that is somebody else's: it is asked for no longer packets, and cut if it sends
   * one. As it is else, a packet may have 256 MiB.
   */
  public LinkSettings withPacketBound(int mostBytes) {
    LinkSettings changed = new LinkSettings(this);
    changed.mostPacketBytes = mostBytes;
    return changed;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  String clientId() {
    return clientId;
  }

  @Nullable Login login() {
    return login;
  }

  boolean cleanStart() {
    return cleanStart;
  }

  Duration sessionExpiry() {
    return sessionExpiry;
  }

  Duration keepAlive() {
    return keepAlive;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  int window() {
    return window;
  }

  int receiveMaximum() {
    return receiveMaximum;
  }

  boolean manualAcks() {
    return manualAcks;
  }

  @Nullable LongSupplier gatheredReads() {
    return gatheredReads;
  }

  List<String> subscriptions() {
    return subscriptions;
  }

  @Nullable LinkMessage will() {
    return will;
  }

  @Nullable LinkMessage birth() {
    return birth == null ? null : birth.get();
  }

  boolean isTls() {
    return tls != null;
  }

  /** What is spoken over a socket that is connected: TLS, or nothing but what there is. */
  Socket over(Socket connected) throws IOException {
    Tls spoken = tls;
    if (spoken == null) {
      return connected;
    }
    SSLSocket over =
        (SSLSocket)
            spoken.contexts().get().getSocketFactory().createSocket(connected, host, port, true);
    over.setSSLParameters(spoken.parameters());
    return over;
  }

  /** 0 for no bound. */
  int mostPacketBytes() {
    return mostPacketBytes;
  }

  /** The place as a person writes it. */
  String place() {
    return host + ":" + port;
  }
}
