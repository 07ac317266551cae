package city.seki.hub.coap;

import city.seki.config.model.City;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.elements.util.ExecutorsUtil;

/**
 * What the retained topics say, over CoAP (RFC 7252): {@code /offices/{office}/seats/{seat}} and
 * {@code /offices/{office}/summary}, the same JSON without persons, each observable (RFC 7641) and
 * with an ETag. A battery-powered label asks once a minute, or is told.
 *
 * <p>Plain CoAP: whoever reaches the port may read. Nothing can be written.
 *
 * <p>All requests and notifications are handled on one thread, which is what keeps a label from
 * missing the change that happens while its observation begins.
 */
public final class CoapSigns implements AutoCloseable {
  /** A label for each seat of the largest city, and signs; further ones have to ask. */
  private static final int MOST_OBSERVERS = 12_000;

  private static final long FAREWELL_MILLIS = 1_000;

  private final ScheduledExecutorService thread;
  private final SignResource signs;
  private final CoapEndpoint endpoint;

  private CoapSigns(InetSocketAddress address, Supplier<City> city, int mostObservers) {
    Configuration configuration = configuration(mostObservers);
    thread =
        ExecutorsUtil.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("seki-coap").factory());
    signs = new SignResource(city);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(address)
            .build();
    endpoint.setExecutors(thread, thread);
    endpoint.setMessageDeliverer(
        new PathDeliverer(new DirectoryResource(city), signs, configuration));
  }

  /**
   * Starts to answer.
   *
   * @param port 0 for any that is free
   * @param city the offices and seats that there are now
   * @throws IOException if the port cannot be opened; the message names the remedy
   */
  public static CoapSigns start(InetAddress bind, int port, Supplier<City> city)
      throws IOException {
    return start(bind, port, city, MOST_OBSERVERS);
  }

  static CoapSigns start(InetAddress bind, int port, Supplier<City> city, int mostObservers)
      throws IOException {
    CoapSigns started = new CoapSigns(new InetSocketAddress(bind, port), city, mostObservers);
    try {
      started.endpoint.start();
    } catch (IOException e) {
      started.close();
      throw new IOException(
          "CoAP port "
              + port
              + " at "
              + bind.getHostAddress()
              + " cannot be opened ("
              + e.getMessage()
              + "): stop the program that has it, or choose another by --coap-port",
          e);
    }
    return started;
  }

  private static Configuration configuration(int mostObservers) {
    CoapConfig.register();
    UdpConfig.register();
    // Where no standard configuration exists, Californium writes one to the working directory.
    Configuration standard = Configuration.createStandardWithoutFile();
    return new Configuration(standard)
        .set(CoapConfig.MAX_SERVER_OBSERVES, mostObservers)
        .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
  }

  /**
   * Notes what a retained topic says from now on, and tells who observes it. Safe for all threads.
   *
   * @param payload empty if the seat or office is no more
   */
  public void publish(String topic, byte[] payload) {
    signs.show(topic, payload);
    thread.execute(() -> signs.tell(topic));
  }

  /** The port it listens at. */
  public int port() {
    return endpoint.getAddress().getPort();
  }

  /** How many observations there are. */
  int observers() {
    return signs.getObserverCount();
  }

  /** Stops answering; observers find out when they ask again. */
  @Override
  public void close() {
    endpoint.destroy();
    ExecutorsUtil.shutdownExecutorGracefully(FAREWELL_MILLIS, thread);
  }

  @Override
  public String toString() {
    return "CoapSigns[port " + port() + "]";
  }
}
