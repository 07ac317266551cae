package city.seki.hub.simulation;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.TapId;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Journal;
import city.seki.edge.journal.JournalFault;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The journal of one run, with somebody who looks on. */
final class WatchedJournal implements Journal {
  private final CityRun city;
  private final String unit;
  private final String boot;
  private final Journal run;
  private final Supplier<@Nullable ReaderName> reader;
  private final Consumer<TapId> begun;

  /**
   * @param reader at which a card is being laid now, null for none
   * @param begun told of every new tap before it is noted
   */
  WatchedJournal(
      CityRun city,
      String unit,
      String boot,
      Journal run,
      Supplier<@Nullable ReaderName> reader,
      Consumer<TapId> begun) {
    this.city = city;
    this.unit = unit;
    this.boot = boot;
    this.run = run;
    this.reader = reader;
    this.begun = begun;
  }

  @Override
  public Entry append(long seq, byte[] payload) throws JournalFault {
    TapId tap = new TapId(unit, boot, seq);
    begun.accept(tap);
    city.promises().noted(tap);
    Entry entry;
    try {
      entry = run.append(seq, payload);
    } catch (JournalFault fault) {
      city.promises().refused(tap);
      city.facts().noted(tap, false);
      throw fault;
    }
    city.facts().noted(tap, true);
    city.tell(() -> unit + " " + reader.get() + " notes " + boot + ":" + seq);
    return entry;
  }

  @Override
  public @Nullable Entry amend(long seq, byte[] payload) throws JournalFault {
    TapId tap = new TapId(unit, boot, seq);
    try {
      Entry entry = run.amend(seq, payload);
      city.facts().noted(tap, true);
      return entry;
    } catch (JournalFault fault) {
      city.facts().noted(tap, false);
      throw fault;
    }
  }

  @Override
  public List<Entry> owed(Entry.Place after, int most) throws JournalFault {
    return run.owed(after, most);
  }

  @Override
  public boolean settle(String ofBoot, long seq) throws JournalFault {
    boolean owed = run.settle(ofBoot, seq);
    city.tell(() -> unit + " settles " + ofBoot + ":" + seq);
    city.promises().noAnsweredTapIsLost();
    return owed;
  }

  @Override
  public long count() {
    return run.count();
  }
}
