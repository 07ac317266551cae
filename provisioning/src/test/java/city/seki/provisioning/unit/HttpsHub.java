package city.seki.provisioning.unit;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.est.Base64Body;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A hub's EST over a real HTTPS server of the JDK's. */
public final class HttpsHub implements AutoCloseable {
  private final YearHub hub;
  private final HttpsServer server;

  /** What was sent to it: path and, if there was one, the kind of login. */
  final List<String> heard = new CopyOnWriteArrayList<>();

  /** Shows its own certificate. */
  public HttpsHub(YearHub hub) throws IOException {
    this(hub, hub.identity());
  }

  HttpsHub(YearHub hub, TlsIdentity shown) throws IOException {
    this.hub = hub;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(Tls.context(() -> shown, chain -> null)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters spoken = Tls.parameters();
            spoken.setWantClientAuth(true);
            parameters.setSSLParameters(spoken);
          }
        });
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String login = exchange.getRequestHeaders().getFirst("Authorization");
      heard.add(path + (login == null ? "" : " " + login.split(" ", 2)[0]));
      byte[] body = exchange.getRequestBody().readAllBytes();
      synchronized (hub) {
        switch (path) {
          case "/.well-known/est/cacerts" ->
              send(exchange, 200, Base64Body.write(CertsOnly.write(hub.authorities())));
          case "/.well-known/est/simpleenroll", "/.well-known/est/simplereenroll" ->
              tell(exchange, enrolled(exchange, login, body));
          case "/unit" -> tell(exchange, hub.startDocument(shown(exchange)));
          default -> send(exchange, 404, "");
        }
      }
    }
  }

  private EstAnswer enrolled(HttpExchange exchange, @Nullable String login, byte[] body) {
    byte[] der = Base64Body.read(body, CertificateRequest.MOST_BYTES).orElseThrow();
    if (!(CertificateRequest.read(der) instanceof CertificateRequest request)) {
      throw new AssertionError("a request");
    }
    List<X509Certificate> shown = shown(exchange);
    if (!shown.isEmpty()) {
      return hub.enrol(shown, request);
    }
    Holder.Claim claim = login == null ? null : hub.codes.get(password(login));
    return claim == null
        ? new EstAnswer.Refused("unknown-claim")
        : hub.answer(new EnrolCommand.ByClaim(claim, Optional.empty()), request);
  }

  private static String password(String login) {
    byte[] plain = Base64.getDecoder().decode(login.split(" ", 2)[1]);
    String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
    return parts[0].equals(ClaimCode.USER) ? parts[1] : "";
  }

  private static List<X509Certificate> shown(HttpExchange exchange) {
    try {
      return Arrays.stream(((HttpsExchange) exchange).getSSLSession().getPeerCertificates())
          .map(each -> (X509Certificate) each)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // it shows none
    }
  }

  private static void tell(HttpExchange exchange, Object answer) throws IOException {
    switch (answer) {
      case EstAnswer.Certificates(var certificates) ->
          send(exchange, 200, Base64Body.write(CertsOnly.write(certificates)));
      case EstAnswer.StartDocument(var text) -> send(exchange, 200, text);
      case EstAnswer.Wait(var after) -> {
        exchange.getResponseHeaders().set("Retry-After", Long.toString(after.toSeconds()));
        send(exchange, 202, "");
      }
      case EstAnswer.Refused(var word) ->
          send(exchange, 403, "{\"title\":\"not enrolled\",\"reason\":\"" + word + "\"}");
      default -> send(exchange, 400, String.valueOf(answer));
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
