package city.seki.provisioning.unit;

import city.seki.provisioning.dtls.Dtls;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.ContentFormat;
import city.seki.provisioning.est.EstResource;
import city.seki.provisioning.est.MalformedDer;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.eclipse.californium.elements.util.StringUtil;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * EST over CoAPs (RFC 9148): DTLS with certificates, DER, bodies in blocks where they are long.
 * What is lost on the way is sent again by DTLS and CoAP; an answer that takes the hub long comes
 * by itself (RFC 7252, 5.2.2).
 */
public final class CoapEst implements EstClient {
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final int HANDSHAKE_REPETITIONS = 3;
  private static final int LARGEST_ANSWER = CertsOnly.MOST_BYTES;
  private static final long FAREWELL_MILLIS = 1_000;

  /** Whatever a hub says, a unit asks again within that time. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** How a refusal names its reason. */
  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{1,39}");

  private final URI server;
  private final TlsIdentity identity;
  private final PeerCheck hub;
  private final Duration patience;
  private final AtomicReference<@Nullable String> disbelief = new AtomicReference<>();
  private final ScheduledExecutorService thread;
  private @Nullable CoapEndpoint endpoint;

  private CoapEst(URI server, TlsIdentity identity, PeerCheck hub, Duration patience) {
    this.server = server;
    this.identity = identity;
    this.hub = hub;
    this.patience = patience;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("est-coap").factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // of repetitions when it is closed
  }

