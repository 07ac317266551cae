package city.seki.hub.fleet;

import city.seki.config.wire.MachineHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one unit's machine, and since when. Pure and immutable.
 *
 * <pre>
 *   it is so                                 for as long as the trouble settles: told
 *   it is told and not so any more           told for {@link #GONE} more, and again if it comes back
 * </pre>
 *
 * @param seen each that is so, or was so lately
 */
public record MachineTroubles(Map<MachineTrouble, Seen> seen) {
  /** So long something has to stay away. */
  static final Duration GONE = Duration.ofMinutes(5);

  /** Nothing is known to be wrong. */
  public static final MachineTroubles NONE = new MachineTroubles(Map.of());

  /**
   * One of them.
   *
   * @param told whether it has lasted for long enough
   * @param gone since when it is not so any more, null while it is
   */
  public record Seen(Instant since, boolean told, @Nullable Instant gone) {}

  public MachineTroubles {
    Map<MachineTrouble, Seen> ordered = new EnumMap<>(MachineTrouble.class);
    ordered.putAll(seen);
    seen = Collections.unmodifiableMap(ordered);
  }

  /** What it is after the unit has told that. */
  public MachineTroubles after(MachineHealth machine, Instant now) {
    Map<MachineTrouble, Seen> next = new EnumMap<>(MachineTrouble.class);
    for (MachineTrouble trouble : MachineTrouble.values()) {
      Seen before = seen.get(trouble);
      boolean was = before != null && before.gone() == null;
      Seen after = trouble.isSo(machine, was) ? going(trouble, before, now) : leaving(before, now);
      if (after != null) {
        next.put(trouble, after);
      }
    }
    return new MachineTroubles(next);
  }

  private static Seen going(MachineTrouble trouble, @Nullable Seen before, Instant now) {
    Instant since = before == null ? now : before.since();
    boolean settled = !since.plus(trouble.settles()).isAfter(now);
    return new Seen(since, (before != null && before.told()) || settled, null);
  }

  private static @Nullable Seen leaving(@Nullable Seen before, Instant now) {
    if (before == null || !before.told()) {
      return null;
    }
    Instant gone = before.gone() == null ? now : before.gone();
    return gone.plus(GONE).isAfter(now) ? new Seen(before.since(), true, gone) : null;
  }

  /** What is to be told, and since when it is so. */
  public Map<MachineTrouble, Instant> lasting() {
    Map<MachineTrouble, Instant> lasting = new EnumMap<>(MachineTrouble.class);
    seen.forEach(
        (trouble, each) -> {
          if (each.told()) {
            lasting.put(trouble, each.since());
          }
        });
    return lasting;
  }
}
