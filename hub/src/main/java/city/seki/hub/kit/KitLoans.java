package city.seki.hub.kit;

import city.seki.config.model.KitId;
import city.seki.config.rules.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who had which kit and for how long; a fold over the ledger. Safe for all threads. */
public final class KitLoans {
  /** Of one kit; years for one that is lent twice a week. */
  static final int MOST = 250;

  /**
   * A kit was away.
   *
   * @param returned null while it is
   * @param by who took it back by hand, null where its tag was tapped
   * @param note what that person said about it
   */
  public record Past(
      String person,
      Instant since,
      Instant due,
      @Nullable Instant returned,
      @Nullable String by,
      @Nullable String note) {}

  private final Map<KitId, Deque<Past>> loans = new HashMap<>();

  /** Takes in what happened; events of other kinds change nothing. */
  public synchronized void happened(Event event) {
    switch (event) {
      case Event.KitLent e -> {
        Deque<Past> of = loans.computeIfAbsent(e.kit(), kit -> new ArrayDeque<>());
        of.addLast(new Past(e.person(), e.at(), e.due(), null, null, null));
        if (of.size() > MOST) {
          of.removeFirst();
        }
      }
      case Event.KitReturned e -> {
        Deque<Past> of = loans.get(e.kit());
        Past last = of == null ? null : of.pollLast();
        if (of != null && last != null) {
          of.addLast(new Past(last.person(), last.since(), last.due(), e.at(), e.by(), e.note()));
        }
      }
      default -> {} // of no loan
    }
  }

  /** The newest first. */
  public synchronized List<Past> of(KitId kit) {
    Deque<Past> of = loans.get(kit);
    return of == null ? List.of() : new ArrayList<>(of.reversed());
  }
}
