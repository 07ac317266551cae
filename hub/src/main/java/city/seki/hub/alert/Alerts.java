package city.seki.hub.alert;

import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.model.Unit;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.fleet.Doubles;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.fleet.Sequences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What facilities and operators have to look after. Some alerts are a moment (a blocked card was
 * tapped), some last (a unit is silent) and end by themselves. The newest are kept. Safe for all
 * threads.
 */
public final class Alerts {
  /** How many are kept; the oldest gives way. */
  static final int KEPT = 500;

  private static final Duration BAD_MESSAGES = Duration.ofMinutes(1);

  /** What is wrong. */
  public enum Kind {
    BLOCKED_CARD,
    UNCLAIMED_USE,
    UNIT_SILENT,
    READER_FAULT,
    BAD_MESSAGE,
    CONFLICT,
    /** Two devices speak under one unit's name. */
    DOUBLE_IDENTITY,
    /** Taps of a unit never came. */
    MISSING_TAPS,
    /** A unit cannot write taps down. */
    JOURNAL_FAULT;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One of them.
   *
   * @param at since when
   * @param until when it ended, null while it lasts and for what is only a moment
   * @param office null if it is not known
   * @param place a seat, reader or topic, null where there is none
   * @param unit null if none is concerned
   * @param detail for people
   */
  public record Alert(
      Kind kind,
      Instant at,
      @Nullable Instant until,
      @Nullable String office,
      @Nullable String place,
      @Nullable String unit,
      @Nullable String detail) {
    private Alert endedAt(Instant moment) {
      return new Alert(kind, at, moment, office, place, unit, detail);
    }
  }

  private final Deque<Alert> past = new ArrayDeque<>();
  private final Map<String, Alert> lasting = new HashMap<>();

  /** Looks for alerts among those events; quick. */
  public synchronized void changed(List<Event> events) {
    for (Event event : events) {
      switch (event) {
        case Event.Tapped tapped -> tapped(tapped);
        case Event.UnclaimedUse use -> begin("seat " + use.seat(), of(use));
        case Event.Claimed claimed -> end("seat " + claimed.seat(), claimed.at());
        case Event.PresenceChanged sensed when !sensed.present() ->
            end("seat " + sensed.seat(), sensed.at());
        case Event.Ended e -> {}
        case Event.Reserved e -> {}
        case Event.ReservationTaken e -> {}
        case Event.ReservationCancelled e -> {}
        case Event.NoShow e -> {}
        case Event.TakenOutOfService e -> {}
        case Event.PutIntoService e -> {}
        case Event.PresenceChanged e -> {}
        case Event.CardBlocked e -> {}
        case Event.CardUnblocked e -> {}
        case Event.CardLinked e -> {}
        case Event.Learnt e -> {}
        case Event.Corrected e -> corrected(e);
        case Event.ReservationCorrected e -> {}
      }
    }
  }

  private void tapped(Event.Tapped tapped) {
    if (!tapped.repeated()
        && tapped.answer() instanceof Answer.Denied denied
        && denied.reason() == DenyReason.CARD_BLOCKED) {
      keep(
          new Alert(
              Kind.BLOCKED_CARD,
              tapped.at(),
              null,
              tapped.office(),
              tapped.reader(),
              tapped.tap().unit(),
              null));
    }
  }

  private void corrected(Event.Corrected corrected) {
    ClaimRecord claim = corrected.after();
    if (claim != null && corrected.isConflict()) {
      keep(
          new Alert(
              Kind.CONFLICT,
              claim.since(),
              null,
              claim.seat().office(),
              new ReaderName.AtSeat(claim.seat().seat()).toString(),
              corrected.cause().unit(),
              null));
    }
    if (claim != null && claim.isCurrent()) {
      end("seat " + claim.seat(), claim.since());
    }
  }

  private static Alert of(Event.UnclaimedUse use) {
    SeatId seat = use.seat();
    return new Alert(
        Kind.UNCLAIMED_USE,
        use.at(),
        null,
        seat.office(),
        new ReaderName.AtSeat(seat.seat()).toString(),
        null,
        null);
  }

