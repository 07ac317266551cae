package city.seki.edge.agent;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.ClockSigns.Trust;
import city.seki.edge.card.Pace;
import city.seki.edge.clock.Estimate;
import city.seki.edge.clock.Mark;
import city.seki.edge.clock.Past;
import city.seki.edge.clock.Timeline;
import city.seki.edge.clock.Uptime;
import city.seki.edge.journal.ClockBook;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one run of an agent. What happened is ordered by the monotonic clock alone; what
 * o'clock it was follows from the {@link Mark}s: one when the own clock becomes right, one at every
 * jump of it, and one when the hub tells another time. So a tap gets its true time afterwards, and
 * a clock that jumps changes no order.
 *
 * <p>The hub's time goes before the own clock's, because the hub orders the taps of all units.
 * Thread-safe.
 */
public final class UnitClock implements Now.Source {
  private static final long NANOS_PER_MS = 1_000_000;

  /** Less than this is no jump, and no other time than the hub's. */
  static final long TOLERANCE_MS = 250;

  /** Errors below this are not told: so good is every clock that is set. */
  static final long NEGLIGIBLE_MS = 1_000;

  /** An echo that took longer says nothing about the time. */
  private static final long SLOW_MS = 10_000;

  /** How often it is kept that the time is known still: a power cut costs so much knowledge. */
  private static final long KEEP_MS = Duration.ofHours(1).toMillis();

  /** A clock that jumps all day must not fill memory and disk. */
  private static final int MOST_MARKS = 200;

  private final InstantSource wall;
  private final ZoneId zone;
  private final Pace pace;
  private final ClockSigns signs;
  private final long startNanos;
  private final List<Mark> unsaved = new ArrayList<>();
  private Past past;
  private Timeline timeline;
  private @Nullable Long ownOffset;
  private long keptMs;

  /**
   * @param zone for the offset that a tap carries
   * @param startNanos of the pace, when the run began
   * @param past what earlier runs knew
   */
  public UnitClock(
      InstantSource wall, ZoneId zone, Pace pace, ClockSigns signs, long startNanos, Past past) {
    this.wall = wall;
    this.zone = zone;
    this.pace = pace;
    this.signs = signs;
    this.startNanos = startNanos;
    this.past = past;
    this.timeline = new Timeline(ClockTrust.FLOOR.toEpochMilli(), past.uptimes());
  }

  /** A clock of which nothing is known from before, and which begins now. */
  public UnitClock(InstantSource wall, ZoneId zone, Pace pace, ClockSigns signs) {
    this(wall, zone, pace, signs, pace.nanos(), Past.none("", 0));
  }

  @Override
  public synchronized Now now() {
    long monoMs = sinceStart();
    Instant shown = wall.instant();
    Trust trust = signs.of(shown);
    if (trust == Trust.GIVEN) {
      return new Now(shown.atZone(zone).toOffsetDateTime(), monoMs, ClockState.SYNCED);
    }
    long position = past.now().baseMs() + monoMs;
    look(position, shown.toEpochMilli(), trust);
    Estimate time = timeline.at(uptime().number(), position);
    return time == null
        ? new Now(shown.atZone(zone).toOffsetDateTime(), monoMs, ClockState.UNSET)
        : new Now(moment(time.wallMs()), monoMs, state(time));
  }

  private OffsetDateTime moment(long wallMs) {
    return Instant.ofEpochMilli(wallMs).atZone(zone).toOffsetDateTime();
  }

  private static ClockState state(Estimate time) {
    return time.source() == Estimate.Basis.OWN_CLOCK ? ClockState.SYNCED : ClockState.CORRECTED;
  }

  private Uptime uptime() {
    return past.uptimes().getLast();
  }

  /** Marks what the own clock says where that is new. */
  private void look(long monoMs, long wallMs, Trust trust) {
    boolean believed =
        trust == Trust.PROVEN
            || (trust == Trust.PLAUSIBLE && wallMs >= timeline.earliest(uptime().number(), monoMs));
    long offset = wallMs - monoMs;
    boolean same = ownOffset != null && Math.abs(offset - ownOffset) <= TOLERANCE_MS;
    if (believed && !same) {
      // Nobody knows when a clock without a service was set: at worst when the machine started.
      boolean old = ownOffset == null && trust == Trust.PLAUSIBLE;
      long drifted = old ? monoMs * Timeline.DRIFT_MILLIONTHS / 1_000_000 : 0;
      ownOffset = offset;
      Estimate before = timeline.at(uptime().number(), monoMs);
      if (before == null || isOff(before, wallMs, drifted)) {
        add(new Mark(monoMs, wallMs, TOLERANCE_MS + drifted, Mark.Source.OWN));
      }
    }
  }

