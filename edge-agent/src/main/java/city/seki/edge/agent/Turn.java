package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.edge.light.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * One step under way: the state as far as it has come, and the effects so far. What to do about an
 * event is told by five stories: cards, journal, hub, being alone, time.
 */
final class Turn {
  private final Now now;
  private final List<Effect> effects = new ArrayList<>();
  private final CardStory cards = new CardStory(this);
  private final JournalStory journal = new JournalStory(this);
  private final HubStory hub = new HubStory(this);
  private final AloneStory alone = new AloneStory(this);
  private final TimeStory time = new TimeStory(this);
  private AgentState state;

  Turn(AgentState state, Now now) {
    this.state = state;
    this.now = now;
  }

  /** The whole step. */
  Step take(AgentEvent event) {
    react(event);
    time.pass();
    restLights();
    return new Step(state, effects);
  }

  private void react(AgentEvent event) {
    switch (event) {
      case AgentEvent.ReaderReady(ReaderName name) -> set(name, reader(name).withFault(null));
      case AgentEvent.ReaderFailed e ->
          set(e.reader(), reader(e.reader()).withFault(e.cause().word()));
      case AgentEvent.CardSeen seen -> cards.seen(seen);
      case AgentEvent.CardRefused e -> cards.refused(e.reader(), e.reason());
      case AgentEvent.CardGone(ReaderName name) -> set(name, reader(name).withLying(null));
      case AgentEvent.Stored e -> journal.stored(e.tap(), e.entry());
      case AgentEvent.NotStored e -> journal.notStored(e.tap(), e.cause());
      case AgentEvent.Amended e -> journal.amended(e.tap(), e.entry());
      case AgentEvent.NotAmended e -> journal.notAmended(e.tap(), e.cause());
      case AgentEvent.OwedRead e -> journal.owedRead(e.after(), e.entries(), e.more());
      case AgentEvent.OwedUnread(var cause) -> journal.owedUnread(cause);
      case AgentEvent.JournalFailed(var cause) -> state = state.withJournalFault(cause);
      case AgentEvent.Settled() -> state = state.withJournalFault(null);
      case AgentEvent.Decided decided -> hub.decided(decided);
      case AgentEvent.LightTold(var command) -> hub.lightTold(command);
      case AgentEvent.Ordered _ -> hub.heard();
      case AgentEvent.Identify(int seconds) -> time.identify(seconds);
      case AgentEvent.SnapshotTold(var snapshot) -> alone.snapshot(snapshot);
      case AgentEvent.PeopleTold(var people, var document) -> alone.people(people, document);
      case AgentEvent.Pong _ -> hub.heard();
      case AgentEvent.LinkUp() -> hub.linkUp();
      case AgentEvent.LinkDown(String reason) -> hub.linkDown();
      case AgentEvent.Ending() -> alone.keepNow();
      case AgentEvent.OfficeElsewhere _, AgentEvent.Tick _ -> {}
    }
  }

  /** Amber wherever a tap could not be answered as it should, before anybody taps. */
  private void restLights() {
    boolean unitInTrouble = state.journalFault() != null || !alone.canAnswer();
    boolean identify = state.identifyUntilMs() != null;
    for (ReaderName name : List.copyOf(state.readers().keySet())) {
      ReaderState reader = reader(name);
      Signal due = unitInTrouble || reader.fault() != null ? Signal.AMBER : reader.steady();
      due = identify ? Signal.IDENTIFY : due;
      if (due != reader.shown()) {
        set(name, reader.withShown(due));
        emit(new Effect.Rest(name, due));
      }
    }
  }

  Now now() {
    return now;
  }

  AgentState state() {
    return state;
  }

  void become(AgentState next) {
    state = next;
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  /** The light of that reader answers; at a kiosk a display may say it in words. */
  void answer(ReaderName name, Signal signal, Said said) {
    emit(new Effect.Flash(name, signal));
    if (name instanceof ReaderName.Kiosk kiosk) {
      emit(new Effect.Say(kiosk, said));
    }
  }

  ReaderState reader(ReaderName name) {
    return state.reader(name);
  }

  void set(ReaderName name, ReaderState reader) {
    state = state.with(name, reader);
  }

  HubStory hub() {
    return hub;
  }

  JournalStory journal() {
    return journal;
  }

  AloneStory alone() {
    return alone;
  }
}
