package city.seki.hub.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a city's CSV as a stream: UTF-8, with or without a byte order mark, or Shift_JIS as
 * spreadsheets in Japan write it.
 */
public final class CsvText {
  /** What Windows calls Shift_JIS: with the NEC and IBM characters that names need. */
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  private static final int LONGEST_FIELD = 64 * 1024;

  /** Takes one line after the other. */
  public interface Lines {
    /** False if no further line can make sense. */
    boolean take(long line, List<String> fields);

    /** The rest of the text, from about that line on, is no CSV. */
    void broken(long line);
  }

  private CsvText() {}

  /**
   * Reads that file twice: for its character set, then for its lines.
   *
   * @param progress told how many bytes of the file have been read, now and then
   * @return false if it is in neither of the character sets; no line was read then
   * @throws IOException if it cannot be read
   */
  public static boolean read(Path file, Lines lines, LongConsumer progress) throws IOException {
    Charset charset = charset(file);
    if (charset == null) {
      return false;
    }
    try (InputStream in = new Counting(Files.newInputStream(file), progress)) {
      read(new InputStreamReader(in, charset), lines);
    }
    return true;
  }

  /** Reads a text. */
  public static void read(Reader in, Lines lines) throws IOException {
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
      }
    } catch (CsvParseException e) {
      lines.broken(last + 1);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
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

  /** Tells how much was read. */
  private static final class Counting extends FilterInputStream {
    private final LongConsumer progress;
    private long read;

    Counting(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      if (count > 0) {
        read += count;
        progress.accept(read);
      }
      return count;
    }
  }
}