  /**
   * A message fitted no schema. One a minute and topic is told, so that a unit that sends nothing
   * else hides no other alert.
   */
  public synchronized void badMessage(Instant at, String topic, @Nullable String unit) {
    boolean told =
        past.stream()
            .anyMatch(
                alert ->
                    alert.kind() == Kind.BAD_MESSAGE
                        && topic.equals(alert.place())
                        && alert.at().plus(BAD_MESSAGES).isAfter(at));
    if (!told) {
      keep(new Alert(Kind.BAD_MESSAGE, at, null, null, topic, unit, null));
    }
  }

  /** Looks at every unit: which fell silent or spoke again, which readers failed or recovered. */
  public synchronized void look(City city, Fleet fleet, Instant now) {
    Set<String> wrong = new HashSet<>();
    for (Unit unit : city.units().values()) {
      Fleet.Heard heard = fleet.of(unit.id());
      if (heard == null) {
        continue; // never heard since the start: the list of units says so
      }
      for (Sequences.Gap gap : fleet.gaps(unit.id())) {
        String key = "gap " + unit.id() + ' ' + gap.boot() + ' ' + gap.words();
        wrong.add(key);
        begin(key, missing(unit, gap, now));
      }
      Doubles.Held held = fleet.held(unit.id());
      if (held != null) {
        String key = "double " + unit.id();
        wrong.add(key);
        begin(key, doubled(unit, held));
        continue;
      }
      if (!fleet.isThere(unit.id())) {
        String key = "unit " + unit.id();
        wrong.add(key);
        begin(key, silent(unit, heard));
      } else if (heard.health() != null) {
        if (heard.health().journal() != null) {
          String key = "journal " + unit.id();
          wrong.add(key);
          begin(key, unwritten(unit, heard.health().journal(), now));
        }
        for (HealthMessage.Reader reader : heard.health().readers()) {
          if (reader.fault() != null) {
            String key = "reader " + unit.id() + ' ' + reader.name();
            wrong.add(key);
            begin(key, faulty(unit, reader, now));
          }
        }
      }
    }
    List<String> over =
        lasting.keySet().stream()
            .filter(key -> !key.startsWith("seat ") && !wrong.contains(key))
            .toList();
    over.forEach(key -> end(key, now));
  }

  private static Alert silent(Unit unit, Fleet.Heard heard) {
    return new Alert(Kind.UNIT_SILENT, heard.at(), null, unit.office(), null, unit.id(), null);
  }

  private static Alert doubled(Unit unit, Doubles.Held held) {
    return new Alert(
        Kind.DOUBLE_IDENTITY,
        held.since(),
        null,
        unit.office(),
        null,
        unit.id(),
        "two devices use the identity "
            + unit.id()
            + " (boots "
            + String.join(", ", held.boots())
            + "): both are held back, their taps stay with them. Switch one off and give it an"
            + " identity of its own by seki-provision batch; then POST /api/v1/units/"
            + unit.id()
            + "/release, or wait half an hour");
  }

  private static Alert missing(Unit unit, Sequences.Gap gap, Instant now) {
    return new Alert(
        Kind.MISSING_TAPS,
        now,
        null,
        unit.office(),
        null,
        unit.id(),
        "taps " + gap.words() + " of boot " + gap.boot() + " never came");
  }

  private static Alert unwritten(Unit unit, String why, Instant now) {
    return new Alert(Kind.JOURNAL_FAULT, now, null, unit.office(), null, unit.id(), why);
  }

  private static Alert faulty(Unit unit, HealthMessage.Reader reader, Instant now) {
    return new Alert(
        Kind.READER_FAULT, now, null, unit.office(), reader.name(), unit.id(), reader.fault());
  }

  private void begin(String key, Alert alert) {
    lasting.putIfAbsent(key, alert);
  }

  private void end(String key, Instant at) {
    Alert alert = lasting.remove(key);
    if (alert != null) {
      keep(alert.endedAt(at));
    }
  }

  private void keep(Alert alert) {
    past.addLast(alert);
    if (past.size() > KEPT) {
      past.removeFirst();
    }
  }

  /** What lasts, then what is past or was a moment; within each the newest first. */
  public synchronized List<Alert> list() {
    List<Alert> all = new ArrayList<>(lasting.values());
    all.sort((a, b) -> b.at().compareTo(a.at()));
    past.descendingIterator().forEachRemaining(all::add);
    return all;
  }
}
