package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.seki.hub.access.AuditLog.Head;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the audit log went, noted in a file beside it: a log whose end was cut off, or that came
 * from an older backup alone, no longer has what was noted. Whoever may write both files can undo
 * that too; so the hub also says each head in its log, and an auditor may keep one. A line is the
 * time and the {@link Head}. Confined to one thread at a time.
 */
public final class AuditHeads implements AutoCloseable {
  private final Path file;
  private final AuditLog log;
  private final InstantSource clock;
  private @Nullable Head last;

  /**
   * @param clock real time
   */
  public AuditHeads(Path file, AuditLog log, InstantSource clock) {
    this.file = file;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Notes the newest entry; returns it, or null if it was noted before.
   *
   * @throws DataException if the file cannot be written
   */
  public synchronized @Nullable Head note() {
    Head head = log.head();
    if (head.equals(Head.NONE) || head.equals(lastNoted())) {
      return null;
    }
    try {
      String before = Files.exists(file) ? Files.readString(file, US_ASCII) : "";
      AtomicFile.write(file, before + clock.instant() + " " + head + "\n");
    } catch (IOException e) {
      throw new DataException(
          file + " cannot be written: " + e.getMessage() + "; check that the disk has room", e);
    }
    last = head;
    return head;
  }

  private @Nullable Head lastNoted() {
    if (last == null && Files.exists(file)) {
      List<Noted> noted = read(file);
      last = noted.isEmpty() ? null : noted.getLast().head();
    }
    return last;
  }

  /** One line. */
  public record Noted(Instant at, Head head) {}

  /**
   * What was noted, the oldest first.
   *
   * @throws DataException if the file cannot be read or a line is none
   */
  public static List<Noted> read(Path file) {
    try {
      List<Noted> noted = new ArrayList<>();
      for (String line : Files.readAllLines(file, US_ASCII)) {
        int space = line.indexOf(' ');
        noted.add(
            new Noted(
                Instant.parse(line.substring(0, Math.max(space, 0))),
                Head.parse(line.substring(space + 1))));
      }
      return noted;
    } catch (IOException | RuntimeException e) {
      throw new DataException(
          file + " cannot be read: " + e.getMessage() + "; restore it from the last backup", e);
    }
  }

  /** Notes where the log ends when the hub does. */
  @Override
  public void close() {
    Head _ = note();
  }
}
