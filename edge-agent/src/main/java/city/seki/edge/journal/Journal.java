package city.seki.edge.journal;

import city.seki.edge.journal.Entry.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent asks of its outbox: every tap that the hub has not answered, in the order in which
 * they happened. {@link SqliteJournal} is the one on a disk; a simulation has one on a disk that it
 * may break. Confined to one thread.
 */
public interface Journal {
  /**
   * Notes a tap of this run; it is on the disk when this returns.
   *
   * @param seq greater than every one before in this run
   * @throws JournalFault if it could not be noted: full, or the disk failed
   */
  Entry append(long seq, byte[] payload) throws JournalFault;

  /**
   * Puts another message in the place of a tap of this run, as when the unit has answered it alone;
   * it is on the disk when this returns. A few bytes more than the limit are taken: the tap itself
   * is noted already, and must not lose its answer.
   *
   * @return the tap as it is owed now, null if the hub has answered it meanwhile
   * @throws JournalFault if it could not be written; the message is the one before then
   */
  @Nullable Entry amend(long seq, byte[] payload) throws JournalFault;

  /**
   * What is owed, in order of run and seq.
   *
   * @param after only what follows that place
   * @param most how many at most
   */
  List<Entry> owed(Place after, int most) throws JournalFault;

  /**
   * Forgets a tap because the hub has answered it.
   *
   * @return whether it was owed
   */
  boolean settle(String boot, long seq) throws JournalFault;

  /** How many taps are owed. */
  long count();
}
