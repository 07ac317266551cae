package city.seki.hub.retention;

import city.seki.config.rules.Booking;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AuditLog;
import city.seki.hub.data.DataException;
import city.seki.hub.history.DayNaming;
import city.seki.hub.history.HistoryRetention;
import city.seki.hub.ledger.Figure;
import city.seki.hub.ledger.LedgerRewrite;
import city.seki.hub.roster.RosterStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets the old part of the ledger lose its persons, and the roster those of whom nothing else is
 * known. The figures of each day stay what they were; those that count persons over more than a day
 * are kept before. The ledger changes in one transaction, and only if what is true now, and every
 * day's figures, follow from it as before: whenever this ends, the ledger is the old one or the new
 * one, and the next run does what is left. Under the directory's lock only. Confined to one thread.
 */
public final class Retention {
  /** Product.md §9. */
  public static final Period STANDARD = Period.ofYears(3);

  /**
   * Shorter than a fiscal year and the time in which taps come late, and its figures were wrong.
   */
  public static final Period SHORTEST = Period.ofMonths(14);

  /** How far it is; what follows a step that is over may not happen. */
  public enum Step {
    READ,
    WRITTEN,
    PROVED,
    NOTED,
    COMMITTED,
    HISTORY_FORGOT,
    ROSTER_FORGOT,
    SWEPT
  }

  /**
   * What is to be forgotten.
   *
   * @param before the first day that is not old, the first of its month
   * @param zone the city's
   * @param periods of which persons are counted, beside months, years and fiscal years
   * @param dry only to see what would happen
   */
  public record Wish(LocalDate before, ZoneId zone, List<Span> periods, boolean dry) {
    public Wish {
      periods = List.copyOf(periods);
    }
  }

  /**
   * What was forgotten, or would be.
   *
   * @param before the first day that is not; earlier than wished where something is not over
   * @param months in which something was
   * @param events that were changed
   * @param persons each once
   * @param personDays each person once a day
   * @param staff staff numbers of which nothing else was known
   * @param imported rows of imported attendance
   */
  public record Done(
      LocalDate before,
      int months,
      long events,
      int persons,
      int personDays,
      int staff,
      long imported) {}

  private final Path file;
  private final RosterStore roster;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Consumer<Step> reached;
  private final @Nullable HistoryRetention history;

  /**
   * @param file the ledger's
   * @param reached told after each step
   */
  public Retention(
      Path file, RosterStore roster, AuditLog audit, SecureRandom random, Consumer<Step> reached) {
    this(file, roster, audit, random, reached, null);
  }

  /**
   * The same.
   *
   * @param history up to date, null if there is none
   */
  public Retention(
      Path file,
      RosterStore roster,
      AuditLog audit,
      SecureRandom random,
      Consumer<Step> reached,
      @Nullable HistoryRetention history) {
    this.file = file;
    this.roster = roster;
    this.audit = audit;
    this.random = random;
    this.reached = reached;
    this.history = history;
  }

  /** The first day that is not older than that, the first of its month. */
  public static LocalDate before(LocalDate today, Period retention) {
    return today.minus(retention).withDayOfMonth(1);
  }

  /**
   * Whether there is anything to forget, found out without reading the ledger.
   *
   * @param notice told when the ledger is of an earlier format and becomes one of this
   * @throws DataException if it cannot be used
   */
  public static boolean isDue(Path file, LocalDate before, ZoneId zone, Consumer<String> notice) {
    return isDue(file, before, zone, notice, null);
  }

  /**
   * The same.
   *
   * @param history null if there is none
   */
  public static boolean isDue(
      Path file,
      LocalDate before,
      ZoneId zone,
      Consumer<String> notice,
      @Nullable HistoryRetention history) {
    if (Files.notExists(file)) {
      return false;
    }
    LocalDate imported = history == null ? null : history.first();
    try (LedgerRewrite ledger = LedgerRewrite.open(file, notice)) {
      Event first = ledger.first();
      LocalDate done = ledger.before();
      boolean isOld =
          (first != null && new Age(before, zone).isOld(first.at()))
              || (imported != null && imported.isBefore(before));
      return ledger.isUnswept()
          || (history != null && history.isPending())
          || (isOld && (done == null || done.isBefore(before)));
    }
  }

