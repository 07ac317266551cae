package city.seki.hub.simulation;

import city.seki.edge.journal.Entry;
import city.seki.edge.journal.Entry.Place;
import city.seki.edge.journal.Journal;
import city.seki.edge.journal.JournalFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A journal at the level of what is durable when: noting and amending are synced, forgetting is
 * not, so that a power cut may bring back what was settled since the last sync (any last part of
 * it, as SQLite's log does). The real files are tested by kills and power cuts of their own.
 */
final class JournalDisk {
  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::run).thenComparingLong(Place::seq);

  private record Unsynced(Place place, @Nullable Entry before) {}

  private final NavigableMap<Place, Entry> entries = new TreeMap<>(ORDER);
  private final List<Unsynced> unsynced = new ArrayList<>();
  private final Disk disk;
  private final RandomGenerator random;
  private final boolean notesWithoutSync;
  private long runs;

  JournalDisk(Disk disk, RandomGenerator random, boolean notesWithoutSync) {
    this.disk = disk;
    this.random = random;
    this.notesWithoutSync = notesWithoutSync;
  }

  /** Begins a run of the agent. */
  Journal open(String boot) {
    disk.write(() -> runs++);
    return new Run(runs, boot);
  }

  /** What is owed, as the next run would find it. */
  List<Entry> owed() {
    return List.copyOf(entries.values());
  }

  /** What a power cut leaves: the last of what was not synced may never have happened. */
  void losePower() {
    int kept = unsynced.isEmpty() ? 0 : random.nextInt(unsynced.size() + 1);
    for (int i = unsynced.size() - 1; i >= kept; i--) {
      Unsynced lost = unsynced.get(i);
      if (lost.before() == null) {
        entries.remove(lost.place());
      } else {
        entries.put(lost.place(), lost.before());
      }
    }
    unsynced.clear();
  }

  /** What no journal may do before the hub has answered. */
  void forget(String boot, long seq) {
    entries.values().removeIf(e -> e.seq() == seq && e.boot().equals(boot));
  }

  private void change(Place place, @Nullable Entry entry) {
    Entry before = entry == null ? entries.remove(place) : entries.put(place, entry);
    unsynced.add(new Unsynced(place, before));
  }

  private void note(Entry entry) throws JournalFault {
    if (disk.isFull()) {
      throw new JournalFault(JournalFault.Cause.FULL, "the simulated disk is full");
    }
    disk.write(
        () -> {
          change(entry.place(), entry);
          if (!notesWithoutSync) {
            unsynced.clear();
          }
        });
  }

  private final class Run implements Journal {
    private final long run;
    private final String boot;

    Run(long run, String boot) {
      this.run = run;
      this.boot = boot;
    }

    @Override
    public Entry append(long seq, byte[] payload) throws JournalFault {
      Entry entry = new Entry(new Place(run, seq), boot, payload);
      note(entry);
      return entry;
    }

    @Override
    public @Nullable Entry amend(long seq, byte[] payload) throws JournalFault {
      Entry entry = new Entry(new Place(run, seq), boot, payload);
      if (!entries.containsKey(entry.place())) {
        return null;
      }
      note(entry);
      return entry;
    }

    @Override
    public List<Entry> owed(Place after, int most) {
      return entries.tailMap(after, false).values().stream().limit(most).toList();
    }

    @Override
    public boolean settle(String tapBoot, long seq) {
      for (Entry entry : entries.values()) {
        if (entry.seq() == seq && entry.boot().equals(tapBoot)) {
          disk.write(() -> change(entry.place(), null));
          return true;
        }
      }
      return false;
    }

    @Override
    public long count() {
      return entries.size();
    }
  }
}
