package city.seki.hub.est;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.P256;
import city.seki.provisioning.dtls.Dtls;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged requests by somebody with a claim, and datagrams by somebody without: {@code
 * -Dgroups=fuzz -Dseki.fuzz.count=1000000 -Dseki.fuzz.seed=7} sends that many. A failure names the
 * seed.
 */
@Tag("fuzz")
class EstFuzzTest {
  private static final int COUNT = Integer.getInteger("seki.fuzz.count", 2_000);
  private static final long SEED = Long.getLong("seki.fuzz.seed", 20_261_129L);

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final KeyPair pair = P256.generate(EstAtWork.RANDOM);
  private final byte[] good = EstAtWork.request("kanda-01", pair).der();
  private EstAtWork hub;
  private TlsIdentity claim;
  private CoapEndpoint client;

  @BeforeEach
  void start() throws IOException {
    hub = new EstAtWork(folder, Instant.parse("2026-11-29T01:00:00Z"));
    claim = hub.claim("b1", "kanda-01", Approval.BY_BATCH);
    Configuration configuration =
        Dtls.configuration().set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 100_000);
    client =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(
                Dtls.client(
                    configuration,
                    claim,
                    PeerCheck.hub(hub.desk.root(), hub::now),
                    why -> {
                      throw new AssertionError(why);
                    }))
            .build();
    client.start();
  }

  @AfterEach
  void stop() {
    client.destroy();
    hub.close();
  }

  private byte[] body() {
    byte[] body = good.clone();
    switch (random.nextInt(5)) {
      case 0 -> {
        body = new byte[random.nextInt(2_000)];
        random.nextBytes(body);
      }
      case 1 -> body = Arrays.copyOf(body, random.nextInt(body.length));
      case 2 -> body = Arrays.copyOf(body, body.length + 1 + random.nextInt(10_000));
      default -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return body;
  }

  private ResponseCode post(byte[] body) throws InterruptedException {
    hub.pass(Duration.ofMillis(10));
    hub.nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    Request request = Request.newPost();
    request.setDestinationContext(
        new AddressEndpointContext(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.coap.port())));
    request.getOptions().setUriPath(".well-known/est/sen").setContentFormat(286);
    request.setPayload(body);
    request.send(client);
    Response response = request.waitForResponse(30_000);
    if (response == null) {
      throw new AssertionError("no answer", request.getSendError());
    }
    return response.getCode();
  }

  @Test
  void damaged_requests_are_refused_and_issue_nothing() throws Exception {
    for (int i = 0; i < COUNT; i++) {
      byte[] body = body();
      String which = "seed " + SEED + ", input " + i;
      boolean stillGood =
          CertificateRequest.read(body) instanceof CertificateRequest; // two flips that undo
      ResponseCode code = post(body);
      if (!stillGood) {
        assertTrue(
            code == ResponseCode.BAD_REQUEST || code == ResponseCode.REQUEST_ENTITY_TOO_LARGE,
            which + ": " + code);
        assertEquals(0, hub.desk.state().issued().size(), which);
      }
    }
    assertEquals(List.of(), hub.failures);
    assertEquals(ResponseCode.CHANGED, post(good), "seed " + SEED);
  }

  @Test
  void datagrams_of_no_connection_are_dropped_and_counted() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < COUNT; i++) {
        byte[] datagram = new byte[random.nextInt(1_400)];
        random.nextBytes(datagram);
        if (random.nextBoolean() && datagram.length > 3) {
          datagram[0] = (byte) (20 + random.nextInt(7)); // a type of DTLS records, then its version
          datagram[1] = (byte) 0xfe;
          datagram[2] = (byte) 0xfd;
        }
        socket.send(
            new DatagramPacket(
                datagram, datagram.length, InetAddress.getLoopbackAddress(), hub.coap.port()));
      }
    }
    try (EstClient unit = hub.client(claim)) {
      assertInstanceOf(
          EstAnswer.Certificates.class,
          unit.enrol(EstAtWork.request("kanda-01", pair)),
          "seed " + SEED);
    }
    assertTrue(hub.coap.counts().refused(EstCause.RECORD) > 0, "seed " + SEED);
  }
}
