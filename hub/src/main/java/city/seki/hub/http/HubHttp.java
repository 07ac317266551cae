package city.seki.hub.http;

import city.seki.config.wire.BadMessage;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Principal;
import city.seki.provisioning.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Serves the API and the page over HTTP. */
public final class HubHttp implements AutoCloseable {
  /** Largest body that is read, in bytes. */
  static final int LARGEST_BODY = Route.USUAL;

  private static final Certificate[] NONE = {};

  /** Smaller answers are not worth compressing. */
  private static final int SMALLEST_ZIPPED = 1_024;

  private static final Pattern ZIPPABLE =
      Pattern.compile("(?:text/.*|application/.*json.*|image/svg\\+xml|.*manifest\\+json)");
  private static final Pattern NO_GZIP = Pattern.compile(".*gzip\\s*;\\s*q=0(?:\\.0*)?(?:,.*|$)");

  /** The page loads nothing from elsewhere, runs no inline script, and is in nobody's frame. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
              + " form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(self), geolocation=(), microphone=()");

  /** A year; whoever was here once is not led to an unprotected or forged hub any more. */
  private static final String HTTPS_ONLY = "max-age=31536000";

  private final HubParts hub;
  private final Router router;
  private final Gate gate;
  private final EventRoute events;
  private final List<Route> routes;
  private @Nullable WebServer server;

  /**
   * @param extra routes that a demonstration adds
   */
  public HubHttp(HubParts hub, List<Route> extra) {
    this.hub = hub;
    this.gate = new Gate(hub.access());
    this.events = new EventRoute(hub.stream(), hub.clock());
    Commands commands = new Commands(hub.allocation(), hub.audit(), hub.clock());
    routes = new ArrayList<>();
    routes.addAll(new OperationRoutes(hub).routes());
    routes.addAll(new SessionRoutes(hub.access(), hub.roster(), hub.directory()).routes());
    routes.addAll(new DirectoryRoutes(hub.access(), hub.directory()).routes());
    routes.addAll(new FloorRoutes(hub).routes());
    routes.addAll(new RoomRoutes(hub).routes());
    AccessRegister register = new AccessRegister(hub.audit(), hub.clock());
    routes.addAll(new MyRoutes(hub, register).routes());
    routes.addAll(new CalendarRoutes(hub).routes());
    routes.addAll(new ColleagueRoutes(hub, register).routes());
    routes.addAll(new OfferRoutes(hub, register).routes());
    routes.addAll(new KitRoutes(hub, commands, register).routes());
    routes.addAll(new MusterRoutes(hub, register).routes());
    routes.addAll(new AttendanceRoutes(hub, register).routes());
    routes.add(events.route());
    routes.addAll(new UnitRoutes(hub).routes());
    routes.addAll(new OrderRoutes(hub).routes());
    routes.addAll(new SensorRoutes(hub).routes());
    routes.addAll(new AlertRoutes(hub).routes());
    routes.addAll(new ReservationRoutes(hub, commands, register).routes());
    routes.addAll(new SeriesRoutes(hub, commands).routes());
    routes.addAll(new WishRoutes(hub, commands).routes());
    routes.addAll(new FacilityRoutes(hub, commands).routes());
    routes.addAll(new MeasureRoutes(hub, commands).routes());
    routes.addAll(new CardRoutes(hub, commands).routes());
    routes.addAll(new EstRoutes(hub.enrolment()).routes());
    routes.addAll(new EnrolmentRoutes(hub).routes());
    routes.addAll(new BundleRoutes(hub.bundles(), hub.enrolment()).routes());
    routes.addAll(new ConfigurationRoutes(hub).routes());
    routes.addAll(new RolloutRoutes(hub).routes());
    routes.addAll(new ReportRoutes(hub, register).routes());
    routes.addAll(new UtilisationRoutes(hub).routes());
    routes.addAll(new OpinionRoutes(hub).routes());
    routes.addAll(new NoticeRoutes(hub).routes());
    routes.addAll(new SeatCodeRoutes(hub).routes());
    routes.addAll(new ExportRoutes(hub).routes());
    routes.addAll(new WebFiles().routes());
    routes.addAll(extra);
    router = new Router(routes);
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  /**
   * Listens: for HTTPS alone, where units show a certificate, people show none, and the client is
   * asked for one that the context's authorities have signed; or without protection.
   *
   * @param port 0 for any that is free
   * @param tls null for HTTP
   * @throws IOException if the port is taken or the address is not this machine's
   */
  public void start(String bind, int port, @Nullable SSLContext tls) throws IOException {
    if (tls == null) {
      start(bind, port, WebServer.builder());
      return;
    }
    SSLParameters parameters = Tls.parameters();
    parameters.setWantClientAuth(true);
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    start(
        bind,
        port,
        WebServer.builder()
            .tls(
                io.helidon.common.tls.Tls.builder()
                    .sslContext(tls)
                    .sslParameters(parameters)
                    .build()));
  }

  private void start(String bind, int port, WebServerConfig.Builder builder) throws IOException {
    requireFree(bind, port);
    WebServer starting =
        builder
            .host(bind)
            .port(port)
            .shutdownHook(false)
            // else an event waits for the acknowledgement of the one before: 40 ms and more
            .connectionOptions(options -> options.tcpNoDelay(true))
            .maxPayloadSize(16L * LARGEST_BODY)
            .directHandlers(
                handlers -> {
                  for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
                    handlers.addHandler(type, HubHttp::transportProblem);
                  }
                })
            .routing(routing -> routing.any(this::handle))
            .build();
    starting.start();
    if (!starting.isRunning()) {
      throw new IOException("cannot listen on %s:%d".formatted(bind, port));
    }
    server = starting;
  }