  /**
   * Forgets.
   *
   * @param by whom the audit log names
   * @throws DataException if a file cannot be used, or if nothing can be forgotten without changing
   *     what is true now: nothing is changed then
   */
  public Done run(Wish wish, Instant now, String by) {
    try (LedgerRewrite ledger =
        wish.dry() ? LedgerRewrite.dry(file) : LedgerRewrite.open(file, told -> {})) {
      Standing standing = new Standing();
      ledger.read((id, event) -> standing.happened(event));
      Age age = new Age(held(wish, standing), wish.zone());
      OldPart part = new OldPart(age, wish.zone());
      ledger.read(part::look);
      reached.accept(Step.READ);
      LocalDate done = ledger.before();
      boolean isDue =
          (part.last > 0 || hasImported(age)) && (done == null || done.isBefore(age.before()));
      if (history != null) {
        part.named.addAll(history.named(isDue ? age.before() : LocalDate.EPOCH));
      }
      Done result =
          isDue
              ? write(ledger, wish, part, standing, age, now, by)
              : new Done(age.before(), 0, 0, 0, 0, 0, 0);
      long imported = forgetHistory(ledger, wish, isDue);
      return new Done(
          result.before(),
          result.months(),
          result.events(),
          result.persons(),
          result.personDays(),
          finish(ledger, wish, part.named, isDue),
          imported);
    }
  }

  private boolean hasImported(Age age) {
    LocalDate first = history == null ? null : history.first();
    return first != null && first.isBefore(age.before());
  }

  /** After the ledger; of the ledger's day also where an earlier run was cut off. */
  private long forgetHistory(LedgerRewrite ledger, Wish wish, boolean isDue) {
    LocalDate before = ledger.before();
    boolean isLeft = isDue || (history != null && history.isPending());
    if (wish.dry() || before == null || !isLeft) {
      return 0;
    }
    long rows = history == null ? 0 : history.forget(before);
    reached.accept(Step.HISTORY_FORGOT);
    return rows;
  }

  /** What is not over yet holds its month back. */
  private static LocalDate held(Wish wish, Standing standing) {
    Instant open = standing.firstOpen();
    LocalDate month =
        open == null ? null : open.atZone(wish.zone()).toLocalDate().withDayOfMonth(1);
    return month != null && month.isBefore(wish.before()) ? month : wish.before();
  }

  /** What is to be known of a ledger before its old part is written anew. */
  private static final class OldPart {
    private final Age age;
    private final Subjects subjects = new Subjects();
    private final Attendance attendance;
    private final Set<String> named = new HashSet<>();
    private long last;

    OldPart(Age age, ZoneId zone) {
      this.age = age;
      attendance = new Attendance(zone);
    }

    void look(long id, Event event) {
      attendance.happened(event);
      if (age.isOld(subjects.of(event))) {
        last = id;
      } else {
        Persons.of(event).forEach(named::add);
      }
    }
  }

  private Done write(
      LedgerRewrite ledger,
      Wish wish,
      OldPart part,
      Standing standing,
      Age age,
      Instant now,
      String by) {
    ledger.keep(figures(ledger.before(), wish, part.attendance, age));
    Set<String> kept = new HashSet<>(part.named);
    kept.addAll(roster.directory().persons().keySet());
    Forgetting forgetting = new Forgetting(age, standing, kept, naming(wish));
    Set<YearMonth> months = new HashSet<>();
    long events =
        ledger.write(
            part.last,
            age.before(),
            event -> {
              Event fresh = forgetting.apply(event);
              Persons.of(fresh).forEach(part.named::add);
              if (!fresh.equals(event)) {
                months.add(YearMonth.from(age.day(event.at())));
              }
              return fresh;
            });
    reached.accept(Step.WRITTEN);
    if (!wish.dry()) {
      prove(ledger, part, standing, age, kept);
      reached.accept(Step.PROVED);
      note(ledger, age, events, now, by);
      reached.accept(Step.NOTED);
      ledger.commit();
      reached.accept(Step.COMMITTED);
    }
    return new Done(
        age.before(), months.size(), events, forgetting.persons(), forgetting.personDays(), 0, 0);
  }

