package city.seki.hub.roster;

import city.seki.config.wire.CardKey;
import city.seki.hub.data.CsvText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code staff_id,name,department,zones,card}, with {@code ,needs} where the city says who
 * needs an accessible seat: all or nothing. The file is UTF-8, with or without a byte order mark,
 * or Shift_JIS as spreadsheets in Japan write it.
 *
 * <p>It is read as a stream; of a card only the digest is ever kept.
 */
public final class RosterFile {
  private final Set<String> zones;
  private final CardKey key;

  /** Told how many lines have been read, after each of them. */
  public interface Progress {
    void read(long lines);
  }

  public sealed interface Result {}

  public record Loaded(List<RosterEntry> entries) implements Result {
    public Loaded {
      entries = List.copyOf(entries);
    }
  }

  /**
   * @param problems at least one, in the order of the file
   */
  public record Rejected(List<LineProblem> problems) implements Result {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param zones the zones of the city
   */
  public RosterFile(Collection<String> zones, CardKey key) {
    this.zones = Set.copyOf(zones);
    this.key = key;
  }

  /**
   * Reads that file twice: for its character set, then for its lines.
   *
   * @throws IOException if it cannot be read
   */
  public Result read(Path file, Progress progress) throws IOException {
    RosterLines lines = new RosterLines(zones, key, progress);
    return CsvText.read(file, lines, bytes -> {})
        ? lines.result()
        : new Rejected(
            List.of(
                new LineProblem(
                    0, "the file is neither UTF-8 nor Shift_JIS: save it as \"CSV UTF-8\"")));
  }

  /** Reads a text. */
  public Result read(String csv) {
    RosterLines lines = new RosterLines(zones, key, line -> {});
    try {
      CsvText.read(new StringReader(csv), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return lines.result();
  }
}
