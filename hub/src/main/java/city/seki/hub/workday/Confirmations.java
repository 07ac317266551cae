package city.seki.hub.workday;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AuditLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which days a supervisor has confirmed. They are kept where every act of a person at the hub is:
 * in the audit log, which nobody can change afterwards. A confirmation names start and end: when
 * the record turns out to be otherwise later, what was confirmed is told as such.
 */
public final class Confirmations {
  static final String ACT = "confirm-workday";
  private static final int MOST = 100_000;

  private final AuditLog audit;

  public Confirmations(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * A confirmation.
   *
   * @param by as the audit log names that one
   */
  public record Confirmed(Instant at, String by, Instant start, Instant end) {
    /** Whether the day is still what was confirmed. */
    public boolean isOf(WorkDay day) {
      return start.equals(day.start()) && end.equals(day.end());
    }
  }

  /** The newest of each person; it takes longer, the longer the audit log is. */
  public Map<String, Confirmed> of(LocalDate day) {
    Map<String, Confirmed> newest = new HashMap<>();
    List<AuditLog.Entry> entries = audit.naming(ACT, day.toString(), MOST);
    for (AuditLog.Entry entry : entries) {
      try {
        JsonFields what = JsonFields.parse(entry.what().getBytes(StandardCharsets.UTF_8));
        Confirmed _ =
            newest.putIfAbsent(
                what.text("person"),
                new Confirmed(
                    entry.at(),
                    entry.who(),
                    what.moment("start").toInstant(),
                    what.moment("end").toInstant()));
      } catch (BadMessage e) {
        throw new IllegalStateException("entry " + entry.seq() + " is no confirmation", e);
      }
    }
    return newest;
  }

  /**
   * Writes it down.
   *
   * @param work which is over
   */
  public void confirm(Instant at, String by, LocalDate day, WorkDay work) {
    Instant end = work.end();
    if (end == null) {
      throw new IllegalArgumentException("a day that lasts cannot be confirmed");
    }
    long _ =
        audit.append(
            at,
            by,
            ACT,
            JsonText.object(
                o ->
                    o.put("day", day.toString())
                        .put("person", work.person())
                        .put("start", work.start(), ZoneOffset.UTC)
                        .put("end", end, ZoneOffset.UTC)));
  }
}
