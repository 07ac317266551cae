package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Journal;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Pattern;
import city.seki.edge.snapshot.Document;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the agent: its state, and the hands that carry out what a step wants. Confined to one
 * thread.
 */
public final class AgentRun {
  private final Journal journal;
  private final Link link;
  private final Map<ReaderName, Indicator> lights;
  private final Now.Source clock;
  private final Consumer<Document> disk;
  private final Onlooker onlooker;
  private final StateLog log;
  private AgentState state;

  /**
   * @param disk takes documents to be written without waiting for the disk
   * @param onlooker told what kiosks say
   * @param unit for log lines
   */
  public AgentRun(
      AgentState state,
      Journal journal,
      Link link,
      Map<ReaderName, Indicator> lights,
      Now.Source clock,
      Consumer<Document> disk,
      Onlooker onlooker,
      String unit) {
    this.state = state;
    this.journal = journal;
    this.link = link;
    this.lights = Map.copyOf(lights);
    this.clock = clock;
    this.disk = disk;
    this.onlooker = onlooker;
    this.log = new StateLog(unit);
  }

  /**
   * Takes the step for that event, and those for what its effects bring about, before it returns.
   *
   * @param at when it happened
   */
  public void on(AgentEvent event, Now at) {
    Queue<Effect> effects = new ArrayDeque<>(step(event, at));
    for (Effect effect = effects.poll(); effect != null; effect = effects.poll()) {
      AgentEvent outcome = carryOut(effect);
      if (outcome != null) {
        effects.addAll(step(outcome, clock.now()));
      }
    }
  }

  /** As the last step left it. */
  AgentState state() {
    return state;
  }

  private List<Effect> step(AgentEvent event, Now at) {
    Step step = Agent.step(state, event, at);
    log.changed(state, step.state(), event);
    state = step.state();
    return step.effects();
  }

  private @Nullable AgentEvent carryOut(Effect effect) {
    switch (effect) {
      case Effect.Append(TapMessage tap) -> {
        return append(tap);
      }
      case Effect.Amend(TapMessage tap) -> {
        return amend(tap);
      }
      case Effect.ReadOwed read -> {
        return readOwed(read);
      }
      case Effect.Settle settle -> {
        return settle(settle);
      }
      case Effect.Deliver(Entry entry, boolean amended) -> link.deliver(entry, amended);
      case Effect.Keep(Document document) -> disk.accept(document);
      case Effect.TellHealth health ->
          link.tellHealth(Vitals.of(state, journal.count(), oldest(), health));
      case Effect.Rest rest -> rest(rest);
      case Effect.Flash flash -> light(flash.reader()).flash(flash.signal(), clock.now().monoMs());
      case Effect.Say(var kiosk, var said) -> onlooker.said(kiosk, said);
      case Effect.Reconnect(String reason) -> link.reconnect(reason);
    }
    return null;
  }

  private void rest(Effect.Rest rest) {
    light(rest.reader()).rest(rest.signal(), clock.now().monoMs());
    if (rest.reader() instanceof ReaderName.Kiosk kiosk) {
      onlooker.rests(kiosk, rest.signal());
    }
  }

  private AgentEvent append(TapMessage tap) {
    try {
      return new AgentEvent.Stored(tap, journal.append(tap.seq(), tap.toJson()));
    } catch (JournalFault fault) {
      log.fault(fault, state.journalFault());
      return new AgentEvent.NotStored(tap, fault.reason());
    }
  }

  private AgentEvent amend(TapMessage tap) {
    try {
      return new AgentEvent.Amended(tap, journal.amend(tap.seq(), tap.toJson()));
    } catch (JournalFault fault) {
      log.fault(fault, state.journalFault());
      return new AgentEvent.NotAmended(tap, fault.reason());
    }
  }

  private AgentEvent readOwed(Effect.ReadOwed read) {
    try {
      List<Entry> entries = journal.owed(read.after(), read.most());
      return new AgentEvent.OwedRead(read.after(), entries, entries.size() == read.most());
    } catch (JournalFault fault) {
      log.fault(fault, state.journalFault());
      return new AgentEvent.OwedUnread(fault.reason());
    }
  }

  /** What has been owed for longest; null if it cannot be read either. */
  private @Nullable Entry oldest() {
    try {
      return journal.owed(Entry.Place.START, 1).stream().findFirst().orElse(null);
    } catch (JournalFault fault) {
      log.fault(fault, state.journalFault());
      return null;
    }
  }

  private @Nullable AgentEvent settle(Effect.Settle settle) {
    try {
      boolean owed = journal.settle(settle.boot(), settle.seq());
      return owed ? new AgentEvent.Settled() : null;
    } catch (JournalFault fault) {
      log.fault(fault, state.journalFault());
      return new AgentEvent.JournalFailed(fault.reason());
    }
  }

  private Indicator light(ReaderName reader) {
    Indicator light = lights.get(reader);
    if (light == null) {
      throw new IllegalArgumentException("no light for reader " + reader);
    }
    return light;
  }

  /** Milliseconds from then until a light changes or a step is due; at least 0. */
  public long refresh(Now now) {
    long wait = Agent.nextDue(state) - now.monoMs();
    for (Indicator light : lights.values()) {
      wait = Math.min(wait, light.refresh(now.monoMs()));
    }
    return Math.clamp(wait, 0, Pattern.NEVER);
  }

  /** Lights dark, what is known of the floor on its way to the disk; the journal stays open. */
  void end() {
    on(new AgentEvent.Ending(), clock.now());
    lights.values().forEach(Indicator::off);
  }
}
