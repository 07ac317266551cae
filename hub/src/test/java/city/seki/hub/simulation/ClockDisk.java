package city.seki.hub.simulation;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.clock.Mark;
import city.seki.edge.clock.Past;
import city.seki.edge.clock.Uptime;
import city.seki.edge.journal.ClockBook;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a unit's journal knows of runs, uptimes and the time: synced, as its taps are. */
final class ClockDisk implements ClockBook {
  private static final class Kept {
    final List<Mark> marks = new ArrayList<>();
    long lastMs;
  }

  private final Disk disk;
  private final List<Kept> uptimes = new ArrayList<>();
  private final Map<String, Past.Run> runs = new HashMap<>();

  ClockDisk(Disk disk) {
    this.disk = disk;
  }

  /** The machine starts, and its monotonic clock from zero. */
  void powerOn() {
    uptimes.add(new Kept());
  }

  /**
   * Begins a run of the agent.
   *
   * @param baseMs what the monotonic clock shows
   * @param owed taps of earlier runs: they tell how long these lasted at least
   * @return what is known of the time
   */
  Past open(String boot, long baseMs, List<Entry> owed) {
    Past.Run now = new Past.Run(uptimes.size(), baseMs);
    runs.put(boot, now);
    Map<Long, Long> last = new HashMap<>();
    for (Entry entry : owed) {
      Past.Run run = runs.get(entry.boot());
      if (run != null) {
        last.merge(run.uptime(), run.baseMs() + monoMs(entry), Math::max);
      }
    }
    List<Uptime> known = new ArrayList<>();
    for (int i = 0; i < uptimes.size(); i++) {
      Kept kept = uptimes.get(i);
      long end = Math.max(kept.lastMs, last.getOrDefault(i + 1L, 0L));
      known.add(new Uptime(i + 1L, kept.marks, 0, end));
    }
    return new Past(known, runs, now);
  }

  private static long monoMs(Entry entry) {
    try {
      return TapMessage.parse(entry.payload()).monoMs();
    } catch (BadMessage e) {
      throw new IllegalStateException("the agent writes what it can read", e);
    }
  }

  @Override
  public void mark(Mark mark) throws JournalFault {
    write(
        () -> {
          Kept now = uptimes.getLast();
          now.marks.add(mark);
          now.lastMs = Math.max(now.lastMs, mark.monoMs());
        });
  }

  @Override
  public void keep(long monoMs) throws JournalFault {
    write(() -> uptimes.getLast().lastMs = monoMs);
  }

  private void write(Runnable durable) throws JournalFault {
    if (disk.isFull()) {
      throw new JournalFault(JournalFault.Cause.FULL, "the simulated disk is full");
    }
    disk.write(durable);
  }
}
