package city.seki.config.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.writers.AbstractFormatPatternWriter;

/**
 * Log lines on standard error, {@code writer=stderr} in {@code tinylog.properties}. Where that is
 * the journal of systemd, each line begins with its priority (sd-daemon(3)) and has neither time
 * nor level, which the journal has itself; so {@code journalctl -p warning} finds warnings.
 */
public final class StderrWriter extends AbstractFormatPatternWriter {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final String FORMAT = "format";

  private final boolean journal;

  /** Made by tinylog from its properties. */
  public StderrWriter(Map<String, String> properties) {
    this(properties, isJournal(System.getenv("JOURNAL_STREAM"), STANDARD_ERROR));
  }

  StderrWriter(Map<String, String> properties, boolean journal) {
    super(journal ? bare(properties) : properties);
    this.journal = journal;
  }

  private static Map<String, String> bare(Map<String, String> properties) {
    Map<String, String> bare = new HashMap<>(properties);
    bare.put(FORMAT, "{message}");
    return bare;
  }

  /**
   * Whether a stream is the one that systemd made for the journal: a program may have been given
   * another one since.
   *
   * @param stream {@code DEVICE:INODE} of the environment, null where there is none
   */
  static boolean isJournal(@Nullable String stream, Path descriptor) {
    if (stream == null) {
      return false;
    }
    try {
      Map<String, Object> is = Files.readAttributes(descriptor, "unix:dev,ino");
      return stream.equals(is.get("dev") + ":" + is.get("ino"));
    } catch (IOException | UnsupportedOperationException e) {
      // Not on Linux, or without /proc: lines with their time are right everywhere.
      return false;
    }
  }

  @Override
  public void write(LogEntry entry) {
    System.err.print(journal ? prioritised(entry.getLevel(), render(entry)) : render(entry));
  }

  /** Every line of it, also those of a stack trace. */
  static String prioritised(Level level, String lines) {
    String prefix = "<" + priority(level) + ">";
    return lines.lines().map(line -> prefix + line + "\n").collect(Collectors.joining());
  }

  /** Of syslog(3). */
  private static int priority(Level level) {
    return switch (level) {
      case ERROR -> 3;
      case WARN -> 4;
      case INFO -> 6;
      case DEBUG, TRACE, OFF -> 7;
    };
  }

  @Override
  public void flush() {
    System.err.flush();
  }

  @Override
  public void close() {
    System.err.flush();
  }
}