  /** The server itself only logs why it cannot listen; the caller has to know. */
  private static void requireFree(String bind, int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(bind, port));
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on %s:%d: %s; stop what uses that port, or choose another by --http-port"
              .formatted(bind, port, e.getMessage()),
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.port();
  }

  private static DirectHandler.TransportResponse transportProblem(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
    Problem problem =
        switch (type) {
          case PAYLOAD_TOO_LARGE -> Problem.tooLarge(LARGEST_BODY);
          case INTERNAL_ERROR -> Problem.failed();
          default -> Problem.badRequest("not HTTP as it should be");
        };
    SECURITY.forEach((name, value) -> headers.set(HeaderNames.create(name), value));
    headers.set(HeaderNames.CACHE_CONTROL, "no-store");
    return DirectHandler.TransportResponse.builder()
        .status(Status.create(problem.status()))
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .keepAlive(false)
        .entity(problem.json())
        .build();
  }

  private void handle(ServerRequest request, ServerResponse response) throws IOException {
    Function<String, @Nullable String> header = header(request);
    Reply reply;
    try {
      reply = reply(request, header);
    } catch (Problem problem) {
      reply = limited(problem, request).reply();
    } catch (BadMessage e) {
      reply = Problem.badRequest(String.valueOf(e.getMessage())).reply();
    } catch (InterruptedException e) {
      reply = Problem.unavailable("the hub stops").reply();
    } catch (RuntimeException e) {
      // The outermost frame of a request: whatever failed, the others go on.
      Logger.error(e, "a request for {} failed", request.path().rawPath());
      reply = Problem.failed().reply();
    }
    send(reply, request, header, response);
  }

  /** Who shows too many tokens that do not count is told so. */
  private Problem limited(Problem problem, ServerRequest request) {
    return problem.isWrongToken() && hub.access().failed(request.remotePeer().host())
        ? Problem.tooManyFailures()
        : problem;
  }

  private Reply reply(ServerRequest request, Function<String, @Nullable String> header)
      throws BadMessage, InterruptedException {
    String asked = request.prologue().method().text();
    String method = asked.equals("HEAD") ? "GET" : asked;
    Router.Found found = router.find(method, request.path().path());
    Call.Connection connection = connection(request);
    Principal principal = gate.pass(method, found.route().operation(), header, connection.secure());
    Call call =
        new Call(
            found.path(),
            name -> request.query().first(name).orElse(null),
            header,
            body(request, found.route().largest()),
            principal,
            () -> gate.stillIn(header, connection.secure()),
            connection);
    return found.route().handler().handle(call);
  }

  private static Call.Connection connection(ServerRequest request) {
    List<X509Certificate> shown = new ArrayList<>();
    for (Certificate each : request.remotePeer().tlsCertificates().orElse(NONE)) {
      if (each instanceof X509Certificate certificate) {
        shown.add(certificate);
      }
    }
    return new Call.Connection(request.remotePeer().host(), request.isSecure(), shown);
  }

  private static Function<String, @Nullable String> header(ServerRequest request) {
    return name -> request.headers().first(HeaderNames.create(name)).orElse(null);
  }

  private static byte[] body(ServerRequest request, int largest) {
    if (request.headers().contentLength().orElse(0) > largest) {
      throw Problem.tooLarge(largest);
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw Problem.tooLarge(largest);
      }
      return bytes;
    } catch (IOException | UncheckedIOException e) {
      throw Problem.badRequest("the body broke off");
    }
  }

  private static void send(
      Reply reply,
      ServerRequest request,
      Function<String, @Nullable String> header,
      ServerResponse response)
      throws IOException {
    response.status(Status.create(reply.status()));
    SECURITY.forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (!reply.headers().containsKey("Cache-Control")) {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
    if (request.isSecure()) {
      response.header(HeaderNames.STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    reply
        .headers()
        .forEach(
            (name, values) ->
                response.header(HeaderNames.create(name), values.toArray(String[]::new)));
    if (reply.type() == null) {
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, reply.type());
    boolean head = request.prologue().method().text().equals("HEAD");
    if (reply.stream() != null && !head) {
      stream(reply.stream(), response);
    } else {
      sendBody(reply, head, header.apply("Accept-Encoding"), response);
    }
  }

  private static void sendBody(
      Reply reply, boolean head, @Nullable String encodings, ServerResponse response)
      throws IOException {
    byte[] body = reply.body();
    if (body.length >= SMALLEST_ZIPPED
        && ZIPPABLE.matcher(String.valueOf(reply.type())).matches()) {
      response.header(HeaderNames.VARY, "Accept-Encoding");
      if (takesGzip(encodings)) {
        response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        body = zipped(body);
      }
    }
    if (head) {
      response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
      response.send();
    } else {
      response.send(body);
    }
  }

  private static boolean takesGzip(@Nullable String encodings) {
    return encodings != null && encodings.contains("gzip") && !NO_GZIP.matcher(encodings).matches();
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  private static void stream(Reply.Stream stream, ServerResponse response) {
    try (OutputStream out = response.outputStream()) {
      stream.writeTo(out);
    } catch (IOException | UncheckedIOException e) {
      Logger.debug("a listener is gone");
    } catch (InterruptedException e) {
      Logger.debug("a listener is let go: the hub stops");
    }
  }

  /** Lets the listeners go and stops listening. */
  @Override
  public void close() {
    events.close();
    if (server != null) {
      server.stop();
    }
  }
}
