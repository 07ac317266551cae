package city.seki.hub.server;

import city.seki.config.model.City;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import city.seki.hub.enrol.Claims;
import city.seki.hub.enrol.CodeLimit;
import city.seki.hub.enrol.Enrolment;
import city.seki.hub.enrol.HubAddresses;
import city.seki.hub.enrol.StartDocuments;
import city.seki.hub.est.EstCoap;
import city.seki.hub.http.HealthCheck;
import city.seki.hub.metrics.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * How units come into a hub that does not run open: what they are given over HTTPS and CoAPs. What
 * they are told of its addresses waits until it listens at all of them.
 */
final class Admission implements AutoCloseable {
  private final Authority authority;
  private final Enrolment enrolment;
  private final CompletableFuture<HubAddresses> addresses = new CompletableFuture<>();
  private @Nullable EstCoap est;

  Admission(
      Authority authority,
      Supplier<City> city,
      Supplier<CardKey> cardKey,
      HubKey hubKey,
      HubSurroundings around) {
    this.authority = authority;
    this.enrolment =
        new Enrolment(
            authority.desk(),
            new Claims(authority.desk(), around.random()),
            new StartDocuments(city, addresses::join, cardKey, hubKey),
            new CodeLimit(around.nanos()));
  }

  Enrolment enrolment() {
    return enrolment;
  }

  /**
   * Listens for units over CoAPs.
   *
   * @param running ends it
   * @throws IOException if the port is taken
   */
  void listen(HubSettings settings, HubSurroundings around, Metrics metrics, RunningParts running)
      throws IOException {
    est =
        running.started(
            EstCoap.start(
                settings.bind(),
                settings.coapPort(),
                authority.tls(),
                authority.desk(),
                enrolment.start()::of,
                around.nanos(),
                metrics,
                failure -> Logger.error(failure, "a request for a certificate failed")));
  }

  /** The hub goes on without the key of its authority; only that nobody gets a certificate. */
  static List<HealthCheck> health(@Nullable Admission admission) {
    return admission == null
        ? List.of()
        : List.of(new HealthCheck("authority", admission.authority.desk()::trouble, false));
  }

  /** From now on it is known where the hub listens. */
  void open(int mqttPort, int httpPort) {
    addresses.complete(new HubAddresses(authority.hosts(), mqttPort, coapPort(), httpPort));
  }

  /** 0 before it listens. */
  int coapPort() {
    return est == null ? 0 : est.port();
  }

  /** Whoever waits for the addresses waits no more. */
  @Override
  public void close() {
    addresses.cancel(false);
  }
}