  /**
   * Nothing is sent before the first question.
   *
   * @param server {@code coaps://HOST:PORT}
   * @param identity what the unit shows of itself: its claim's certificate or its own
   * @param hub who is believed to be the hub
   * @throws IllegalArgumentException if the address is none of CoAPs
   */
  public static EstClient open(URI server, TlsIdentity identity, PeerCheck hub) {
    return open(server, identity, hub, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience for handshake, repetitions and answer together
   * @throws IllegalArgumentException if the address is none of CoAPs
   */
  public static EstClient open(URI server, TlsIdentity identity, PeerCheck hub, Duration patience) {
    if (!CoAP.COAP_SECURE_URI_SCHEME.equals(server.getScheme()) || server.getHost() == null) {
      throw new IllegalArgumentException("expected coaps://HOST:PORT, found " + server);
    }
    return new CoapEst(server, identity, hub, patience);
  }

  @Override
  public EstAnswer caCertificates() {
    return certificates(EstResource.CA_CERTIFICATES, Request.newGet());
  }

  @Override
  public EstAnswer enrol(CertificateRequest request) {
    return certificates(EstResource.ENROLL, post(request));
  }

  @Override
  public EstAnswer reenrol(CertificateRequest request) {
    return certificates(EstResource.REENROLL, post(request));
  }

  private static Request post(CertificateRequest request) {
    Request post = Request.newPost();
    post.getOptions().setContentFormat(ContentFormat.REQUEST.number());
    post.setPayload(request.der());
    return post;
  }

  private EstAnswer certificates(EstResource resource, Request request) {
    request.getOptions().setUriPath(".well-known/est/" + resource.coapName());
    request.getOptions().setAccept(ContentFormat.CERTS_ONLY.number());
    return switch (ask(request)) {
      case Asked.Unanswered(var why) -> why;
      case Asked.Answered(Response response) -> {
        EstAnswer.Not not = not(response);
        yield not != null ? not : read(response);
      }
    };
  }

  private EstAnswer read(Response response) {
    int format = response.getOptions().getContentFormat();
    if (format != ContentFormat.CERTS_ONLY.number()) {
      return unreadable("an answer of content format " + format);
    }
    try {
      return new EstAnswer.Certificates(CertsOnly.read(response.getPayload()));
    } catch (MalformedDer e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private EstAnswer.Unreachable unreadable(String what) {
    return new EstAnswer.Unreachable(server + " answers what cannot be read: " + what);
  }

  @Override
  public EstAnswer.Start startDocument() {
    Request request = Request.newGet();
    request.getOptions().setUriPath("unit").setAccept(MediaTypeRegistry.TEXT_PLAIN);
    return switch (ask(request)) {
      case Asked.Unanswered(var why) -> why;
      case Asked.Answered(Response response) -> {
        EstAnswer.Not not = not(response);
        yield not != null ? not : new EstAnswer.StartDocument(response.getPayloadString());
      }
    };
  }

  /** Why the answer is not what was asked for; null if it is. */
  private EstAnswer.@Nullable Not not(Response response) {
    ResponseCode code = response.getCode();
    if (code.isSuccess()) {
      return null;
    }
    if (code == ResponseCode.SERVICE_UNAVAILABLE || code == ResponseCode.TOO_MANY_REQUESTS) {
      Duration wait = Duration.ofSeconds(Math.max(1, response.getOptions().getMaxAge()));
      return new EstAnswer.Wait(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }
    String said = response.getPayloadString();
    if (code.isServerError()) {
      return new EstAnswer.Unreachable(server + " fails: " + code + " " + printable(said));
    }
    return new EstAnswer.Refused(WORD.matcher(said).matches() ? said : "coap-" + code);
  }

  private static String printable(String said) {
    return said.codePoints()
        .filter(c -> c >= ' ' && c < 127)
        .limit(80)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** What became of a request. */
  private sealed interface Asked {
    record Answered(Response response) implements Asked {}

    record Unanswered(EstAnswer.Not why) implements Asked {}
  }

  private Asked ask(Request request) {
    disbelief.set(null);
    try {
      InetAddress address = InetAddress.getByName(server.getHost());
      int port = server.getPort() < 0 ? CoAP.DEFAULT_COAP_SECURE_PORT : server.getPort();
      request.setDestinationContext(
          new AddressEndpointContext(new InetSocketAddress(address, port)));
      if (!StringUtil.isLiteralIpAddress(server.getHost())) {
        request.getOptions().setUriHost(server.getHost());
      }
      request.send(started());
      Response response = request.waitForResponse(patience.toMillis());
      return response == null
          ? new Asked.Unanswered(unanswered(request))
          : new Asked.Answered(response);
    } catch (UnknownHostException e) {
      return new Asked.Unanswered(
          new EstAnswer.Unreachable("no address is known for the host of " + server));
    } catch (IOException e) {
      return new Asked.Unanswered(
          new EstAnswer.Unreachable("no port for " + server + " can be opened: " + e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Asked.Unanswered(new EstAnswer.Unreachable("it was given up to ask " + server));
    }
  }

  private EstAnswer.Not unanswered(Request request) {
    Throwable failure = request.getSendError();
    request.cancel();
    String why = disbelief.get();
    if (why != null) {
      return new EstAnswer.Distrusted("whoever answers at " + server + " is not believed: " + why);
    }
    if (failure instanceof HandshakeException refused) {
      AlertDescription alert = refused.getAlert().getDescription();
      return alert == AlertDescription.INTERNAL_ERROR || alert == AlertDescription.CLOSE_NOTIFY
          ? new EstAnswer.Unreachable(server + " is too busy for another connection")
          : new EstAnswer.Distrusted(
              server + " does not believe the certificate it is shown: " + alert.getDescription());
    }
    return new EstAnswer.Unreachable(
        "no answer from " + server + " within " + patience.toSeconds() + " s");
  }

  private CoapEndpoint started() throws IOException {
    CoapEndpoint running = endpoint;
    if (running == null) {
      Configuration configuration =
          Dtls.configuration()
              .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, LARGEST_ANSWER)
              .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, HANDSHAKE_REPETITIONS);
      running =
          CoapEndpoint.builder()
              .setConfiguration(configuration)
              .setConnector(Dtls.client(configuration, identity, hub, disbelief::set))
              .build();
      running.setExecutors(thread, thread);
      endpoint = running;
      running.start();
    }
    return running;
  }

  @Override
  public void close() {
    if (endpoint != null) {
      endpoint.destroy();
    }
    ExecutorsUtil.shutdownExecutorGracefully(FAREWELL_MILLIS, thread);
  }

  @Override
  public String toString() {
    return "CoapEst[" + server + "]";
  }
}
