package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.LightCommand;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
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
   */
  record CardSeen(ReaderName reader, CardTech tech, @Nullable String card) implements AgentEvent {
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

  /** The tap of that reader is on the disk. */
  record Stored(ReaderName reader, Entry entry) implements AgentEvent {}

  /** The tap of that reader could not be noted: it did not happen. */
  record NotStored(ReaderName reader, JournalFault.Cause cause) implements AgentEvent {}

  /**
   * What was read from the journal to be delivered.
   *
   * @param more whether there is more of it
   */
  record OwedRead(List<Entry> entries, boolean more) implements AgentEvent {
    public OwedRead {
      entries = List.copyOf(entries);
    }
  }

  /** A tap that the hub answered has left the journal: there is room again. */
  record Settled() implements AgentEvent {}

  /** The journal gave or took nothing for another reason than a tap. */
  record JournalFailed(JournalFault.Cause cause) implements AgentEvent {}

  /** The hub answered the tap of that name. */
  record Decided(String boot, long seq, DecisionMessage decision) implements AgentEvent {}

  /** The hub wants a light to say something. */
  record LightTold(LightCommand command) implements AgentEvent {}

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

  /** The link to the broker works. */
  record LinkUp() implements AgentEvent {}

  /** The link to the broker ended, or could not be made. */
  record LinkDown(String reason) implements AgentEvent {}

  /** Time has passed. */
  record Tick() implements AgentEvent {}
}
