package city.seki.hub.est;

import city.seki.hub.enrol.EnrolDesk;
import city.seki.hub.metrics.Metrics;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.dtls.Allowances;
import city.seki.provisioning.dtls.Dtls;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The hub's door for units without a certificate, and for those that renew theirs.
 *
 * <pre>
 * GET  /.well-known/est/crts    issuing CA and root: 281, or the root alone: 287
 * GET  /.well-known/est/att     what a request should have: 285
 * POST /.well-known/est/sen     a request (286) by a claim: its certificate, 281 or 287
 * POST /.well-known/est/sren    a request by a unit that has, or had, a certificate
 * GET  /unit                    what that unit starts from: text
 * GET  /.well-known/core        links
 * </pre>
 *
 * <p>DTLS 1.2 with certificates: who shows that of a claim or of a unit is let in, also when it is
 * over; nobody else, and nobody who was shut out. What is refused is answered with a code and a
 * word, changes nothing and is counted.
 *
 * <p>An address may begin 100 handshakes at once and five each second, a certificate may ask 20
 * times at once and once each second: enough for an office that comes back behind one address.
 *
 * <p>Requests are handled on one thread, what has to be signed and written down on another.
 */
public final class EstCoap implements AutoCloseable {
  /** The port of CoAPs (RFC 7252 §12.7). */
  public static final int PORT = 5684;

  private static final Allowances.Limits HANDSHAKES = new Allowances.Limits(100, 5, 4_096);
  private static final Allowances.Limits REQUESTS = new Allowances.Limits(20, 1, 4_096);
  private static final int MOST_PEERS = 2_048;
  private static final int MOST_JOBS = 4_096;
  private static final int MOST_TO_SIGN = 256;

  /** So that those who went away without a word do not lock out the next one. */
  private static final int STALE_SECONDS = 60;

  private static final int BLOCKS_WAIT_SECONDS = 60;
  private static final long FAREWELL_MILLIS = 1_000;

  private final EstTally tally;
  private final ScheduledExecutorService thread;
  private final ThreadPoolExecutor signing;
  private final DTLSConnector connector;
  private final CoapEndpoint endpoint;

  private EstCoap(
      InetSocketAddress address,
      Supplier<@Nullable TlsIdentity> own,
      EnrolDesk desk,
      Function<String, Optional<String>> start,
      LongSupplier nanos,
      Metrics metrics,
      Consumer<RuntimeException> failures) {
    tally = new EstTally(metrics);
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("seki-est").factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // of repetitions when it is closed
    signing =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_TO_SIGN),
            Thread.ofPlatform().daemon().name("seki-est-signing").factory());
    Configuration configuration = configuration();
    connector =
        Dtls.server(
            address,
            configuration,
            own,
            chain -> EstDoor.refusal(desk, chain),
            new Allowances<>(HANDSHAKES, nanos),
            tally);
    endpoint =
        CoapEndpoint.builder().setConfiguration(configuration).setConnector(connector).build();
    endpoint.setExecutors(thread, thread);
    EstReplies replies = new EstReplies(tally);
    endpoint.setMessageDeliverer(
        EstPaths.of(
            new EstDoor(desk, new Allowances<>(REQUESTS, nanos), replies),
            replies,
            new EnrolAnswers(desk, replies, signing, failures),
            new ReadAnswers(desk, start, replies),
            configuration));
    endpoint.addInterceptor(
        new MessageInterceptorAdapter() {
          @Override
          public void sendResponse(Response response) {
            countInternal(response);
          }
        });
    desk.onRevoked(this::cut);
  }

  private static Configuration configuration() {
    return Dtls.configuration()
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, CertificateRequest.MOST_BYTES)
        .set(CoapConfig.MAX_ACTIVE_PEERS, MOST_PEERS)
        .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, BLOCKS_WAIT_SECONDS, TimeUnit.SECONDS)
        // of each peer only the last messages are remembered, however fast it sends
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
        .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, 32)
        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, MOST_PEERS)
        .set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, STALE_SECONDS, TimeUnit.SECONDS)
        .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 3)
        .set(DtlsConfig.DTLS_MAX_PENDING_INBOUND_JOBS, MOST_JOBS)
        .set(DtlsConfig.DTLS_MAX_PENDING_OUTBOUND_JOBS, MOST_JOBS)
        .set(DtlsConfig.DTLS_MAX_PENDING_HANDSHAKE_RESULT_JOBS, MOST_JOBS);
  }

  /**
   * Starts to answer.
   *
   * @param port 0 for any that is free
   * @param own the hub's certificate, asked for at each handshake
   * @param start the text of a unit's {@code unit.yaml}, empty if the city has no such unit
   * @param nanos a monotonic clock
   * @param failures is told of what could not be written down, on a thread of this server
   * @throws IOException if the port cannot be opened; the message names the remedy
   */
  public static EstCoap start(
      InetAddress bind,
      int port,
      Supplier<@Nullable TlsIdentity> own,
      EnrolDesk desk,
      Function<String, Optional<String>> start,
      LongSupplier nanos,
      Metrics metrics,
      Consumer<RuntimeException> failures)
      throws IOException {
    EstCoap started =
        new EstCoap(new InetSocketAddress(bind, port), own, desk, start, nanos, metrics, failures);
    try {
      started.endpoint.start();
    } catch (IOException e) {
      started.close();
      throw new IOException(
          "CoAPs port "
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

  /** Nothing that is still under way reaches the unit, and it cannot begin anew. */
  private void cut(String unit) {
    Filter<Principal> isIt =
        peer ->
            peer instanceof X509CertPath path
                && Holder.of(path.getTarget()).equals(new Holder.Unit(unit));
    var _ = connector.startTerminateConnectionsForPrincipal(isIt);
  }

  /** What Californium refuses by itself never comes to a resource. */
  private void countInternal(Response response) {
    if (response.isInternal()) {
      EstCause cause =
          switch (response.getCode()) {
            case REQUEST_ENTITY_TOO_LARGE -> EstCause.TOO_LARGE;
            case REQUEST_ENTITY_INCOMPLETE -> EstCause.INCOMPLETE;
            case NOT_FOUND -> EstCause.NOT_FOUND;
            default -> null;
          };
      if (cause != null) {
        tally.refused(cause);
      }
    }
  }

  /** The port it listens at. */
  public int port() {
    return endpoint.getAddress().getPort();
  }

  /** What came since the start. Safe for all threads. */
  public EstCounts counts() {
    return tally.now();
  }

  /** Stops answering; what is being signed is still written down. */
  @Override
  public void close() {
    endpoint.destroy();
    ExecutorsUtil.shutdownExecutorGracefully(FAREWELL_MILLIS, thread, signing);
  }

  @Override
  public String toString() {
    return "EstCoap[port " + port() + "]";
  }
}
