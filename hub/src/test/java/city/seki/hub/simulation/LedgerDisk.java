package city.seki.hub.simulation;

import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger at the level of its commits: all events of one are durable, or none. The real file is
 * tested by kills and power cuts of its own.
 */
final class LedgerDisk {
  private final List<Event> events = new ArrayList<>();
  private final Map<TapId, Long> taps = new HashMap<>();
  private final Disk disk;
  private final Consumer<List<Event>> written;
  private final Planted planted;
  private int lastCommit;
  private boolean tampered;

  /**
   * @param written told of every commit at the moment at which it is durable
   */
  LedgerDisk(Disk disk, Planted planted, Consumer<List<Event>> written) {
    this.disk = disk;
    this.planted = planted;
    this.written = written;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  /** Whether a planted bug changed what was written since this was asked. */
  boolean wasTampered() {
    boolean was = tampered;
    tampered = false;
    return was;
  }

  void losePower() {
    if (planted == Planted.LEDGER_FORGETS_ITS_LAST_COMMIT) {
      events.subList(lastCommit, events.size()).clear();
      taps.values().removeIf(place -> place > lastCommit);
    }
  }

  private void add(Event event) {
    events.add(event);
    if (event instanceof Event.Tapped tapped) {
      taps.put(tapped.tap(), (long) events.size());
    }
  }

  /** For one run of the hub. */
  Ledger open() {
    if (planted == Planted.HUB_FORGETS_ANSWERS) {
      taps.clear();
    }
    lastCommit = events.size();
    return new Run();
  }

  private final class Run implements Ledger {
    @Override
    public void append(List<Event> asDecided) {
      List<Event> more = PlantedReconciliation.of(planted, asDecided);
      tampered |= !more.equals(asDecided);
      if (disk.isFull()) {
        throw new DataException("the simulated disk is full");
      }
      disk.write(
          () -> {
            lastCommit = events.size();
            more.forEach(LedgerDisk.this::add);
            written.accept(more);
          });
    }

    @Override
    public @Nullable Long find(TapId tap) {
      return taps.get(tap);
    }

    @Override
    public Event event(long place) {
      return events.get((int) place - 1);
    }

    @Override
    public void replay(Consumer<Event> all) {
      events().forEach(all);
    }

    @Override
    public void replay(long from, long to, Consumer<Event> some) {
      List.copyOf(events.subList((int) from - 1, (int) to)).forEach(some);
    }

    @Override
    public void close() {}
  }
}
