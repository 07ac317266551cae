package city.seki.edge.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Whether the clock of a Pi, which has no battery, has been set since it booted.
 *
 * <p>Two cheap signs: it shows a time before this program was made, which cannot be; or
 * systemd-timesyncd runs (its folder is there) and has not left its mark {@code synchronized} yet.
 * Where another service keeps the time, as chrony, or a battery does, the first sign alone counts.
 */
public final class ClockTrust implements Predicate<Instant> {
  /** Before this program was written; no right clock shows it. */
  static final Instant FLOOR = Instant.parse("2026-01-01T00:00:00Z");

  private final Path timesync;
  private volatile boolean synced;

  /**
   * @param timesync {@code /run/systemd/timesync} on a real machine
   */
  public ClockTrust(Path timesync) {
    this.timesync = timesync;
  }

  /** Of this machine. */
  public static ClockTrust ofThisMachine() {
    return new ClockTrust(Path.of("/run/systemd/timesync"));
  }

  @Override
  public boolean test(Instant wall) {
    if (wall.isBefore(FLOOR)) {
      return false;
    }
    if (!synced) {
      // Once set it stays set: the file is looked for only until then.
      synced = !Files.isDirectory(timesync) || Files.exists(timesync.resolve("synchronized"));
    }
    return synced;
  }
}
