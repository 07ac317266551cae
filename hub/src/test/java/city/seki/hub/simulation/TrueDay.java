package city.seki.hub.simulation;

import city.seki.config.model.Cap;
import city.seki.config.model.Office;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Claim;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Command;
import city.seki.config.rules.Command.CardRef;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What product.md §6 makes of a day's facts, worked out by somebody who has all of them before him
 * in order of time and never heard of an order of arrival: the yardstick for what the hub has on
 * record. It shares with the hub what §4 says of a tap that nobody was told about, and nothing of
 * what the hub does about late ones.
 */
final class TrueDay {
  /**
   * A tap.
   *
   * @param said what its bearer was told, null if nothing that counts
   * @param byUnit whether the unit told it alone: then caps and hours count still, which a hub had
   *     looked at
   */
  record Tap(
      TapId id,
      String office,
      String reader,
      String person,
      Instant at,
      @Nullable Answer said,
      boolean byUnit) {
    /** The order of time; at one moment the smaller unit first. */
    static final Comparator<Tap> BY_TIME =
        Comparator.comparing(Tap::at)
            .thenComparing(tap -> tap.id().unit())
            .thenComparing(tap -> tap.id().boot())
            .thenComparingLong(tap -> tap.id().seq());

    boolean atKiosk() {
      return reader.startsWith("kiosk:");
    }

    /** The same with an answer of which a hub has heard from its unit alone. */
    Tap toldByUnit() {
      return new Tap(id, office, reader, person, at, said, true);
    }

    /** As a hub hears of it that is always there. */
    Command.Tap asked() {
      return command(null, false);
    }

    /** As a hub hears of it that was not there. */
    Command.Tap late() {
      return command(byUnit ? said : null, true);
    }

    private Command.Tap command(@Nullable Answer told, boolean unseen) {
      CardRef card = new CardRef.Digest(Town.card(Integer.parseInt(person.substring(1))));
      return new Command.Tap(id, office, ReaderName.parse(reader), card, at, told, unseen);
    }
  }

  private final ClaimsOnRecord record = new ClaimsOnRecord();
  private Seating state;

  private TrueDay(Seating empty) {
    state = empty;
  }

  /**
   * The taps of a ledger.
   *
   * <p>An answer of the hub that was seen counts as told; one that only repeats another is no fact.
   * A kiosk's answer counts whether it was seen or not, for nobody can choose a seat twice.
   */
  static List<Tap> taps(List<Event> ledger) {
    List<Tap> taps = new ArrayList<>();
    for (Event event : ledger) {
      if (event instanceof Event.Tapped t && t.person() != null) {
        Answer told = t.told();
        for (Event other : ledger) {
          if (other instanceof Event.Learnt learnt && learnt.tap().equals(t.tap())) {
            told = learnt.told();
          }
        }
        boolean counts = !t.unseen() || t.reader().startsWith("kiosk:");
        if (told != null || !t.repeated() || t.unseen()) {
          Answer said = told != null ? told : counts ? t.answer() : null;
          taps.add(
              new Tap(t.tap(), t.office(), t.reader(), t.person(), t.at(), said, told != null));
        }
      }
    }
    return taps;
  }

  /**
   * What follows from those taps.
   *
   * @param until up to when time has come
   */
  static ClaimsOnRecord of(Seating empty, List<Tap> taps, Instant until) {
    TrueDay day = new TrueDay(empty);
    taps.stream().sorted(Tap.BY_TIME).forEach(day::happen);
    day.timePasses(until);
    return day.record;
  }

  private void happen(Event event) {
    state = state.apply(event);
    record.add(event);
  }

  private void timePasses(Instant until) {
    SeatRules.decide(state, new Command.Advance(until)).events().forEach(this::happen);
  }

  private void happen(Tap tap) {
    timePasses(tap.at());
    Answer said = tap.said();
    if (said == null) {
      SeatRules.decide(state, tap.late()).events().forEach(this::happen);
      return;
    }
    switch (said) {
      case Answer.Granted a -> sits(tap, a.seat());
      case Answer.Moved a -> sits(tap, a.seat());
      case Answer.Assigned a -> sits(tap, a.seat());
      case Answer.Released a -> leaves(tap, a);
      case Answer.Lent a -> hears(tap, a);
      case Answer.Returned a -> hears(tap, a);
      case Answer.Denied a -> hears(tap, a);
    }
  }

  private void hears(Tap tap, Answer answer) {
    happen(
        new Event.Tapped(
            tap.id(),
            tap.office(),
            tap.reader(),
            tap.person(),
            null,
            tap.at(),
            answer,
            false,
            null,
            false));
  }

  private void leaves(Tap tap, Answer.Released told) {
    hears(tap, told);
    Claim claim = state.seat(told.seat()).claim();
    if (claim != null && claim.person().equals(tap.person())) {
      happen(new Event.Ended(told.seat(), tap.person(), EndReason.RELEASED, tap.at(), null, null));
    }
  }

  private void sits(Tap tap, SeatId seat) {
    Office office = Objects.requireNonNull(state.city().office(seat.office()));
    Instant closing = state.city().closing(office, tap.at());
    Instant closes = closing == null ? tap.at() : closing;
    Claim claim = state.seat(seat).claim();
    if (claim != null && claim.person().equals(tap.person())) {
      hears(tap, new Answer.Granted(seat, claim.closes(), null));
      return;
    }
    DenyReason no = refusal(tap, office, claim, closing);
    if (no != null) {
      hears(tap, Answer.Denied.because(no, seat));
      record.add(claim(tap, seat, closes).ended(tap.at(), EndReason.CONFLICT));
      return;
    }
    hears(tap, new Answer.Granted(seat, closes, null));
    SeatId held = state.held().get(tap.person());
    if (held != null) {
      happen(new Event.Ended(held, tap.person(), EndReason.MOVED, tap.at(), null, null));
    }
    ClaimRecord begun = claim(tap, seat, closes);
    happen(
        new Event.Claimed(
            seat, tap.person(), begun.department(), begun.source(), tap.at(), closes));
  }

  /** Somebody was told a seat: why it cannot be theirs, null if it is. */
  private @Nullable DenyReason refusal(
      Tap tap, Office office, @Nullable Claim claim, @Nullable Instant closing) {
    if (claim != null) {
      return DenyReason.SEAT_TAKEN;
    }
    if (!tap.byUnit()) {
      return null;
    }
    if (closing == null) {
      return DenyReason.OFFICE_CLOSED;
    }
    long others =
        state.held().entrySet().stream()
            .filter(held -> held.getValue().office().equals(office.id()))
            .filter(held -> !held.getKey().equals(tap.person()))
            .count();
    for (Cap cap : office.caps()) {
      if (others >= cap.seats()) {
        return DenyReason.CAPACITY;
      }
    }
    return null;
  }

  private ClaimRecord claim(Tap tap, SeatId seat, Instant closes) {
    String department = Objects.requireNonNull(state.directory().person(tap.person())).department();
    Source source = tap.atKiosk() ? Source.KIOSK : Source.TAP;
    return new ClaimRecord(seat, tap.person(), department, source, tap.at(), closes, null, null);
  }
}
