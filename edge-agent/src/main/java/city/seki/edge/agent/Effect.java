package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Entry;
import city.seki.edge.light.Signal;
import city.seki.edge.snapshot.Document;
import java.util.List;

/** What a step wants done; carried out in order. */
public sealed interface Effect {
  /** Note the tap; {@code Stored} or {@code NotStored} follows. */
  record Append(TapMessage tap) implements Effect {
    /** Without the tap: it holds a card's digest. */
    @Override
    public String toString() {
      return "Append[" + tap.seq() + "]";
    }
  }

  /** Note the answer of a tap that is noted; {@code Amended} or {@code NotAmended} follows. */
  record Amend(TapMessage tap) implements Effect {
    /** Without the tap: it holds a card's digest. */
    @Override
    public String toString() {
      return "Amend[" + tap.seq() + "]";
    }
  }

  /** Read what is owed behind that place; {@code OwedRead} or {@code OwedUnread} follows. */
  record ReadOwed(Entry.Place after, int most) implements Effect {}

  /** Forget the tap: the hub has answered it. */
  record Settle(String boot, long seq) implements Effect {}

  /**
   * Send the tap to the hub.
   *
   * @param amended whether it was sent before without the answer that it carries now
   */
  record Deliver(Entry entry, boolean amended) implements Effect {}

  /** Put the snapshot on the disk, or the people, so that the next run begins with them. */
  record Keep(Document document) implements Effect {}

  /** Say how the unit is, with the number of taps that are owed, and ask for the echo. */
  record TellHealth(Now now, List<HealthMessage.Reader> readers) implements Effect {
    public TellHealth {
      readers = List.copyOf(readers);
    }
  }

  /** Let the light of that reader say this until told otherwise. */
  record Rest(ReaderName reader, Signal signal) implements Effect {}

  /** Let the light of that reader say this now; it is over by itself. */
  record Flash(ReaderName reader, Signal signal) implements Effect {}

  /** Let a display beside that light say so in words. */
  record Say(ReaderName.Kiosk kiosk, Said said) implements Effect {}

  /** Cut the link and make a new one. */
  record Reconnect(String reason) implements Effect {}
}
