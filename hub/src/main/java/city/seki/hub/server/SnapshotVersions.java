package city.seki.hub.server;

import city.seki.hub.data.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * Numbers for snapshots, each larger than all before: milliseconds of the wall clock, and where
 * that was set back, the number after the last. A mark on disk stays ahead of every number given,
 * so that a restart does not go back either; a ledger brought back from a backup needs nothing.
 * Confined to one thread.
 */
final class SnapshotVersions implements LongSupplier {
  /** How far the mark is ahead: the disk is written to once in ten minutes. */
  private static final long AHEAD = 600_000;

  private final Path file;
  private final InstantSource clock;
  private long last;
  private long mark;

  /**
   * @throws IOException if the mark is there and cannot be read
   */
  SnapshotVersions(Path file, InstantSource clock) throws IOException {
    this.file = file;
    this.clock = clock;
    if (Files.exists(file)) {
      try {
        mark = Long.parseLong(Files.readString(file).strip());
      } catch (NumberFormatException e) {
        // The clock is as good unless it went back: a unit then takes snapshots again later.
        Logger.warn("{} holds no number; the clock alone counts snapshots", file);
      }
    }
    last = mark;
  }

  @Override
  public long getAsLong() {
    last = Math.max(last + 1, clock.millis());
    if (last > mark) {
      mark = last + AHEAD;
      try {
        AtomicFile.write(file, mark + "\n");
      } catch (IOException e) {
        Logger.warn("{} cannot be written: {}", file, e.getMessage());
      }
    }
    return last;
  }
}
