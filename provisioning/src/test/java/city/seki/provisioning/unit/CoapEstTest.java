package city.seki.provisioning.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.dtls.Allowances;
import city.seki.provisioning.dtls.Dtls;
import city.seki.provisioning.dtls.DtlsWatch;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TestCity;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a unit makes of each answer; the hub that gives them does as it is told. */
@Timeout(60)
class CoapEstTest {
  private static final Instant NOW = Instant.parse("2026-11-29T01:00:00Z");
  private static final int CERTS_ONLY = 281;

  @TempDir static Path folder;
  private static TestCity city;
  private static TestCity other;
  private static CertificateRequest request;

  /** How each question is answered, in turn. */
  private final BlockingQueue<Consumer<Exchange>> script = new LinkedBlockingQueue<>();

  private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
  private CoapEndpoint hub;
  private EstClient unit;

  @BeforeAll
  static void make() throws IOException {
    city = TestCity.make(folder.resolve("city"), NOW);
    other = TestCity.make(folder.resolve("other"), NOW);
    request =
        CertificateRequest.make(
            new Holder.Unit("kanda-01"), P256.generate(new SecureRandom()), new byte[0]);
  }

  @BeforeEach
  void start() throws IOException {
    hub = hub(city.hub());
    unit = CoapEst.open(address(), city.unit("kanda-01"), check());
  }

  private static PeerCheck check() {
    return PeerCheck.hub(city.root(), () -> NOW);
  }

  private URI address() {
    return URI.create("coaps://127.0.0.1:" + hub.getAddress().getPort());
  }

