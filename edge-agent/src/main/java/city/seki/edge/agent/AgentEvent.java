package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.LightCommand;
import city.seki.config.wire.TapMessage;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a unit. */
public sealed interface AgentEvent {
  /** A reader answers; it may have answered before. */
  record ReaderReady(ReaderName reader) implements AgentEvent {}

  /**
   * A reader does not answer any more.
   *
   * @param detail for a person, with the remedy where there is one
   */
  record ReaderFailed(ReaderName reader, ReaderFault.Cause cause, String detail)
      implements AgentEvent {}

  /**
   * A card was laid on a reader.
   *
   * @param card keyed digest, null where its number is random at every tap
   * @param before the digest under the key before, null where no rotation runs
   */
  record CardSeen(ReaderName reader, CardTech tech, @Nullable String card, @Nullable String before)
      implements AgentEvent {
    public CardSeen(ReaderName reader, CardTech tech, @Nullable String card) {
      this(reader, tech, card, null);
    }

    /** Without the digest. */
    @Override
    public String toString() {
      return "CardSeen[" + reader + ", " + tech.word() + "]";
    }
  }

  /** Something was laid on a reader that is no card, or more than one. */
  record CardRefused(ReaderName reader, Refusal reason) implements AgentEvent {}

  /** The reader's field is empty again. */
  record CardGone(ReaderName reader) implements AgentEvent {}

  /** The tap is on the disk. */
  record Stored(TapMessage tap, Entry entry) implements AgentEvent {
    /** Without the tap: it holds a card's digest. */
    @Override
    public String toString() {
      return "Stored[" + entry + "]";
    }
  }

  /** The tap could not be noted. */
  record NotStored(TapMessage tap, JournalFault.Cause cause) implements AgentEvent {
    /** Without the digest. */
    @Override
    public String toString() {
      return "NotStored[" + tap.seq() + ", " + cause + "]";
    }
  }

  /**
   * The tap that was on the disk already is there with its answer.
   *
   * @param entry null if the hub has answered it meanwhile
   */
  record Amended(TapMessage tap, @Nullable Entry entry) implements AgentEvent {
    /** Without the tap: it holds a card's digest. */
    @Override
    public String toString() {
      return "Amended[" + tap.seq() + "]";
    }
  }

  /** The answer of a tap could not be noted; the tap itself is on the disk. */
  record NotAmended(TapMessage tap, JournalFault.Cause cause) implements AgentEvent {
    /** Without the digest. */
    @Override
    public String toString() {
      return "NotAmended[" + tap.seq() + ", " + cause + "]";
    }
  }

  /**
   * What was read from the journal to be delivered.
   *
   * @param after the place behind which was read
   * @param more whether there is more of it
   */
  record OwedRead(Entry.Place after, List<Entry> entries, boolean more) implements AgentEvent {
    public OwedRead {
      entries = List.copyOf(entries);
    }
  }

  /** What is owed could not be read. */
  record OwedUnread(JournalFault.Cause cause) implements AgentEvent {}

  /** A tap that the hub answered has left the journal: there is room again. */
  record Settled() implements AgentEvent {}

  /** The journal gave or took nothing for another reason than a tap. */
  record JournalFailed(JournalFault.Cause cause) implements AgentEvent {}

  /**
   * The hub answered the tap of that name.
   *
   * @param toTold false if it answered the tap as it was before the unit had told an answer
   */
  record Decided(String boot, long seq, DecisionMessage decision, boolean toTold)
      implements AgentEvent {}

  /** The hub told how the unit's office is. */
  record SnapshotTold(OfficeSnapshot snapshot) implements AgentEvent {}

  /**
   * The hub told how another office is: it and the unit's configuration do not agree on where the
   * unit stands.
   */
  record OfficeElsewhere(String office) implements AgentEvent {}

  /** The hub told who may sit where. */
  record PeopleTold(People people, Document document) implements AgentEvent {}

  /** The hub wants a light to say something. */
  record LightTold(LightCommand command) implements AgentEvent {}

  /** The hub orders something; to the agent it proves that the hub is there. */
  record Ordered(CommandMessage order) implements AgentEvent {}

  /** Somebody looks for the unit: all lights blink for so many seconds, whatever the link does. */
  record Identify(int seconds) implements AgentEvent {}

  /**
   * The hub echoed a health message.
   *
   * @param hubTime what o'clock it was there, null if it did not say
   */
  record Pong(@Nullable OffsetDateTime hubTime) implements AgentEvent {
    public Pong() {
      this(null);
    }
  }

  /** The unit is about to end: what is only in memory is put away. */
  record Ending() implements AgentEvent {}

  /** The link to the broker works. */
  record LinkUp() implements AgentEvent {}

  /** The link to the broker ended, or could not be made. */
  record LinkDown(String reason) implements AgentEvent {}

  /** Time has passed. */
  record Tick() implements AgentEvent {}
}
