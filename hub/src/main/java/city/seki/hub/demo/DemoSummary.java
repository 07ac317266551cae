package city.seki.hub.demo;

import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.wire.DecisionMessage;
import city.seki.hub.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** What happened in the demo, counted from its ledger. */
final class DemoSummary {
  private final Map<String, Integer> taps = new TreeMap<>();
  private int repeated;
  private int claims;
  private final Map<EndReason, Integer> ends = new TreeMap<>();

  private DemoSummary() {}

  static DemoSummary of(Path ledger) {
    DemoSummary summary = new DemoSummary();
    try (SqliteLedger events = SqliteLedger.open(ledger)) {
      events.replay(summary::count);
    }
    return summary;
  }

  private void count(Event event) {
    switch (event) {
      case Event.Tapped tapped when tapped.repeated() -> repeated++;
      case Event.Tapped tapped -> taps.merge(outcome(tapped), 1, Integer::sum);
      case Event.Claimed claimed -> claims++;
      case Event.Ended ended -> ends.merge(ended.reason(), 1, Integer::sum);
      default -> {
        // the summary is of taps and claims
      }
    }
  }

  private static String outcome(Event.Tapped tapped) {
    DecisionMessage said =
        DecisionMessage.of(
            tapped.tap().boot(), tapped.tap().seq(), tapped.answer(), ZoneOffset.UTC);
    return said.reason() == null
        ? said.outcome().word()
        : said.outcome().word() + " " + said.reason().word();
  }

  /** Some lines for a person. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Summary of the demo\n");
    int all = taps.values().stream().mapToInt(Integer::intValue).sum();
    text.append("  %6d taps answered%n".formatted(all));
    taps.forEach((outcome, n) -> text.append("  %6d   %s%n".formatted(n, outcome)));
    text.append("  %6d repeated within 5 s%n".formatted(repeated));
    text.append("  %6d claims%n".formatted(claims));
    ends.forEach((reason, n) -> text.append("  %6d   ended: %s%n".formatted(n, reason.word())));
    return text.toString();
  }
}
