package city.seki.hub.server;

import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.broker.Abuse;
import city.seki.hub.broker.AbuseListener;
import city.seki.hub.broker.EmbeddedBroker;
import city.seki.hub.metrics.Metrics;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What becomes known of clients that the embedded broker turned away: all are counted, and those
 * that proved a unit are told to people, for then that unit is broken, or in wrong hands.
 */
final class TurnedAway implements AbuseListener {
  private final Supplier<Instant> clock;
  private final Quarantine quarantine;
  private final Alerts alerts;
  private final Metrics.Counter count;

  TurnedAway(Supplier<Instant> clock, Quarantine quarantine, Alerts alerts, Metrics metrics) {
    this.clock = clock;
    this.quarantine = quarantine;
    this.alerts = alerts;
    count =
        metrics.counter(
            "seki_broker_turned_away_total",
            "Clients that the embedded broker turned away.",
            "reason");
  }

  @Override
  public void turnedAway(String client, Abuse what) {
    count.count(what.word());
    if (!what.isOfUnit()) {
      return;
    }
    Instant now = clock.get();
    if (what == Abuse.TOO_LARGE) {
      quarantine.add(
          now,
          client,
          "a packet of more than "
              + EmbeddedBroker.LARGEST_OF_UNITS
              + " bytes: the client was disconnected",
          new byte[0]);
    }
    alerts.abused(now, client, what.word());
  }
}
