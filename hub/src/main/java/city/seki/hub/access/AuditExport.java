package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.JsonText;
import city.seki.hub.access.AuditLog.Entry;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Part of the audit log as a file with which an auditor can check the chain without Seki: each
 * entry with what its hash is made of (ARCHITECTURE.md, "Audit log", has the lines of Python).
 */
public final class AuditExport {
  private static final int PAGE = 1_000;
  private static final String BOM = "\uFEFF";

  /** What it is written as. */
  public enum Format {
    /** UTF-8 with BOM, for spreadsheets; one line for each entry. */
    CSV,
    /** One object: {@code format}, {@code entries}, {@code head}. */
    JSON
  }

  private final AuditLog log;
  private final ZoneId zone;

  /**
   * @param zone of the times that people read
   */
  public AuditExport(AuditLog log, ZoneId zone) {
    this.log = log;
    this.zone = zone;
  }

  /**
   * Writes the entries of that time.
   *
   * @param to not of it any more
   * @return how many there were
   */
  public long write(Format format, Instant from, Instant to, Appendable out) throws IOException {
    AuditLog.Part part = log.part(from, to);
    long first = part == null ? 1 : part.first();
    long last = part == null ? 0 : part.last();
    switch (format) {
      case CSV -> csv(first, last, out);
      case JSON -> json(first, last, out);
    }
    return last - first + 1;
  }

  private interface Each {
    void write(Entry entry) throws IOException;
  }

  private void each(long first, long last, Each each) throws IOException {
    for (long seen = first - 1; seen < last; ) {
      for (Entry entry : log.after(seen, (int) Math.min(PAGE, last - seen))) {
        each.write(entry);
        seen = entry.seq();
      }
    }
  }

  private void csv(long first, long last, Appendable out) throws IOException {
    out.append(BOM).append("entry,at,at_ms,who,act,what,before,hash\r\n");
    each(
        first,
        last,
        entry -> {
          List<String> cells =
              List.of(
                  Long.toString(entry.seq()),
                  JsonText.MOMENT.format(entry.at().atZone(zone)),
                  Long.toString(entry.at().toEpochMilli()),
                  quoted(entry.who()),
                  quoted(entry.act()),
                  quoted(entry.what()),
                  entry.before(),
                  entry.hash());
          out.append(String.join(",", cells)).append("\r\n");
        });
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private void json(long first, long last, Appendable out) throws IOException {
    out.append("{\"format\":\"seki-audit-1\",\"entries\":[");
    each(
        first,
        last,
        entry ->
            out.append(entry.seq() == first ? "\n" : ",\n")
                .append(new String(JsonText.object(o -> fields(entry, zone, o)), UTF_8)));
    byte[] head = JsonText.object(o -> fields(log.head(), o));
    out.append("\n],\"head\":").append(new String(head, UTF_8)).append("}\n");
  }

  /** One entry with all that its hash is made of. */
  public static void fields(Entry entry, ZoneId zone, JsonText o) {
    o.put("entry", entry.seq()).put("at", entry.at(), zone);
    o.put("at_ms", entry.at().toEpochMilli()).put("who", entry.who()).put("act", entry.act());
    o.put("what", entry.what()).put("before", entry.before()).put("hash", entry.hash());
  }

  /** How far a log goes. */
  public static void fields(AuditLog.Head head, JsonText o) {
    o.put("entry", head.seq()).put("hash", head.hash());
  }
}
