package city.seki.provisioning.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ends of a connection: who is believed, what is spoken. */
class TlsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T01:00:00Z");

  @TempDir static Path folder;
  private static City city;
  private static City other;

  /** How both ends of that city's connections are set up. */
  private record City(TestCity made) {
    static City make(Path folder) throws IOException {
      return new City(TestCity.make(folder, NOW));
    }

    X509Certificate root() {
      return made.root();
    }

    TlsIdentity hub() {
      return made.hub();
    }

    TlsIdentity unit(String id) {
      return made.unit(id);
    }

    SSLContext server(TlsIdentity own) {
      Trust trust = new Trust(root(), serial -> false);
      return Tls.context(
          () -> own,
          chain ->
              trust.verdict(chain, NOW) instanceof Trust.Believed(Holder.Unit _)
                  ? null
                  : "no unit of this city");
    }

    SSLContext client(TlsIdentity own, Instant now) {
      return Tls.context(() -> own, PeerCheck.hub(root(), () -> now));
    }
  }

  @BeforeAll
  static void make() throws IOException {
    city = City.make(folder.resolve("city"));
    other = City.make(folder.resolve("other"));
  }

  private static String talk(SSLContext server, SSLContext client, SSLParameters spoken)
      throws IOException, ExecutionException, InterruptedException {
    try (SSLServerSocket listening =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SSLParameters asked = Tls.parameters();
      asked.setNeedClientAuth(true);
      listening.setSSLParameters(asked);
      CompletableFuture<String> heard = new CompletableFuture<>();
      Thread serving =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (SSLSocket socket = (SSLSocket) listening.accept()) {
                      socket.getInputStream().read();
                      heard.complete(
                          socket.getSession().getProtocol()
                              + " "
                              + Holder.of(
                                  (X509Certificate) socket.getSession().getPeerCertificates()[0]));
                      socket.getOutputStream().write(1);
                    } catch (IOException e) {
                      heard.completeExceptionally(e);
                    }
                  });
      try (SSLSocket socket =
          (SSLSocket)
              client
                  .getSocketFactory()
                  .createSocket(listening.getInetAddress(), listening.getLocalPort())) {
        socket.setSSLParameters(spoken);
        socket.getOutputStream().write(1);
        if (socket.getInputStream().read() < 0) {
          throw new SSLException("cut");
        }
      }
      serving.join();
      return heard.get();
    }
  }

  @Test
  void a_unit_and_its_hub_believe_each_other_by_tls_1_3_or_1_2() throws Exception {
    SSLContext server = city.server(city.hub());
    SSLContext client = city.client(city.unit("kanda-01"), NOW);
    assertEquals("TLSv1.3 Unit[id=kanda-01]", talk(server, client, Tls.parameters()));
    SSLParameters older = Tls.parameters();
    older.setProtocols(new String[] {"TLSv1.2"});
    assertEquals("TLSv1.2 Unit[id=kanda-01]", talk(server, client, older));
  }

  @Test
  void a_hub_of_another_city_and_a_unit_that_says_to_be_the_hub_are_not_believed() {
    SSLContext client = city.client(city.unit("kanda-01"), NOW);
    assertThrows(
        SSLException.class, () -> talk(other.server(other.hub()), client, Tls.parameters()));
    assertThrows(
        SSLException.class,
        () -> talk(city.server(city.unit("kanda-02")), client, Tls.parameters()));
  }

  @Test
  void a_hub_whose_certificate_is_over_is_not_believed() {
    SSLContext client =
        city.client(city.unit("kanda-01"), NOW.plus(Profile.HUB.lifetime()).plusSeconds(1));
    assertThrows(SSLException.class, () -> talk(city.server(city.hub()), client, Tls.parameters()));
  }

  @Test
  void a_unit_of_another_city_is_not_let_in() {
    SSLContext client =
        Tls.context(() -> other.unit("kanda-01"), PeerCheck.hub(city.root(), () -> NOW));
    assertThrows(IOException.class, () -> talk(city.server(city.hub()), client, Tls.parameters()));
  }

  @Test
  void nobody_without_a_certificate_is_let_in() {
    SSLContext client = Tls.context(() -> null, PeerCheck.hub(city.root(), () -> NOW));
    assertThrows(IOException.class, () -> talk(city.server(city.hub()), client, Tls.parameters()));
  }

  @Test
  void what_is_renewed_is_shown_by_the_next_connection() throws Exception {
    AtomicReference<TlsIdentity> own = new AtomicReference<>(city.unit("kanda-01"));
    SSLContext client = Tls.context(own::get, PeerCheck.hub(city.root(), () -> NOW));
    SSLContext server = city.server(city.hub());
    assertEquals("TLSv1.3 Unit[id=kanda-01]", talk(server, client, Tls.parameters()));
    own.set(city.unit("kanda-02"));
    assertEquals("TLSv1.3 Unit[id=kanda-02]", talk(server, client, Tls.parameters()));
  }

  @Test
  void the_hub_is_known_by_its_certificate_and_not_by_any_root_of_the_jdk() {
    PeerCheck check = PeerCheck.hub(city.root(), () -> NOW);
    assertNull(check.refusal(city.hub().chain()));
    String refusal = check.refusal(city.unit("kanda-01").chain());
    assertTrue(refusal != null && refusal.contains("kanda-01"), refusal);
  }
}
