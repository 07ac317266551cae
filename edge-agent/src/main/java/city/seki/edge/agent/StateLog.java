package city.seki.edge.agent;

import city.seki.edge.journal.JournalFault;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One line for each change of a unit's state, and none for a tap: no card, no person. Confined to
 * the agent's thread.
 */
final class StateLog {
  private final String unit;
  private boolean away;

  StateLog(String unit) {
    this.unit = unit;
  }

  void changed(AgentState before, AgentState after, AgentEvent event) {
    readers(before, after, event);
    link(before.pulse(), after.pulse(), event);
    JournalFault.Cause journal = after.journalFault();
    if (journal == null && before.journalFault() != null) {
      Logger.info("{}: journal works again", unit);
    }
  }

  /**
   * A fault that the journal has just told, once: a log on a card that is full helps nobody.
   *
   * @param known the fault that the journal had before
   */
  void fault(JournalFault fault, JournalFault.@Nullable Cause known) {
    if (fault.reason() != known) {
      Logger.error("{}: {}", unit, fault.getMessage());
    }
  }

  private void readers(AgentState before, AgentState after, AgentEvent event) {
    String detail = event instanceof AgentEvent.ReaderFailed failed ? failed.detail() : "";
    after
        .readers()
        .forEach(
            (name, reader) -> {
              String fault = reader.fault();
              if (!Objects.equals(fault, before.reader(name).fault())) {
                if (fault == null) {
                  Logger.info("{}: reader {} ready", unit, name);
                } else {
                  Logger.warn("{}: reader {} does not work: {} {}", unit, name, fault, detail);
                }
              }
            });
  }

  private void link(Pulse before, Pulse after, AgentEvent event) {
    if (after.connected() && !before.connected()) {
      away = false;
      Logger.info("{}: link up", unit);
    }
    // Each absence is told once, the first too: a hub that was never reached is a wrong address.
    if (event instanceof AgentEvent.LinkDown(String reason) && (before.connected() || !away)) {
      away = true;
      Logger.warn("{}: link down: {}", unit, reason);
    }
    if (after.deaf() && !before.deaf()) {
      Logger.warn("{}: connected, but the hub does not answer", unit);
    }
    if (before.deaf() && !after.deaf()) {
      Logger.info("{}: the hub answers again", unit);
    }
  }
}
