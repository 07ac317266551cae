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
import static io.moquette.broker.config.IConfig.TOPIC_ALIAS_MAXIMUM_PROPERTY_NAME;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The MQTT 5 broker inside the hub (Moquette), in memory: what it held is gone when it stops, the
 * ledger and the journals of the units are the truth, and retained topics are published anew.
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
  private final int port;
  private final String secret;
  private final Consumer<String> onRefusedPublish;
  private final AtomicLong refusedPublishes = new AtomicLong();

  private EmbeddedBroker(int port, String secret, Consumer<String> onRefusedPublish) {
    this.port = port;
    this.secret = secret;
    this.onRefusedPublish = onRefusedPublish;
  }

  /**
   * Starts it and tries that it is tight.
   *
   * @param bind address to listen at
   * @param port 0 for a free one
   * @param onRefusedPublish gets the id of a client that published what it may not, on a thread of
   *     its own
   * @param onTooLarge gets the id of a client that began to send more than {@link
   *     #LARGEST_OF_UNITS}; must not block
   * @throws BrokerRefused if the port is taken, or the guard is not obeyed
   */
  public static EmbeddedBroker start(
      InetAddress bind,
      int port,
      TopicGuard guard,
      Consumer<String> onRefusedPublish,
      Consumer<String> onTooLarge)
      throws BrokerRefused {
    // It costs nothing that could be measured, and JDK 25 warns of every program that does
    // otherwise
    System.setProperty("io.netty.noUnsafe", "true");
    int free = freePort(bind, port);
    EmbeddedBroker broker = new EmbeddedBroker(free, newSecret(), onRefusedPublish);
    GateKeeper keeper = new GateKeeper(guard, broker.secret, broker::refuse);
    System.setProperty(BrokerChannels.PROPERTY, "serviceload");
    BrokerChannels.listen(free, keeper, onTooLarge);
    try {
      broker.server.startServer(
          new MemoryConfig(properties(bind, free, guard)), List.of(), null, keeper, keeper);
      SessionLoops.keepAlive();
    } catch (IOException | RuntimeException e) {
      broker.server.stopServer();
      throw new BrokerRefused("the embedded broker did not start: " + e.getMessage(), e);
    }
    try {
      String leak = BrokerProbe.leak(bind, broker.port(), broker.secret);
      if (leak != null || !keeper.wasAsked()) {
        throw new BrokerRefused(
            "the embedded broker lets pass "
                + leak
                + " (guard asked: "
                + keeper.wasAsked()
                + "); it was stopped, because it would be open to everybody");
      }
    } catch (IOException e) {
      broker.close();
      throw new BrokerRefused("the embedded broker does not answer: " + e.getMessage(), e);
    } catch (BrokerRefused e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  /**
   * Looks before Moquette does, which says less when the port is taken, and which cannot be asked
   * safely which port it was given when it asked for any.
   */
  private static int freePort(InetAddress bind, int port) throws BrokerRefused {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(bind, port));
      return probe.getLocalPort();
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

  private static Properties properties(InetAddress bind, int port, TopicGuard guard) {
    Properties all = new Properties();
    all.setProperty(HOST_PROPERTY_NAME, bind.getHostAddress());
    all.setProperty(PORT_PROPERTY_NAME, Integer.toString(port));
    all.setProperty(ALLOW_ANONYMOUS_PROPERTY_NAME, Boolean.toString(guard.admitsAnonymous()));
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

  private void refuse(String clientId) {
    refusedPublishes.incrementAndGet();
    BrokerChannels.cut(port, clientId);
    var _ =
        Thread.ofVirtual()
            .name("seki-broker-refused")
            .start(() -> onRefusedPublish.accept(clientId));
  }

  /** The port it listens at. */
  public int port() {
    return port;
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

  /** Stops it; connected clients are cut. */
  @Override
  public void close() {
    server.stopServer();
    BrokerChannels.forget(port);
  }

  @Override
  public String toString() {
    return "EmbeddedBroker[port " + port() + "]";
  }
}
