package city.seki.hub.roster;

import city.seki.config.wire.CardKey;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code staff_id,name,department,zones,card}: all or nothing. The file is UTF-8, with or
 * without a byte order mark, or Shift_JIS as spreadsheets in Japan write it.
 *
 * <p>It is read as a stream; of a card only the digest is ever kept.
 */
public final class RosterFile {
  /** What Windows calls Shift_JIS: with the NEC and IBM characters that names need. */
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  private static final int LONGEST_FIELD = 64 * 1024;

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
    Charset charset = charset(file);
    if (charset == null) {
      return new Rejected(
          List.of(
              new LineProblem(
                  0, "the file is neither UTF-8 nor Shift_JIS: save it as \"CSV UTF-8\"")));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(new InputStreamReader(in, charset), progress);
    }
  }

  /** Reads a text. */
  public Result read(String csv) {
    try {
      return read(new StringReader(csv), lines -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  private Result read(Reader in, Progress progress) throws IOException {
    RosterLines lines = new RosterLines(zones, key);
    long last = 0;
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(LONGEST_FIELD)
            .ofCsvRecord(withoutMark(in))) {
      for (CsvRecord line : records) {
        last = line.getStartingLineNumber();
        if (!lines.take(last, line.getFields())) {
          break;
        }
        progress.read(last);
      }
    } catch (CsvParseException e) {
      lines.broken(last + 1);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return lines.result();
  }

  private static Reader withoutMark(Reader in) throws IOException {
    PushbackReader reader = new PushbackReader(in);
    int first = reader.read();
    if (first != '\uFEFF' && first >= 0) {
      reader.unread(first);
    }
    return reader;
  }

  /** UTF-8 where all of the file is, else Shift_JIS where all of it is, else null. */
  private static @Nullable Charset charset(Path file) throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_8, SHIFT_JIS)) {
      if (isIn(charset, file)) {
        return charset;
      }
    }
    return null;
  }

  private static boolean isIn(Charset charset, Path file) throws IOException {
    char[] buffer = new char[1 << 16];
    // A decoder by itself reports what it cannot read; named by its charset it would replace it.
    try (Reader in = new InputStreamReader(Files.newInputStream(file), charset.newDecoder())) {
      while (in.read(buffer) >= 0) {
        // Only whether it can be decoded matters here.
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
