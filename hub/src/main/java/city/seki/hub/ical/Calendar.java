package city.seki.hub.ical;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A calendar as calendar programs subscribe to it (RFC 5545; its name and how often to look, RFC
 * 7986): written by hand, for it is ten properties, and the rules of escaping and folding are all
 * below. Times are in UTC, so that no zone has to be described.
 *
 * @param name as programs list it
 * @param made when this text is made
 */
public record Calendar(String name, Instant made, List<Entry> entries) {
  /** Longest line without its end, in bytes (RFC 5545 §3.1). */
  static final int LONGEST = 75;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * One event.
   *
   * @param uid names it for ever: the same one changed keeps it
   */
  public record Entry(
      String uid, String summary, String location, String description, Instant from, Instant to) {}

  public Calendar {
    entries = List.copyOf(entries);
  }

  /** The text, in UTF-8. */
  public byte[] text() {
    Lines lines = new Lines();
    lines.plain("BEGIN", "VCALENDAR").plain("VERSION", "2.0").plain("PRODID", "-//Seki//Seki//EN");
    lines.plain("CALSCALE", "GREGORIAN").plain("METHOD", "PUBLISH");
    lines.text("NAME", name).text("X-WR-CALNAME", name);
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", "PT15M").plain("X-PUBLISHED-TTL", "PT15M");
    for (Entry entry : entries) {
      lines.plain("BEGIN", "VEVENT").text("UID", entry.uid()).plain("DTSTAMP", UTC.format(made));
      lines.plain("DTSTART", UTC.format(entry.from())).plain("DTEND", UTC.format(entry.to()));
      lines.text("SUMMARY", entry.summary()).text("LOCATION", entry.location());
      lines.text("DESCRIPTION", entry.description());
      // A seat is where one works, not an appointment: one is still free for others.
      lines.plain("TRANSP", "TRANSPARENT").plain("STATUS", "CONFIRMED").plain("END", "VEVENT");
    }
    return lines.plain("END", "VCALENDAR").bytes();
  }

  /** Content lines. */
  private static final class Lines {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A value that is no text of somebody's. */
    Lines plain(String name, String value) {
      fold(name + ':' + value);
      return this;
    }

    /** Backslash, semicolon, comma and line breaks are escaped, other controls left out. */
    Lines text(String name, String value) {
      StringBuilder escaped = new StringBuilder();
      value
          .replace("\r\n", "\n")
          .chars()
          .forEach(
              c -> {
                switch (c) {
                  case '\\', ';', ',' -> escaped.append('\\').append((char) c);
                  case '\n', '\r' -> escaped.append("\\n");
                  default -> {
                    if (c == '\t' || !Character.isISOControl(c)) {
                      escaped.append((char) c);
                    }
                  }
                }
              });
      return plain(name, escaped.toString());
    }

    /** A long line goes on after a line break and a space; never within a character. */
    private void fold(String line) {
      int used = 0;
      for (int point : line.codePoints().toArray()) {
        byte[] bytes = Character.toString(point).getBytes(UTF_8);
        if (used + bytes.length > LONGEST) {
          out.writeBytes("\r\n ".getBytes(UTF_8));
          used = 1;
        }
        out.writeBytes(bytes);
        used += bytes.length;
      }
      out.writeBytes("\r\n".getBytes(UTF_8));
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
