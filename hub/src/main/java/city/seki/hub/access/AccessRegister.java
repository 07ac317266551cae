package city.seki.hub.access;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who looked at whose personal data, and what for: entries of the audit log, written before the
 * look is answered. A page that asks again every few seconds is one look: the same one for the same
 * purpose at the same person is noted once a day. What somebody sees of oneself is no look. Safe
 * for all threads.
 */
public final class AccessRegister {
  static final String ACT = "look";

  /** Most looks that a person is shown. */
  private static final int MOST = 1_000;

  /** What names and staff numbers are shown for. */
  public enum Purpose {
    /** Who has a kit. */
    KITS,
    /** Who had a kit. */
    KIT_HISTORY,
    /** Whose a reservation is. */
    RESERVATIONS,
    /** Who came when. */
    ATTENDANCE,
    /** Who is in which building now. */
    MUSTER,
    /** Near whom to sit, of those who let it be seen. */
    COLLEAGUES;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A look.
   *
   * @param by as the audit log names that one
   * @param purpose the word of a {@link Purpose}
   */
  public record Look(Instant at, String by, String purpose) {}

  private record Looker(String who, Purpose purpose) {}

  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<Looker, Set<String>> today = new HashMap<>();
  private @Nullable LocalDate day;

  /**
   * @param clock real time
   */
  public AccessRegister(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Notes that somebody is about to see who those persons are.
   *
   * @throws city.seki.hub.data.DataException if it cannot be noted: then nothing may be shown
   */
  public synchronized void looks(Principal by, Purpose purpose, Collection<String> persons) {
    Instant now = clock.instant();
    LocalDate current = now.atOffset(ZoneOffset.UTC).toLocalDate();
    if (!current.equals(day)) {
      today.clear();
      day = current;
    }
    Set<String> seen = today.computeIfAbsent(new Looker(by.who(), purpose), l -> new HashSet<>());
    Set<String> fresh = new TreeSet<>(persons);
    fresh.removeAll(seen);
    fresh.remove(by.who());
    if (!fresh.isEmpty()) {
      note(audit, now, by.who(), purpose, fresh);
      seen.addAll(fresh);
    }
  }

  /**
   * Notes one look of somebody whom no session stands for, as at a terminal.
   *
   * @throws city.seki.hub.data.DataException if it cannot be noted
   */
  public static void note(
      AuditLog audit, Instant now, String who, Purpose purpose, Set<String> persons) {
    long _ =
        audit.append(
            now,
            who,
            ACT,
            JsonText.object(
                o -> o.put("purpose", purpose.word()).put("persons", new TreeSet<>(persons))));
  }

  /** Who looked at that person, the newest first. */
  public List<Look> at(String person) {
    List<Look> looks = new ArrayList<>();
    for (AuditLog.Entry entry : audit.naming(ACT, person, MOST)) {
      looks.add(new Look(entry.at(), entry.who(), purpose(entry)));
    }
    return looks;
  }

  private static String purpose(AuditLog.Entry entry) {
    try {
      return JsonFields.parse(entry.what().getBytes(StandardCharsets.UTF_8)).text("purpose");
    } catch (BadMessage e) {
      throw new IllegalStateException("entry " + entry.seq() + " is no look", e);
    }
  }
}