  private CoapEndpoint hub(TlsIdentity own) throws IOException {
    Configuration configuration =
        Dtls.configuration().set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 100_000);
    CoapEndpoint made =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(
                Dtls.server(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    configuration,
                    () -> own,
                    chain ->
                        Holder.of(chain.getFirst()).equals(new Holder.Unit("stolen-01"))
                            ? "shut out"
                            : null,
                    new Allowances<>(new Allowances.Limits(100, 1, 10), () -> 0),
                    new DtlsWatch() {
                      @Override
                      public void handshakeFailed() {
                        // the other end is looked at
                      }

                      @Override
                      public void recordDropped() {
                        // the other end is looked at
                      }
                    }))
            .build();
    made.setMessageDeliverer(
        new MessageDeliverer() {
          @Override
          public void deliverRequest(Exchange exchange) {
            asked.add(exchange.getRequest());
            Consumer<Exchange> answer = script.poll();
            if (answer != null) {
              answer.accept(exchange);
            }
          }

          @Override
          public void deliverResponse(Exchange exchange, Response response) {
            throw new IllegalStateException("it asked for nothing");
          }
        });
    made.start();
    return made;
  }

  @AfterEach
  void stop() {
    unit.close();
    hub.destroy();
  }

  private void answers(ResponseCode code, int format, byte[] payload) {
    script.add(exchange -> exchange.sendResponse(response(code, format, payload)));
  }

  private static Response response(ResponseCode code, int format, byte[] payload) {
    Response response = new Response(code);
    if (format >= 0) {
      response.getOptions().setContentFormat(format);
    }
    response.setPayload(payload);
    return response;
  }

  @Test
  void the_authorities_come_in_blocks() throws Exception {
    byte[] der = CertsOnly.write(city.issuing().chain());
    answers(ResponseCode.CONTENT, CERTS_ONLY, der);
    assertEquals(new EstAnswer.Certificates(city.issuing().chain()), unit.caCertificates());
    Request got = asked.take();
    assertEquals("/.well-known/est/crts", "/" + got.getOptions().getUriPathString());
    assertEquals(CERTS_ONLY, got.getOptions().getAccept());
  }

  @Test
  void a_request_goes_out_as_pkcs10_and_a_slow_hub_answers_later() throws Exception {
    List<Consumer<Exchange>> later =
        List.of(
            exchange -> {
              exchange.sendAccept();
              exchange.sendResponse(
                  response(
                      ResponseCode.CHANGED,
                      CERTS_ONLY,
                      CertsOnly.write(city.issuing().chain().subList(0, 1))));
            });
    script.addAll(later);
    assertEquals(
        new EstAnswer.Certificates(city.issuing().chain().subList(0, 1)), unit.enrol(request));
    Request posted = asked.take();
    assertEquals(".well-known/est/sen", posted.getOptions().getUriPathString());
    assertEquals(286, posted.getOptions().getContentFormat());
    assertArrayEquals(request.der(), posted.getPayload());
    answers(ResponseCode.CHANGED, CERTS_ONLY, CertsOnly.write(List.of()));
    assertEquals(new EstAnswer.Certificates(List.of()), unit.reenrol(request));
    assertEquals(".well-known/est/sren", asked.take().getOptions().getUriPathString());
  }

  @Test
  void wait_says_how_long_and_never_longer_than_a_day() {
    for (long seconds : new long[] {60, 86_401, 4_000_000_000L}) {
      script.add(
          exchange -> {
            Response wait = new Response(ResponseCode.SERVICE_UNAVAILABLE);
            wait.getOptions().setMaxAge(seconds);
            exchange.sendResponse(wait);
          });
    }
    assertEquals(new EstAnswer.Wait(Duration.ofMinutes(1)), unit.enrol(request));
    assertEquals(new EstAnswer.Wait(Duration.ofDays(1)), unit.enrol(request));
    assertEquals(new EstAnswer.Wait(Duration.ofDays(1)), unit.enrol(request));
  }

  @Test
  void a_refusal_has_its_word_or_its_code() {
    answers(ResponseCode.FORBIDDEN, -1, "claim-used".getBytes(UTF_8));
    answers(ResponseCode.BAD_REQUEST, -1, "The key is no valid one.".getBytes(UTF_8));
    assertEquals(new EstAnswer.Refused("claim-used"), unit.enrol(request));
    assertEquals(new EstAnswer.Refused("coap-4.00"), unit.enrol(request));
  }

  @Test
  void what_cannot_be_read_is_no_answer() {
    answers(ResponseCode.CONTENT, CERTS_ONLY, "nonsense".getBytes(UTF_8));
    answers(ResponseCode.CONTENT, 0, CertsOnly.write(List.of()));
    answers(ResponseCode.CONTENT, CERTS_ONLY, new byte[CertsOnly.MOST_BYTES + 1]);
    answers(ResponseCode.INTERNAL_SERVER_ERROR, -1, new byte[0]);
    for (int i = 0; i < 4; i++) {
      assertInstanceOf(EstAnswer.Unreachable.class, unit.caCertificates(), "answer " + i);
    }
  }

  @Test
  void the_start_document_is_text() {
    String text = "unit: kanda-01\n" + "# 神田\n".repeat(1_000);
    answers(ResponseCode.CONTENT, 0, text.getBytes(UTF_8));
    assertEquals(new EstAnswer.StartDocument(text), unit.startDocument());
    answers(ResponseCode.FORBIDDEN, -1, "revoked".getBytes(UTF_8));
    assertEquals(new EstAnswer.Refused("revoked"), unit.startDocument());
  }

  @Test
  void who_is_not_the_hub_is_not_believed_and_asked_nothing() {
    try (EstClient elsewhere =
        CoapEst.open(address(), city.unit("kanda-01"), PeerCheck.hub(other.root(), () -> NOW))) {
      EstAnswer answer = elsewhere.enrol(request);
      assertTrue(
          answer instanceof EstAnswer.Distrusted(String why)
              && why.contains("its chain does not lead to the root"),
          answer.toString());
    }
    assertTrue(asked.isEmpty());
  }

  @Test
  void a_unit_that_the_hub_does_not_believe_is_told_so() {
    try (EstClient stolen = CoapEst.open(address(), city.unit("stolen-01"), check())) {
      EstAnswer answer = stolen.reenrol(request);
      assertTrue(
          answer instanceof EstAnswer.Distrusted(String why)
              && why.contains("does not believe the certificate it is shown"),
          answer.toString());
    }
  }

  @Test
  void nobody_there_and_a_name_without_an_address_are_told_in_time() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      URI nobody = URI.create("coaps://127.0.0.1:" + silent.getLocalPort());
      try (EstClient client =
          CoapEst.open(nobody, city.unit("kanda-01"), check(), Duration.ofSeconds(1))) {
        assertEquals(
            new EstAnswer.Unreachable("no answer from " + nobody + " within 1 s"),
            client.caCertificates());
      }
    }
    URI unknown = URI.create("coaps://hub.invalid");
    try (EstClient client = CoapEst.open(unknown, city.unit("kanda-01"), check())) {
      assertEquals(
          new EstAnswer.Unreachable("no address is known for the host of coaps://hub.invalid"),
          client.startDocument());
    }
  }

  @Test
  void other_schemes_are_somebody_else_s() {
    assertThrows(
        IllegalArgumentException.class,
        () -> CoapEst.open(URI.create("https://hub:8443"), city.unit("kanda-01"), check()));
  }
}
