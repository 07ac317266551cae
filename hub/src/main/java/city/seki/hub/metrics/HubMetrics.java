package city.seki.hub.metrics;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.DecisionMessage;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.live.EventStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the hub counts of itself. */
public final class HubMetrics {
  private final Metrics.Counter taps;
  private final Metrics.Counter events;

  /**
   * @param waiting how many commands wait for a decision
   */
  public HubMetrics(
      Metrics metrics,
      IntSupplier waiting,
      Supplier<Seating> state,
      Fleet fleet,
      EventStream stream,
      Quarantine quarantine) {
    taps =
        metrics.counter(
            "seki_taps_total", "Taps answered, repetitions left out.", "outcome", "reason");
    events = metrics.counter("seki_events_total", "Events made durable.");
    metrics.gauge("seki_commands_waiting", "Commands that wait for a decision.", waiting::getAsInt);
    metrics.gauge("seki_claims", "Seats that are claimed now.", () -> state.get().held().size());
    metrics.gauge(
        "seki_reservations", "Promises not yet kept.", () -> state.get().reservations().size());
    metrics.gauge(
        "seki_units", "Units of the city's file.", () -> (double) units(state.get(), fleet, false));
    metrics.gauge(
        "seki_units_there",
        "Units that were heard lately.",
        () -> (double) units(state.get(), fleet, true));
    metrics.gauge(
        "seki_units_held",
        "Units held back because two devices use their name.",
        () -> (double) sum(state.get(), unit -> fleet.held(unit) == null ? 0 : 1));
    metrics.gauge(
        "seki_taps_owed",
        "Taps that units said they have not delivered yet.",
        () -> (double) sum(state.get(), unit -> fleet.debt(unit).owes()));
    metrics.gauge(
        "seki_taps_missing",
        "Taps that never came, by gaps in their numbers.",
        () ->
            (double)
                sum(
                    state.get(),
                    unit ->
                        fleet.gaps(unit).stream().mapToLong(gap -> gap.missing().size()).sum()));
    metrics.gauge(
        "seki_quarantined",
        "Messages that fitted no schema, since the start.",
        () -> (double) quarantine.count());
    var _ = new UnitMetrics(metrics, () -> state.get().city(), fleet);
    metrics.gauge("seki_listeners", "Listeners to the stream of changes.", stream::listeners);
  }

  private static long sum(Seating state, ToLongFunction<String> ofUnit) {
    return state.city().units().keySet().stream().mapToLong(ofUnit).sum();
  }

  private static long units(Seating state, Fleet fleet, boolean there) {
    return state.city().units().keySet().stream()
        .filter(unit -> !there || fleet.isThere(unit))
        .count();
  }

  /** Counts what became durable; quick. */
  public void changed(List<Event> durable) {
    for (Event event : durable) {
      events.count();
      if (event instanceof Event.Tapped tapped && !tapped.repeated()) {
        count(tapped.answer());
      }
    }
  }

  private void count(Answer answer) {
    DecisionMessage said = DecisionMessage.of("", 0, answer, ZoneOffset.UTC);
    taps.count(said.outcome().word(), said.reason() == null ? "" : said.reason().word());
  }
}
