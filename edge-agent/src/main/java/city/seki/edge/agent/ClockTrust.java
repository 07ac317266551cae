package city.seki.edge.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Whether the clock of a Pi, which has no battery, has been set since it booted, by cheap signs.
 *
 * <pre>
 *   it shows a time before this program was made         no
 *   systemd-timesyncd has left its mark "synchronized"   proven
 *   systemd-timesyncd runs and has not                   no
 *   neither, as with chrony or a clock with a battery    plausible
 * </pre>
 *
 * <p>chrony tells nothing in a file; started with {@code chrony-wait} before the unit, it has set
 * the clock by then.
 */
public final class ClockTrust implements ClockSigns {
  /** Before this program was written; no right clock shows it. */
  public static final Instant FLOOR = Instant.parse("2026-01-01T00:00:00Z");

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
  public Trust of(Instant wall) {
    if (wall.isBefore(FLOOR)) {
      return Trust.NONE;
    }
    if (!synced) {
      // Once set it stays set: the file is looked for only until then.
      synced = Files.exists(timesync.resolve("synchronized"));
    }
    if (synced) {
      return Trust.PROVEN;
    }
    return Files.isDirectory(timesync) ? Trust.NONE : Trust.PLAUSIBLE;
  }
}
