package city.seki.provisioning.dtls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TestCity;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MessageCallback;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two ends of a connection: who is believed, what is spoken. */
@Timeout(60)
class DtlsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T01:00:00Z");

  @TempDir static Path folder;
  private static TestCity city;
  private static TestCity other;

  private final AtomicReference<TlsIdentity> hub = new AtomicReference<>();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private DTLSConnector server;

  @BeforeAll
  static void make() throws IOException {
    city = TestCity.make(folder.resolve("city"), NOW);
    other = TestCity.make(folder.resolve("other"), NOW);
  }

  @BeforeEach
  void start() throws IOException {
    hub.set(city.hub());
    server = server(new Allowances.Limits(100, 1, 10));
  }

  private DTLSConnector server(Allowances.Limits limits) throws IOException {
    Trust trust = new Trust(city.root(), serial -> false);
    DTLSConnector made =
        Dtls.server(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Dtls.configuration(),
            hub::get,
            chain ->
                trust.verdict(chain, NOW) instanceof Trust.Believed(Holder.Unit _)
                    ? null
                    : "no unit of this city",
            new Allowances<>(limits, () -> 0),
            new DtlsWatch() {
              @Override
              public void handshakeFailed() {
                failed.incrementAndGet();
              }

              @Override
              public void recordDropped() {
                dropped.incrementAndGet();
              }
            });
    made.setRawDataReceiver(this::hear);
    made.start();
    return made;
  }

  private void hear(RawData data) {
    if (data.getEndpointContext().getPeerIdentity() instanceof X509CertPath path) {
      heard.add(Holder.of(path.getTarget()) + " says " + new String(data.getBytes(), UTF_8));
    }
  }

  @AfterEach
  void stop() {
    server.destroy();
  }

  /** One end that begins, and what it was told. */
  private final class Client implements AutoCloseable {
    private final DTLSConnector connector;
    private final AtomicReference<@Nullable String> disbelief = new AtomicReference<>();

    Client(TlsIdentity own, PeerCheck peers) throws IOException {
      this(Dtls.configuration(), own, peers);
    }

    Client(Configuration configuration, TlsIdentity own, PeerCheck peers) throws IOException {
      connector = Dtls.client(configuration, own, peers, disbelief::set);
      connector.setRawDataReceiver(data -> {});
      connector.start();
    }

    /** Null if it was sent; else why not. */
    @Nullable String send(DTLSConnector to, String text) throws InterruptedException {
      BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
      connector.send(
          RawData.outbound(
              text.getBytes(UTF_8),
              new AddressEndpointContext(to.getAddress()),
              new MessageCallback() {
                @Override
                public void onConnecting() {
                  // the outcome is waited for
                }

                @Override
                public void onDtlsRetransmission(int flight) {
                  // the outcome is waited for
                }

                @Override
                public void onContextEstablished(EndpointContext context) {
                  // the outcome is waited for
                }

                @Override
                public void onSent() {
                  outcome.add("");
                }

                @Override
                public void onError(Throwable error) {
                  outcome.add(String.valueOf(error.getMessage()));
                }
              },
              false));
      String end = outcome.take();
      return end.isEmpty() ? null : end;
    }

    DTLSContext context() {
      return connector.getDtlsContextByAddress(server.getAddress());
    }

    @Override
    public void close() {
      connector.destroy();
    }
  }

  private static PeerCheck hubOfTheCity() {
    return PeerCheck.hub(city.root(), () -> NOW);
  }

  private String heard() throws InterruptedException {
    return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void a_unit_and_its_hub_believe_each_other_by_the_suite_of_the_rfc() throws Exception {
    try (Client unit = new Client(city.unit("kanda-01"), hubOfTheCity())) {
      assertEquals(null, unit.send(server, "hello"));
      assertEquals("Unit[id=kanda-01] says hello", heard());
      DTLSContext context = unit.context();
      assertEquals(
          CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, context.getSession().getCipherSuite());
      assertEquals(6, context.getWriteConnectionId().length(), "it has an id for NAT");
      assertTrue(context.getSession().getSessionIdentifier().isEmpty(), "nothing to resume");
    }
  }

  @Test
  void whoever_has_no_ccm_speaks_gcm() throws Exception {
    Configuration gcm = Dtls.configuration();
    gcm.set(
        DtlsConfig.DTLS_CIPHER_SUITES,
        List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256));
    try (Client unit = new Client(gcm, city.unit("kanda-01"), hubOfTheCity())) {
      assertEquals(null, unit.send(server, "hello"));
      assertEquals("Unit[id=kanda-01] says hello", heard());
    }
  }

  @Test
  void a_unit_of_another_city_is_not_let_in() throws Exception {
    try (Client unit = new Client(other.unit("kanda-01"), hubOfTheCity())) {
      String why = unit.send(server, "hello");
      assertTrue(why != null && why.contains("BAD_CERTIFICATE"), why);
      while (failed.get() < 1) {
        Thread.onSpinWait();
      }
      assertTrue(heard.isEmpty());
    }
  }

  @Test
  void a_hub_of_another_city_and_one_that_is_over_are_not_believed() throws Exception {
    hub.set(other.hub());
    try (Client unit = new Client(city.unit("kanda-01"), hubOfTheCity())) {
      assertNotNull(unit.send(server, "hello"));
      assertEquals("its chain does not lead to the root", unit.disbelief.get());
    }
    hub.set(city.hub());
    Instant later = NOW.plus(Profile.HUB.lifetime()).plusSeconds(1);
    try (Client unit = new Client(city.unit("kanda-01"), PeerCheck.hub(city.root(), () -> later))) {
      assertNotNull(unit.send(server, "hello"));
      assertEquals("the certificate of the hub is over", unit.disbelief.get());
    }
    hub.set(city.unit("kanda-02"));
    try (Client unit = new Client(city.unit("kanda-01"), hubOfTheCity())) {
      assertNotNull(unit.send(server, "hello"));
      assertEquals("it is not the hub but Unit[id=kanda-02]", unit.disbelief.get());
    }
    assertTrue(heard.isEmpty());
  }

  @Test
  void what_is_renewed_is_shown_by_the_next_connection() throws Exception {
    TlsIdentity renewed = city.hub();
    AtomicReference<@Nullable Object> shown = new AtomicReference<>();
    PeerCheck noting =
        chain -> {
          shown.set(chain.getFirst());
          return hubOfTheCity().refusal(chain);
        };
    try (Client unit = new Client(city.unit("kanda-01"), noting)) {
      TlsIdentity first = city.hub();
      hub.set(first);
      assertEquals(null, unit.send(server, "one"));
      assertEquals(first.certificate(), shown.get());
    }
    hub.set(renewed);
    try (Client unit = new Client(city.unit("kanda-01"), noting)) {
      assertEquals(null, unit.send(server, "two"));
      assertEquals(renewed.certificate(), shown.get());
    }
  }

  @Test
  void an_address_begins_so_many_handshakes_and_then_waits() throws Exception {
    server.destroy();
    server = server(new Allowances.Limits(2, 1, 10));
    for (String id : List.of("kanda-01", "kanda-02")) {
      try (Client unit = new Client(city.unit(id), hubOfTheCity())) {
        assertEquals(null, unit.send(server, "hello"));
      }
    }
    try (Client unit = new Client(city.unit("kanda-03"), hubOfTheCity())) {
      String why = unit.send(server, "hello");
      assertTrue(why != null && why.contains("INTERNAL_ERROR"), why);
    }
  }
}