  private List<Figure> figures(
      @Nullable LocalDate done, Wish wish, Attendance attendance, Age age) {
    LocalDate first = attendance.first();
    LocalDate imported = history == null ? null : history.first();
    if (imported != null && (first == null || imported.isBefore(first))) {
      first = imported;
    }
    if (first == null) {
      return List.of();
    }
    // The fiscal year of the first day begins at most a year before it.
    LocalDate from = done != null ? done : first.minusYears(1).plusDays(1);
    List<Span> spans = new ArrayList<>(Span.beginning(from, age.before()));
    for (Span span : wish.periods()) {
      if (done != null && span.first().isBefore(done)) {
        throw new DataException(
            "the persons of a period from %s cannot be counted: those before %s are forgotten"
                .formatted(span.first(), done));
      }
      if (!spans.contains(span)) {
        spans.add(span);
      }
    }
    HistoryRetention counting = imported == null ? null : history;
    return spans.stream()
        .flatMap(
            span ->
                (counting == null
                        ? attendance.figures(span)
                        : counting.figures(span.first(), span.last()))
                    .stream())
        .toList();
  }

  private DayNaming naming(Wish wish) {
    return history == null || wish.dry() ? DayNaming.random(random) : history.naming(random);
  }

  /** Reads what was written, as the next start of the hub will, before it counts. */
  private static void prove(
      LedgerRewrite ledger, OldPart part, Standing before, Age age, Set<String> kept) {
    Standing after = new Standing();
    Attendance attendance = new Attendance(age.zone());
    ledger.read(
        (id, event) -> {
          after.happened(event);
          attendance.happened(event);
        });
    if (!attendance.ofDays(age.before()).equals(part.attendance.ofDays(age.before()))) {
      throw refused("the figures of a day");
    }
    requireSame(before.state(), after.state(), age, kept);
  }

  private static void requireSame(Seating before, Seating after, Age age, Set<String> kept) {
    require("a claim", before.held().equals(after.held()));
    require("a reservation", before.reservations().equals(after.reservations()));
    require("a seat", before.seats().equals(after.seats()));
    require("a kit on loan", before.kits().equals(after.kits()));
    require("a room", before.rooms().rooms().equals(after.rooms().rooms()));
    require("a device", before.rooms().devices().equals(after.rooms().devices()));
    require("a booking", bookings(before, age).equals(bookings(after, age)));
    require("a blocked card", before.cards().blocked().equals(after.cards().blocked()));
    require("a card's twin", before.cards().twins().equals(after.cards().twins()));
    require("a linked card", links(before, kept).equals(links(after, kept)));
  }

  private static Map<String, Booking> bookings(Seating state, Age age) {
    return state.rooms().bookings().entrySet().stream()
        .filter(b -> !age.isOld(b.getValue().from()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> links(Seating state, Set<String> kept) {
    return state.cards().linked().entrySet().stream()
        .filter(link -> kept.contains(link.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void require(String what, boolean same) {
    if (!same) {
      throw refused(what);
    }
  }

  private static DataException refused(String what) {
    return new DataException(
        what
            + " would change if the old part of the ledger were forgotten: nothing was; please report"
            + " this");
  }

  private void note(LedgerRewrite ledger, Age age, long events, Instant now, String by) {
    String anchor = ledger.anchor();
    audit.append(
        now,
        by,
        "forget",
        JsonText.object(
            o ->
                o.put("before", age.before().toString())
                    .put("events", events)
                    .put("anchor", anchor)));
  }

  /**
   * What a ledger says of its old part.
   *
   * @param before the first day that is not forgotten
   * @param anchor stands for all that was written anew, see {@link LedgerRewrite#anchor}
   */
  public record Mark(LocalDate before, String anchor) {
    /** Whether that log knows of it: the old part was written anew by a hub, and nobody else. */
    public boolean isNotedIn(AuditLog audit) {
      return !audit.naming("forget", anchor, 1).isEmpty();
    }
  }

  /**
   * Of the ledger in that file, also while a hub writes it; null if nothing was forgotten.
   *
   * @throws DataException if it cannot be read
   */
  public static @Nullable Mark mark(Path file) {
    try (LedgerRewrite ledger = LedgerRewrite.dry(file)) {
      LocalDate before = ledger.before();
      return before == null ? null : new Mark(before, ledger.anchor());
    }
  }

  private int finish(LedgerRewrite ledger, Wish wish, Set<String> named, boolean isCommitted) {
    if (wish.dry()) {
      return roster.forgettable(named).size();
    }
    if (!isCommitted) {
      ledger.commit();
    }
    int staff = roster.forget(named);
    reached.accept(Step.ROSTER_FORGOT);
    if (staff > 0 || ledger.isUnswept()) {
      roster.sweep();
      ledger.sweep();
    }
    reached.accept(Step.SWEPT);
    return staff;
  }
}
