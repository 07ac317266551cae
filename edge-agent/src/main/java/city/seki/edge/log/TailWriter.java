package city.seki.edge.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import org.tinylog.configuration.Configuration;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.Writer;

/**
 * Keeps the newest lines of the process's log. There is one log in a process, so there is one of
 * these; tinylog makes it by its name.
 */
public final class TailWriter implements Writer {
  private static final LogTail TAIL = new LogTail();
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  /**
   * @param settings none
   */
  @SuppressWarnings("unused") // as tinylog calls it
  public TailWriter(Map<String, String> settings) {}

  /**
   * Lets the log of this process be kept from now on, and gives what is kept. To be called before
   * the first line; a log that has begun stays as it is, and nothing is kept.
   */
  public static LogTail install() {
    if (!Configuration.isFrozen()) {
      Configuration.set("writerTail", TailWriter.class.getName());
    }
    return TAIL;
  }

  @Override
  public Collection<LogEntryValue> getRequiredLogEntryValues() {
    return EnumSet.of(
        LogEntryValue.DATE, LogEntryValue.LEVEL, LogEntryValue.MESSAGE, LogEntryValue.EXCEPTION);
  }

  @Override
  public void write(LogEntry entry) {
    StringBuilder line = new StringBuilder();
    line.append(MOMENT.format(entry.getTimestamp().toInstant().atZone(ZoneId.systemDefault())));
    line.append(' ').append(entry.getLevel()).append(' ');
    if (entry.getMessage() != null) {
      line.append(entry.getMessage());
    }
    for (Throwable why = entry.getException(); why != null; why = why.getCause()) {
      line.append(" | ").append(why);
    }
    TAIL.add(line.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
