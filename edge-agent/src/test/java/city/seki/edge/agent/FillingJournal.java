package city.seki.edge.agent;

import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Journal;
import city.seki.edge.journal.JournalFault;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A journal on a disk that is full now and then: it gives what it has and takes nothing. */
record FillingJournal(Journal journal, BooleanSupplier full) implements Journal {
  @Override
  public Entry append(long seq, byte[] payload) throws JournalFault {
    refuseIfFull();
    return journal.append(seq, payload);
  }

  @Override
  public @Nullable Entry amend(long seq, byte[] payload) throws JournalFault {
    refuseIfFull();
    return journal.amend(seq, payload);
  }

  @Override
  public List<Entry> owed(Entry.Place after, int most) throws JournalFault {
    return journal.owed(after, most);
  }

  @Override
  public boolean settle(String boot, long seq) throws JournalFault {
    refuseIfFull();
    return journal.settle(boot, seq);
  }

  @Override
  public long count() {
    return journal.count();
  }

  private void refuseIfFull() throws JournalFault {
    if (full.getAsBoolean()) {
      throw new JournalFault(JournalFault.Cause.FULL, "no space left");
    }
  }
}