  private static boolean isOff(Estimate time, long wallMs, long errorMs) {
    return time.source() == Estimate.Basis.BETWEEN
        || Math.abs(time.wallMs() - wallMs) > TOLERANCE_MS + errorMs;
  }

  /**
   * The hub has told its time.
   *
   * @param askedMs when it was asked, by {@link Now#monoMs}
   */
  synchronized void hubSaid(Instant time, long askedMs) {
    long error = (sinceStart() - askedMs + 1) / 2;
    long middle = past.now().baseMs() + askedMs + error;
    List<Mark> marks = uptime().marks();
    boolean late = !marks.isEmpty() && middle <= marks.getLast().monoMs();
    if (signs.of(wall.instant()) == Trust.GIVEN || error > SLOW_MS / 2 || late) {
      return;
    }
    Estimate known = timeline.at(uptime().number(), middle);
    if (known == null || isOff(known, time.toEpochMilli(), error)) {
      add(new Mark(middle, time.toEpochMilli(), error + TOLERANCE_MS, Mark.Source.HUB));
    } else if (Math.abs(known.wallMs() - time.toEpochMilli()) + error <= Uptime.GOOD_MS) {
      Uptime last = uptime();
      replace(new Uptime(last.number(), last.marks(), middle, middle));
    }
  }

  private void add(Mark mark) {
    Uptime last = uptime();
    List<Mark> marks = new ArrayList<>(last.marks());
    if (marks.isEmpty() || marks.getLast().monoMs() < mark.monoMs()) {
      marks.add(mark);
      if (marks.size() > MOST_MARKS) {
        marks.remove(1);
      }
      unsaved.add(mark);
      replace(new Uptime(last.number(), marks, 0, mark.monoMs()));
    }
  }

  private void replace(Uptime last) {
    past = past.with(last);
    timeline = new Timeline(ClockTrust.FLOOR.toEpochMilli(), past.uptimes());
  }

  /**
   * That tap as it is to be told now: with a better time, if one is known by now than when the card
   * was seen.
   */
  synchronized Entry timed(Entry entry) {
    Past.Run run = past.runs().get(entry.boot());
    if (run == null) {
      return entry;
    }
    try {
      TapMessage tap = TapMessage.parse(entry.payload());
      Estimate time = timeline.at(run.uptime(), run.baseMs() + tap.monoMs());
      return time == null || isTold(tap, time)
          ? entry
          : new Entry(entry.place(), entry.boot(), at(tap, time).toJson());
    } catch (BadMessage e) {
      // The hub will say what it finds wrong with it.
      return entry;
    }
  }

  private static boolean isTold(TapMessage tap, Estimate time) {
    return tap.clock() == state(time)
        && tap.atErrorMs() == told(time)
        && time.wallMs() == tap.at().toInstant().toEpochMilli();
  }

  private TapMessage at(TapMessage tap, Estimate time) {
    return tap.dated(moment(time.wallMs()), state(time), told(time));
  }

  private static long told(Estimate time) {
    return time.errorMs() < NEGLIGIBLE_MS ? 0 : time.errorMs();
  }

  /**
   * Writes down what is newly known of the time. To be called often, by the thread that has the
   * journal; most calls do nothing.
   *
   * @throws JournalFault if that could not be written; the next call tries again
   */
  public synchronized void save(ClockBook book) throws JournalFault {
    while (!unsaved.isEmpty()) {
      book.mark(unsaved.getFirst());
      unsaved.removeFirst();
    }
    long monoMs = position();
    Estimate time = timeline.at(uptime().number(), monoMs);
    if (time != null && (keptMs == 0 || monoMs - keptMs >= KEEP_MS)) {
      book.keep(monoMs);
      keptMs = monoMs;
    }
  }

  private long position() {
    return past.now().baseMs() + sinceStart();
  }

  private long sinceStart() {
    return (pace.nanos() - startNanos) / NANOS_PER_MS;
  }
}
