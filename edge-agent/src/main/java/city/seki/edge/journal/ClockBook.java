package city.seki.edge.journal;

import city.seki.edge.clock.Mark;

/** Where a unit keeps what it knows of the time, beside its taps. Confined to one thread. */
public interface ClockBook {
  /** Keeps a mark of the uptime that runs; it is on the disk when this returns. */
  void mark(Mark mark) throws JournalFault;

  /** Keeps that the uptime lasted till then at least: a floor for the time of what comes after. */
  void keep(long monoMs) throws JournalFault;
}
