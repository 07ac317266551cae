package city.seki.hub.est;

import city.seki.hub.metrics.Metrics;
import city.seki.provisioning.dtls.DtlsWatch;
import java.util.EnumMap;
import java.util.Map;

/** Counts, for metrics too. Safe for all threads. */
final class EstTally implements DtlsWatch {
  private final Map<EstCause, Long> refused = new EnumMap<>(EstCause.class);
  private final Metrics.Counter shown;
  private long answered;

  EstTally(Metrics metrics) {
    shown =
        metrics.counter(
            "seki_est_coaps_total",
            "What came by CoAPs for certificates: answered, or why it was refused.",
            "outcome");
  }

  synchronized void answered() {
    shown.count("answered");
    answered++;
  }

  synchronized void refused(EstCause cause) {
    shown.count(cause.word());
    refused.merge(cause, 1L, Long::sum);
  }

  @Override
  public void handshakeFailed() {
    refused(EstCause.HANDSHAKE);
  }

  @Override
  public void recordDropped() {
    refused(EstCause.RECORD);
  }

  synchronized EstCounts now() {
    return new EstCounts(answered, refused);
  }
}
