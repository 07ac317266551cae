package city.seki.edge.coap;

import city.seki.config.model.Place;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.jspecify.annotations.Nullable;

/**
 * The unit's CoAP server.
 *
 * <pre>
 * POST /sensors/{name}          SenML, content format 110 or 112, up to 4 KiB, also in blocks
 * GET  /seats/{seat}            JSON, or text/plain in four lines; observable (RFC 7641)
 * GET  /rooms/{room}            the same
 * GET  /.well-known/core        links
 * </pre>
 *
 * <p>DTLS 1.2 with a key for each peer. {@link PostDesk} says what is accepted of a sensor; what is
 * not is answered with a 4.xx and a diagnostic, changes nothing and is counted. Without DTLS it
 * listens in development only, and on loopback only; whoever is on the machine may then post as any
 * sensor.
 *
 * <p>All requests and notifications are handled on one thread, which is what keeps a label from
 * missing the change that happens while its observation begins. A peer that is taken from the list
 * is refused at its next request; one whose key changes keeps its session until it ends.
 */
public final class UnitCoap implements AutoCloseable {
  /** The port of CoAPs (RFC 7252 §12.7). */
  public static final int SECURE_PORT = 5684;

  private static final long FAREWELL_MILLIS = 1_000;

  /**
   * Where to listen.
   *
   * @param port with DTLS; 0 for any that is free
   * @param developmentPort without DTLS, on loopback; 0 for any that is free, null for none
   */
  public record Listening(InetAddress bind, int port, @Nullable Integer developmentPort) {}

  private final ScheduledExecutorService thread;
  private final Tally tally = new Tally();
  private final LabelsResource labels;
  private final List<CoapEndpoint> endpoints = new ArrayList<>();

  private UnitCoap(
      Listening where, Peers peers, Pace pace, Consumer<SensorPost> posts, Labels shown) {
    Configuration configuration = Guarded.configuration();
    thread =
        ExecutorsUtil.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("coap").factory());
    Replies replies = new Replies(tally);
    labels = new LabelsResource(shown, peers, replies);
    UnitDeliverer deliverer =
        new UnitDeliverer(
            new DirectoryResource(shown, peers),
            new SensorsResource(new PostDesk(pace, peers, posts), replies, tally),
            labels,
            configuration);
    CoapEndpoint.Builder secure =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(
                Guarded.connector(
                    new InetSocketAddress(where.bind(), where.port()),
                    configuration,
                    peers,
                    tally));
    add(secure.build(), deliverer);
    Integer plain = where.developmentPort();
    if (plain != null) {
      CoapEndpoint.Builder local =
          CoapEndpoint.builder()
              .setConfiguration(configuration)
              .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), plain));
      add(local.build(), deliverer);
    }
    shown.onChange(this::changed);
  }

  private void add(CoapEndpoint endpoint, UnitDeliverer deliverer) {
    endpoint.setExecutors(thread, thread);
    endpoint.setMessageDeliverer(deliverer);
    endpoint.addInterceptor(
        new MessageInterceptorAdapter() {
          @Override
          public void sendResponse(Response response) {
            countRefusedBlocks(response);
          }
        });
    endpoints.add(endpoint);
  }

  /** What Californium refuses by itself never comes to a resource. */
  private void countRefusedBlocks(Response response) {
    if (response.isInternal()) {
      if (response.getCode() == ResponseCode.REQUEST_ENTITY_TOO_LARGE) {
        tally.refused(Cause.TOO_LARGE);
      } else if (response.getCode() == ResponseCode.REQUEST_ENTITY_INCOMPLETE) {
        tally.refused(Cause.INCOMPLETE);
      }
    }
  }

  /**
   * Starts to answer.
   *
   * @param posts gets what is accepted, on the server's thread; must return at once and not throw
   * @throws IOException if a port cannot be opened; the message names the remedy
   */
  public static UnitCoap start(
      Listening where, Peers peers, Pace pace, Consumer<SensorPost> posts, Labels labels)
      throws IOException {
    UnitCoap started = new UnitCoap(where, peers, pace, posts, labels);
    for (CoapEndpoint endpoint : started.endpoints) {
      try {
        endpoint.start();
      } catch (IOException e) {
        started.close();
        throw new IOException(
            "CoAP port "
                + endpoint.getAddress().getPort()
                + " at "
                + endpoint.getAddress().getHostString()
                + " cannot be opened ("
                + e.getMessage()
                + "): stop the program that has it, or give this unit another one",
            e);
      }
    }
    return started;
  }

  private void changed(Place place) {
    try {
      thread.execute(() -> labels.tell(place));
    } catch (RejectedExecutionException e) {
      // closed: whoever observed finds out when it asks again
      return;
    }
  }

  /** The port with DTLS. */
  public int port() {
    return endpoints.getFirst().getAddress().getPort();
  }

  /** The port without DTLS, in development. */
  int developmentPort() {
    return endpoints.getLast().getAddress().getPort();
  }

  /** How many observations there are. */
  public int observers() {
    return labels.getObserverCount();
  }

  /** What came since the start. Safe for all threads. */
  public CoapCounts counts() {
    return tally.now();
  }

  /** Stops answering; sessions end, observers find out when they ask again. */
  @Override
  public void close() {
    endpoints.forEach(CoapEndpoint::destroy);
    ExecutorsUtil.shutdownExecutorGracefully(FAREWELL_MILLIS, thread);
  }

  @Override
  public String toString() {
    return "UnitCoap[port " + port() + "]";
  }
}
