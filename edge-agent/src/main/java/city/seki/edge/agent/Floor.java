package city.seki.edge.agent;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.ProvisionalAnswer;
import city.seki.config.wire.SeatLight;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.AgentEvent.Decided;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import city.seki.edge.snapshot.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a unit knows of its office: the hub's last snapshot, and on top of it the unit's own taps
 * that the snapshot does not hold yet, by the very rules of the hub. Immutable.
 *
 * <p>An own tap counts with what its light said ({@code told}), else with what the rules make of
 * it. It is left out again when a snapshot is newer than the hub's answer to it. Applied to a
 * snapshot that holds it already, it changes nothing.
 *
 * @param unit whose floor it is
 * @param office in which the unit stands
 * @param own the unit's taps since, in the order in which they happened
 * @param seating the snapshot with the own taps, null while snapshot or people are not known
 */
public record Floor(
    String unit,
    String office,
    @Nullable OfficeSnapshot snapshot,
    @Nullable People people,
    List<Own> own,
    @Nullable Seating seating) {
  /** Own taps that are remembered at most; ten busy seats have a hundred a day. */
  public static final int MOST = 2_000;

  /** No claim runs overnight: what is older than any working day changes nothing today. */
  private static final Duration DAY = Duration.ofHours(24);

  /** Of a unit that was told nothing yet. */
  public static Floor unknown(String unit, String office) {
    return new Floor(unit, office, null, null, List.of(), null);
  }

  /**
   * A tap of this unit.
   *
   * @param answered when the hub's answer came, null while it has not
   */
  record Own(Command.Tap tap, @Nullable Instant answered) {
    boolean is(String boot, long seq) {
      return tap.id().boot().equals(boot) && tap.id().seq() == seq;
    }

    boolean isIn(OfficeSnapshot newer) {
      return answered != null && !newer.madeAt().isBefore(answered);
    }
  }

  /**
   * What the unit makes of a tap.
   *
   * @param tap with its answer
   * @param floor after it
   * @param told the answer in the words of a hub, null if it has none; all is as before then
   */
  record Verdict(TapMessage tap, Floor floor, @Nullable DecisionMessage told) {}

  public Floor {
    own = List.copyOf(own);
  }

  /** The same with what the run before left behind. */
  public Floor remembering(Remembered before, List<TapMessage> taps) {
    List<Own> mine = taps.stream().map(tap -> new Own(command(tap), null)).toList();
    return new Floor(unit, office, before.snapshot(), before.people(), mine, null).with(mine);
  }

  /** Whether there is all that a decision needs. */
  public boolean isKnown() {
    return seating != null;
  }

  /** Of the snapshot; less than every version if there is none. */
  public long version() {
    return snapshot == null ? Long.MIN_VALUE : snapshot.version();
  }

  // Decisions

  /** Decides that tap as the hub would, with what is known here. */
  Verdict decide(TapMessage tap) {
    if (seating == null
        || !(SeatRules.decide(seating, CardRenewal.known(seating, command(tap)))
            instanceof Decision.Answered decided)) {
      return new Verdict(tap, this, null);
    }
    ZoneId zone = seating.city().timeZone();
    TapMessage with = tap.told(ProvisionalAnswer.of(decided.answer(), zone));
    List<Own> more = plus(new Own(command(with), null));
    Seating after = seating.applyAll(decided.events());
    return new Verdict(
        with,
        new Floor(unit, office, snapshot, people, more, after),
        DecisionMessage.of(tap.boot(), tap.seq(), decided.answer(), zone));
  }

  /** With that tap as it happened; one that is there already stays as it is. */
  Floor with(TapMessage tap) {
    return own.stream().anyMatch(it -> it.is(tap.boot(), tap.seq()))
        ? this
        : with(plus(new Own(command(tap), null)));
  }

  /** The hub's answer counts, whatever was decided here. */
  Floor answered(Decided decided, Instant now) {
    Answer answer = answer(decided.decision());
    List<Own> changed = new ArrayList<>(own);
    boolean differs = false;
    for (int i = 0; i < changed.size(); i++) {
      Own it = changed.get(i);
      if (it.is(decided.boot(), decided.seq())) {
        differs = !Objects.equals(answer, it.tap().told());
        changed.set(i, new Own(told(it.tap(), answer), now));
      }
    }
    return differs ? with(changed) : new Floor(unit, office, snapshot, people, changed, seating);
  }

  /** Null where the message does not say enough: then the rules decide. */
  private @Nullable Answer answer(DecisionMessage it) {
    boolean complete =
        switch (it.outcome()) {
          case GRANTED, MOVED, ASSIGNED -> it.seat() != null && it.until() != null;
          case RELEASED -> it.seat() != null;
          case LENT -> it.kit() != null && it.until() != null;
          case RETURNED -> it.kit() != null;
          case DENIED -> it.reason() != null;
        };
    if (!complete) {
      return null;
    }
    return new ProvisionalAnswer(
            it.outcome(),
            it.reason(),
            it.seat(),
            it.kit(),
            it.until(),
            it.warnAt(),
            it.reservedFrom(),
            it.linkCode(),
            null)
        .answer(office);
  }

  /** That tap did not happen. */
  Floor without(String boot, long seq) {
    return with(own.stream().filter(it -> !it.is(boot, seq)).toList());
  }

  /** What time has brought about by then. */
  Floor at(Instant now) {
    if (seating == null) {
      return this;
    }
    List<? extends Event> due = SeatRules.decide(seating, new Command.Advance(now)).events();
    return due.isEmpty()
        ? this
        : new Floor(unit, office, snapshot, people, own, seating.applyAll(due));
  }

  /** What the light of that seat is to say while nobody taps there. */
  Light light(String seat, Instant now) {
    return seating == null ? Light.OFF : light(new SeatId(office, seat), seating, now);
  }

  private static Light light(SeatId seat, Seating state, Instant now) {
    return SeatLight.of(state, seat, state.seat(seat), now);
  }

  // What the hub tells

  /** By a newer snapshot; own taps that it cannot hold yet are put on top of it again. */
  Floor with(OfficeSnapshot newer, Instant now) {
    List<Own> left = own.stream().filter(it -> !it.isIn(newer) && !isOld(it, now)).toList();
    return new Floor(unit, office, newer, people, left, null).with(left);
  }

  public Floor with(People newer) {
    return new Floor(unit, office, snapshot, newer, own, null).with(own);
  }

  private static boolean isOld(Own it, Instant now) {
    return it.tap().at().isBefore(now.minus(DAY));
  }

  /** The same snapshot with those own taps. */
  private Floor with(List<Own> taps) {
    if (snapshot == null || people == null) {
      return new Floor(unit, office, snapshot, people, taps, null);
    }
    Seating state = snapshot.message().office().seating(people.directory());
    for (Own it : taps) {
      state = state.applyAll(SeatRules.decide(state, CardRenewal.known(state, it.tap())).events());
    }
    return new Floor(unit, office, snapshot, people, taps, state);
  }

  private List<Own> plus(Own newest) {
    List<Own> more = new ArrayList<>(own.subList(Math.max(0, own.size() + 1 - MOST), own.size()));
    more.add(newest);
    return more;
  }

  private Command.Tap command(TapMessage tap) {
    ProvisionalAnswer told = tap.provisional();
    return new Command.Tap(
        new TapId(unit, tap.boot(), tap.seq()),
        office,
        tap.reader(),
        tap.cardRef(),
        tap.at().toInstant().truncatedTo(ChronoUnit.MILLIS),
        told == null ? null : told.answer(office),
        false);
  }

  private static Command.Tap told(Command.Tap tap, @Nullable Answer answer) {
    return new Command.Tap(
        tap.id(), tap.office(), tap.reader(), tap.card(), tap.at(), answer, tap.unseen());
  }
}
