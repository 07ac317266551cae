package city.seki.edge.presence.pin;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.InputPin;
import city.seki.edge.presence.VirtualPace;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pin in virtual time whose levels are laid down beforehand. */
final class ScriptedPin implements InputPin {
  private final VirtualPace pace;
  private final TreeMap<Long, Boolean> levels = new TreeMap<>();
  private long seen = -1;
  @Nullable BusFault fault;
  int opened;

  ScriptedPin(VirtualPace pace, boolean first) {
    this.pace = pace;
    levels.put(0L, first);
  }

  /** From that moment on, counted from the beginning of the test. */
  ScriptedPin at(Duration moment, boolean high) {
    levels.put(moment.toNanos(), high);
    return this;
  }

  ScriptedPin open() throws BusFault {
    check();
    opened++;
    seen = pace.nanos();
    return this;
  }

  @Override
  public boolean isHigh() throws BusFault {
    check();
    return levels.floorEntry(pace.nanos()).getValue();
  }

  @Override
  public boolean awaitChange(Duration most) throws BusFault, InterruptedException {
    check();
    long end = pace.nanos() + most.toNanos();
    Map.Entry<Long, Boolean> next = levels.higherEntry(seen);
    boolean changed = next != null && next.getKey() <= end;
    long until = changed && next != null ? Math.max(next.getKey(), pace.nanos()) : end;
    pace.pause(Duration.ofNanos(until - pace.nanos()));
    seen = until;
    return changed;
  }

  private void check() throws BusFault {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public void close() {}
}
