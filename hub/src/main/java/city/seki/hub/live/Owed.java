package city.seki.hub.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is still to be told of, each thing once, the longest waiting first. Safe for all threads.
 */
public final class Owed<T> {
  private final Set<T> waiting = new LinkedHashSet<>();

  public synchronized void add(Collection<T> things) {
    waiting.addAll(things);
  }

  /** Takes at most so many. */
  public synchronized List<T> take(int most) {
    List<T> taken = new ArrayList<>();
    Iterator<T> next = waiting.iterator();
    while (taken.size() < most && next.hasNext()) {
      taken.add(next.next());
      next.remove();
    }
    return taken;
  }

  public synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }
}
