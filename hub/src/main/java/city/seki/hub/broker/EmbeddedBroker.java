package city.seki.hub.broker;

import static io.moquette.broker.config.IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.ENABLE_TELEMETRY_NAME;
import static io.moquette.broker.config.IConfig.HOST_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.NETTY_MAX_BYTES_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.PERSISTENT_CLIENT_EXPIRATION_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.PORT_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.SESSION_QUEUE_SIZE;
import static io.moquette.broker.config.IConfig.SSL_PORT_PROPERTY_NAME;
import static io.moquette.broker.config.IConfig.TOPIC_ALIAS_MAXIMUM_PROPERTY_NAME;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT 5 broker inside the hub (Moquette), in memory: what it held is gone when it stops, the
 * ledger and the journals of the units are the truth, and retained topics are published anew.
 *
 * <p>For units it listens with TLS and believes nothing but their certificates ({@link Mutual}); a
 * plain port is there beside it, on loopback, for the hub's own clients, who know a password that
 * exists in this process only. For development it has the plain port alone.
 *
 * <p>Moquette never answers a QoS 1 publish that is not permitted. So that such a client learns of
 * it it is disconnected, counted in {@link #refusedPublishes()}, and named to the listener.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** The largest packet accepted of a client; one that sends a larger one is disconnected. */
  public static final int LARGEST_OF_UNITS = 64 * 1024;

  /** The largest of the hub itself: the people of a city of 100,000. */
  public static final int LARGEST_OF_HUB = 8 * 1024 * 1024;

  // Moquette silently drops what does not fit into its command queues
  private static final int COMMAND_QUEUE = 64 * 1024;
  private static final int SECRET_BYTES = 24;

  private final Server server = new Server();
  private final InetSocketAddress hub;
  private final InetSocketAddress units;
  private final @Nullable Units ofUnits;
  private final @Nullable BrokerTls tls;
  private final String secret = newSecret();
  private final String proof = newSecret();
  private final AbuseListener listener;
  private final GateKeeper keeper;
  private final BrokerChannels.Broker channels;
  private final AtomicLong refusedPublishes = new AtomicLong();
  private volatile boolean isTight;

  private EmbeddedBroker(
      InetSocketAddress hub,
      InetSocketAddress units,
      TopicGuard guard,
      @Nullable Mutual mutual,
      AbuseListener listener) {
    this.hub = hub;
    this.units = units;
    this.listener = listener;
    keeper = new GateKeeper(guard, secret, proof, this::refuse);
    channels = new BrokerChannels.Broker(keeper, this::turnedAway);
    BrokerChannels.listen(hub.getPort(), channels, hub.getAddress());
    if (mutual == null) {
      ofUnits = null;
      tls = null;
    } else {
      ofUnits = new Units(mutual);
      tls = new BrokerTls(mutual, Runtime.getRuntime().availableProcessors());
      BrokerChannels.listen(units.getPort(), channels, mutual, ofUnits, tls);
    }
  }

  /**
   * Starts it for development, with one plain port, and tries that it is tight.
   *
   * @param bind address to listen at
   * @param port 0 for a free one
   * @throws BrokerRefused if the port is taken, or the guard is not obeyed
   */
  public static EmbeddedBroker start(
      InetAddress bind, int port, TopicGuard guard, AbuseListener listener) throws BrokerRefused {
    InetSocketAddress at = free(bind, port);
    return started(new EmbeddedBroker(at, at, guard, null, listener));
  }

  /**
   * Starts it for units that prove who they are, and tries that it is tight.
   *
   * @param bind address to listen at for units
   * @param port for units; 0 for a free one
   * @throws BrokerRefused if the port is taken, or the guard is not obeyed
   */
  public static EmbeddedBroker start(
      InetAddress bind, int port, Mutual mutual, AbuseListener listener) throws BrokerRefused {
    InetSocketAddress units = free(bind, port);
    InetSocketAddress hub = free(InetAddress.getLoopbackAddress(), 0);
    return started(new EmbeddedBroker(hub, units, new UnitGuard(), mutual, listener));
  }

  private static EmbeddedBroker started(EmbeddedBroker broker) throws BrokerRefused {
    // It costs nothing that could be measured, and JDK 25 warns of every program that does
    // otherwise
    System.setProperty("io.netty.noUnsafe", "true");
    System.setProperty(BrokerChannels.PROPERTY, "serviceload");
    try {
      broker.listen();
      broker.probe();
      return broker;
    } catch (BrokerRefused e) {
      broker.close();
      throw e;
    }
  }

  private void listen() throws BrokerRefused {
    BrokerTls ofUs = tls;
    try {
      server.startServer(
          new MemoryConfig(properties()),
          List.of(),
          ofUs == null ? null : ofUs::context,
          keeper,
          keeper);
      SessionLoops.keepAlive();
    } catch (IOException | RuntimeException e) {
      throw new BrokerRefused("the embedded broker did not start: " + e.getMessage(), e);
    }
  }

  private void probe() throws BrokerRefused {
    try {
      BrokerProbe probe = new BrokerProbe(hub, secret);
      String leak = probe.leak();
      if (leak == null && tls != null) {
        leak = probe.leakToUnits(units, new String(keeper.proof(), StandardCharsets.US_ASCII));
      }
      if (leak != null || !keeper.wasAsked()) {
        throw new BrokerRefused(
            "the embedded broker lets pass "
                + leak
                + " (guard asked: "
                + keeper.wasAsked()
                + "); it was stopped, because it would be open to everybody");
      }
      isTight = true;
    } catch (IOException e) {
      throw new BrokerRefused("the embedded broker does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Looks before Moquette does, which says less when the port is taken, and which cannot be asked
   * safely which port it was given when it asked for any.
   */
  private static InetSocketAddress free(InetAddress bind, int port) throws BrokerRefused {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(bind, port));
      return new InetSocketAddress(bind, probe.getLocalPort());
    } catch (IOException e) {
      throw new BrokerRefused(
          "MQTT port "
              + port
              + " at "
              + bind.getHostAddress()
              + " cannot be opened ("
              + e.getMessage()
              + "): stop the program that has it, or choose another by --mqtt-port",
          e);
    }
  }

  private Properties properties() {
    Properties all = new Properties();
    all.setProperty(HOST_PROPERTY_NAME, units.getAddress().getHostAddress());
    all.setProperty(PORT_PROPERTY_NAME, Integer.toString(hub.getPort()));
    if (tls != null) {
      all.setProperty(SSL_PORT_PROPERTY_NAME, Integer.toString(units.getPort()));
      all.setProperty(BrokerConstants.NEED_CLIENT_AUTH, "true");
    }
    all.setProperty(ALLOW_ANONYMOUS_PROPERTY_NAME, Boolean.toString(keeper.admitsAnonymous()));
    all.setProperty(PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    all.setProperty(ENABLE_TELEMETRY_NAME, "false");
    all.setProperty(BUFFER_FLUSH_MS_PROPERTY_NAME, "immediate");
    all.setProperty(BrokerConstants.NETTY_TCP_NODELAY_PROPERTY_NAME, "true");
    all.setProperty(NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(LARGEST_OF_HUB));
    all.setProperty(SESSION_QUEUE_SIZE, Integer.toString(COMMAND_QUEUE));
    all.setProperty(TOPIC_ALIAS_MAXIMUM_PROPERTY_NAME, "0");
    all.setProperty(PERSISTENT_CLIENT_EXPIRATION_PROPERTY_NAME, "1d");
    return all;
  }

  private static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void refuse(String client) {
    refusedPublishes.incrementAndGet();
    channels.cut(client);
    turnedAway(client, Abuse.FOREIGN_TOPIC);
  }

  /** What the probe does is no news. */
  private void turnedAway(String client, Abuse what) {
    if (isTight) {
      listener.turnedAway(client, what);
    }
  }

  /** The port at which units connect. */
  public int port() {
    return units.getPort();
  }

  /** Where the hub's own clients connect, without TLS. */
  public InetSocketAddress hubAddress() {
    return hub;
  }

  /** The user name under which the hub's own clients connect. */
  public String hubUser() {
    return GateKeeper.HUB;
  }

  /** Their password; made anew at every start, never to be shown or stored. */
  public String hubPassword() {
    return secret;
  }

  /** How many publishes the guard refused since the start. */
  public long refusedPublishes() {
    return refusedPublishes.get();
  }

  /**
   * Ends all connections of a unit whose certificate counts no more, at once and without their last
   * wills. Call it when {@link Mutual#isRevoked} says so already: then none comes back.
   */
  public void cut(String unit) {
    Units known = ofUnits;
    if (known != null) {
      known.cut(unit);
    }
  }

  /** Ends the connections whose certificates are over at that time; to be called now and then. */
  public void cutOver(Instant now) {
    Units known = ofUnits;
    if (known != null) {
      known.cutOver(now);
    }
  }

  /** Stops it; connected clients are cut. */
  @Override
  public void close() {
    server.stopServer();
    BrokerChannels.forget(hub.getPort());
    BrokerChannels.forget(units.getPort());
    BrokerTls ofUs = tls;
    if (ofUs != null) {
      ofUs.close();
    }
  }

  @Override
  public String toString() {
    return "EmbeddedBroker[port " + port() + "]";
  }
}
