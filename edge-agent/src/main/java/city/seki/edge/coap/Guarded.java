package city.seki.edge.coap;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.DtlsHealth;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;

/** The bounds of the server, and its DTLS. */
final class Guarded {
  private static final int MOST_PEERS = 256;
  private static final int MOST_OBSERVERS = 512;
  private static final int MOST_JOBS = 1_024;

  /** So that 256 devices that went away without a word do not lock out the next one. */
  private static final int STALE_SECONDS = 60;

  private static final int BLOCKS_WAIT_SECONDS = 60;

  private Guarded() {}

  static Configuration configuration() {
    CoapConfig.register();
    UdpConfig.register();
    DtlsConfig.register();
    // Where no standard configuration exists, Californium writes one to the working directory.
    Configuration standard = Configuration.createStandardWithoutFile();
    return new Configuration(standard)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, PostDesk.LARGEST_BODY)
        .set(CoapConfig.MAX_SERVER_OBSERVES, MOST_OBSERVERS)
        .set(CoapConfig.MAX_ACTIVE_PEERS, MOST_PEERS)
        .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, BLOCKS_WAIT_SECONDS, TimeUnit.SECONDS)
        // of each peer only the last messages are remembered, however fast it sends
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
        .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, 32)
        .set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS)
        .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
        .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, MOST_PEERS)
        .set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, STALE_SECONDS, TimeUnit.SECONDS)
        .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 3)
        .set(DtlsConfig.DTLS_MAX_FRAGMENTED_HANDSHAKE_MESSAGE_LENGTH, 1_024)
        .set(DtlsConfig.DTLS_MAX_DEFERRED_INBOUND_RECORDS_SIZE, 4_096)
        .set(DtlsConfig.DTLS_MAX_PENDING_INBOUND_JOBS, MOST_JOBS)
        .set(DtlsConfig.DTLS_MAX_PENDING_OUTBOUND_JOBS, MOST_JOBS)
        .set(DtlsConfig.DTLS_MAX_PENDING_HANDSHAKE_RESULT_JOBS, MOST_JOBS);
  }

  /** DTLS 1.2 by pre-shared keys alone; every hello has to come back with a cookie first. */
  static DTLSConnector connector(
      InetSocketAddress address, Configuration configuration, Peers peers, Tally tally) {
    DtlsConnectorConfig config =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(address)
            .setAsList(
                DtlsConfig.DTLS_CIPHER_SUITES,
                CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
                CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_PSK_WITH_AES_128_CCM,
                CipherSuite.TLS_PSK_WITH_AES_256_GCM_SHA378,
                CipherSuite.TLS_PSK_WITH_AES_256_CCM_8,
                CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA256)
            .setAdvancedPskStore(new KnownKeys(peers, tally))
            .setHealthHandler(health(tally))
            .build();
    return new DTLSConnector(config);
  }

  private static DtlsHealth health(Tally tally) {
    return new DtlsHealth() {
      @Override
      public void dump(String tag, int maxConnections, int remaining, int pendingWithoutVerify) {
        // asked for by an interval, of which there is none
      }

      @Override
      public boolean isEnabled() {
        return true;
      }

      @Override
      public void startHandshake() {
        // only its end says something
      }

      @Override
      public void endHandshake(boolean success) {
        if (!success) {
          tally.refused(Cause.HANDSHAKE);
        }
      }

      @Override
      public void receivingRecord(boolean drop) {
        if (drop) {
          tally.refused(Cause.RECORD);
        }
      }

      @Override
      public void sendingRecord(boolean drop) {
        // what is lost is sent again by CoAP
      }
    };
  }
}
