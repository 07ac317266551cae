package city.seki.hub.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that can be made to lie in every way that a client has to see through. */
final class MadeUpProvider implements AutoCloseable {
  static final String CLIENT = "seki";
  static final String SECRET = "a secret of this client";

  private final HttpServer server;
  final AtomicInteger keysAsked = new AtomicInteger();
  final AtomicInteger described = new AtomicInteger();
  RSAKey key;
  private String token = "";
  String userInfo = "{}";
  String metadataIssuer;
  int tokenStatus = 200;
  String tokenForm = "";
  String tokenAuthorization = "";

  MadeUpProvider() throws IOException, JOSEException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    key = newKey("first");
    metadataIssuer = issuer();
    server.createContext("/", this::answer);
    server.start();
  }

  static RSAKey newKey(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String text =
        switch (path) {
          case "/.well-known/openid-configuration" -> metadata();
          case "/jwks" -> {
            keysAsked.incrementAndGet();
            yield new JWKSet(key.toPublicJWK()).toString();
          }
          case "/token" -> {
            tokenForm = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            tokenAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
            yield tokenStatus == 200
                ? "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
                    .formatted(token)
                : "{\"error\":\"invalid_grant\"}";
          }
          case "/userinfo" -> userInfo;
          default -> "{}";
        };
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(path.equals("/token") ? tokenStatus : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String metadata() {
    described.incrementAndGet();
    String at = issuer();
    return """
    {"issuer":"%s","authorization_endpoint":"%s/auth","token_endpoint":"%s/token",
     "jwks_uri":"%s/jwks","userinfo_endpoint":"%s/userinfo","end_session_endpoint":"%s/out",
     "subject_types_supported":["public"],"response_types_supported":["code"],
     "id_token_signing_alg_values_supported":["RS256","HS256","none"],
     "authorization_response_iss_parameter_supported":true}\
    """
        .formatted(metadataIssuer, at, at, at, at, at);
  }

  /** What is true: of this issuer, for this client, now. */
  JWTClaimsSet.Builder claims(String nonce) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(CLIENT)
        .subject("s-1")
        .claim("nonce", nonce)
        .claim("employee_number", "1001")
        .claim("groups", List.of("seki-operators", "others"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  void says(JWTClaimsSet claims) throws JOSEException {
    says(claims, key);
  }

  void says(JWTClaimsSet claims, RSAKey signedBy) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signedBy.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(signedBy));
    token = jwt.serialize();
  }

  void saysUnsigned(JWTClaimsSet claims) {
    token = new PlainJWT(claims).serialize();
  }

  /** Signed by HMAC with what everybody can read: the public key. */
  void saysByPublicKey(JWTClaimsSet claims) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
    jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    token = jwt.serialize();
  }

  /** The last token with other claims under the same signature. */
  void tamper(JWTClaimsSet others) {
    String[] parts = token.split("\\.", -1);
    token = parts[0] + "." + others.toPayload().toBase64URL() + "." + parts[2];
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
