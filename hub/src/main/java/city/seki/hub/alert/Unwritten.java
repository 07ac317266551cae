package city.seki.hub.alert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which alerts the memory does not have yet as they are, or has and is to forget. Safe for all
 * threads; whoever writes keeps nobody from noting more.
 */
final class Unwritten {
  private final AlertMemory memory;
  private final Object writing = new Object();
  private Set<Long> numbers = new LinkedHashSet<>();

  Unwritten(AlertMemory memory) {
    this.memory = memory;
  }

  synchronized void note(long number) {
    numbers.add(number);
  }

  private synchronized Set<Long> take() {
    Set<Long> taken = numbers;
    numbers = new LinkedHashSet<>();
    return taken;
  }

  private synchronized void giveBack(Set<Long> taken) {
    numbers.addAll(taken);
  }

  /**
   * Brings the memory up to date; what it does not take now it is given again the next time.
   *
   * @param now all that there are, asked for once what changed is known
   */
  void write(Supplier<List<AlertMemory.Kept>> now) {
    synchronized (writing) { // so that what is older is never written over what is newer
      Set<Long> taken = take();
      if (taken.isEmpty()) {
        return;
      }
      List<AlertMemory.Kept> changed = new ArrayList<>();
      Set<Long> gone = new HashSet<>(taken);
      for (AlertMemory.Kept kept : now.get()) {
        if (gone.remove(kept.alert().number())) {
          changed.add(kept);
        }
      }
      boolean written = false;
      try {
        memory.keep(changed, gone);
        written = true;
      } finally {
        if (!written) {
          giveBack(taken);
        }
      }
    }
  }
}
