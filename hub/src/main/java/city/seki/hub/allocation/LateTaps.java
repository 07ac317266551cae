package city.seki.hub.allocation;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the taps that come late from those in order of time, and works out what they change
 * (product.md §6): the same whatever the order in which they come. Confined to one thread.
 */
final class LateTaps {
  /** A unit's clock may be so far ahead of the hub's (see the hub's ingress). */
  private static final Duration AHEAD = Duration.ofMinutes(2);

  private final DayBooks books;
  private final Map<LocalDate, Reconciliation> waiting = new TreeMap<>();
  private final Set<TapId> arrived = new LinkedHashSet<>();
  private final Set<String> units = new HashSet<>();
  private Instant passed = Instant.EPOCH;

  LateTaps(Ledger ledger, DayBooks.Room room) {
    books = new DayBooks(ledger, room);
  }

  /** Takes in what the ledger holds when the hub starts. */
  void written(Event event, Seating before) {
    books.written(event, before);
    pass(event instanceof Event.Tapped ? event.at().minus(AHEAD) : event.at());
  }

  /** Takes in what will be in the ledger with the next append. */
  void add(Event event, Seating before) {
    books.add(event, before);
  }

  /** What was taken in is in the ledger. */
  void written() {
    books.allWritten();
  }

  /** Time has come as far as that command says. */
  void hear(Command command) {
    switch (command) {
      case Command.Tap tap -> pass(tap.at().minus(AHEAD));
      case Command.SensePresence sensed -> pass(sensed.at().minus(AHEAD));
      case Command.PhoneTap tap -> pass(tap.at());
      case Command.Reserve reserve -> pass(reserve.at());
      case Command.CancelReservation cancel -> pass(cancel.at());
      case Command.EndClaim end -> pass(end.at());
      case Command.TakeOutOfService out -> pass(out.at());
      case Command.PutIntoService in -> pass(in.at());
      case Command.OfMeasure measure -> pass(measure.at());
      case Command.OfLottery lottery -> pass(lottery.at());
      case Command.BlockCard block -> pass(block.at());
      case Command.UnblockCard unblock -> pass(unblock.at());
      case Command.LinkCard link -> pass(link.at());
      case Command.SenseRoom sensed -> pass(sensed.at().minus(AHEAD));
      case Command.SeeDevice seen -> pass(seen.at().minus(AHEAD));
      case Command.BookRoom book -> pass(book.at());
      case Command.OfKit kit -> pass(kit.at());
      case Command.Advance advance -> pass(advance.at());
      case Command.Reconfigure files -> pass(files.at());
    }
  }

  private void pass(Instant at) {
    if (at.isAfter(passed)) {
      passed = at;
    }
  }

  /** Keeps that tap if it comes late, or after one that does and may concern it. */
  boolean takes(Command command, Seating now) {
    Fact tap = tap(command, now);
    if (tap == null || !(tap.event() instanceof Event.Tapped tapped)) {
      return false; // of nobody: it concerns no seat
    }
    LocalDate day = books.day(now.city(), tap.event().at());
    Reconciliation others = waiting.get(day);
    boolean over = day.isBefore(books.day(now.city(), passed));
    if (!over
        && !units.contains(tapped.tap().unit())
        && books.index(day, now).follows(tap, now)
        && (others == null || !others.concerns(tap, now))) {
      return false;
    }
    waiting(day, now).add(tap, tapped.tap(), now);
    arrive(tapped.tap());
    return true;
  }

  private void arrive(TapId tap) {
    arrived.add(tap);
    units.add(tap.unit());
  }

  /** Whether a tap of that unit waits: what comes after it is written down after it. */
  boolean isUnitWaiting(String unit) {
    return units.contains(unit);
  }

  private Reconciliation waiting(LocalDate day, Seating now) {
    return waiting.computeIfAbsent(day, d -> new Reconciliation(books.open(d, now)));
  }

  private @Nullable Fact tap(Command command, Seating now) {
    if (command instanceof Command.PhoneTap tap) {
      boolean known =
          now.directory().person(tap.person()) != null && now.city().seat(tap.seat()) != null;
      return known ? Fact.asked(tap) : null;
    }
    if (!(command instanceof Command.Tap tap)) {
      return null;
    }
    String person = SeatRules.bearer(now, tap);
    return person == null ? null : Fact.asked(tap, person, barred(tap, person, now));
  }

  /** A card that is blocked by now bars the tap, unless it was blocked after it, that day. */
  private Answer.@Nullable Denied barred(Command.Tap tap, String person, Seating now) {
    String card = Command.digestOf(tap.card());
    if (card == null || !now.cards().blocked().contains(card)) {
      return null;
    }
    DayBook book = books.open(books.day(now.city(), tap.at()), now);
    boolean since =
        book.of(person).stream()
            .anyMatch(
                fact ->
                    fact.event() instanceof Event.CardBlocked blocked
                        && blocked.card().equals(card)
                        && blocked.at().isAfter(tap.at()));
    return since ? null : Answer.Denied.because(DenyReason.CARD_BLOCKED, null);
  }

  /**
   * Whether a unit told otherwise than that answer says, which its light may still show: whoever
   * answered now would let the unit forget a tap of which the hub has not learnt.
   */
  boolean isOpen(Command command, Answer answered, Seating now) {
    if (!(command instanceof Command.Tap tap) || tap.told() == null) {
      return false;
    }
    Fact fact = known(tap, now);
    return fact != null
        && fact.event() instanceof Event.Tapped known
        && known.told() == null
        && !isUnseen(tap, known)
        && !isSame(answered, tap.told());
  }

  /**
   * Keeps what became known of a tap that was answered: the unit had told the person something
   * before the answer came, and it came too late to be seen.
   */
  boolean learns(Command command, Answer answered, Seating now) {
    if (!(command instanceof Command.Tap tap) || tap.told() == null) {
      return false;
    }
    Fact fact = known(tap, now);
    if (fact == null || !(fact.event() instanceof Event.Tapped known) || known.told() != null) {
      return false;
    }
    if (!isUnseen(tap, known)) {
      return false; // in time: the light follows the hub's answer
    }
    if (isSame(answered, tap.told()) && !known.unseen()) {
      return false;
    }
    waiting(books.day(now.city(), known.at()), now)
        .learn(new Event.Learnt(tap.id(), tap.told(), known.at()), now);
    arrive(tap.id());
    return true;
  }

  /**
   * A tap without a time of its own comes with that of its arrival, each time a later one. One that
   * was old when it came first had a time, and was dated better since.
   */
  private static boolean isUnseen(Command.Tap tap, Event.Tapped known) {
    return tap.unseen()
        || (!known.unseen() && known.at().plus(Command.Tap.SEEN).isBefore(tap.at()));
  }

  /**
   * That tap as it is known by now, null if it is not on record, or nobody's. Its day is that of
   * the record: delivered again, a tap without a time of its own comes with a later one.
   */
  private @Nullable Fact known(Command.Tap tap, Seating now) {
    Event.Tapped first = books.onRecord(tap.id());
    return first == null || first.person() == null
        ? null
        : book(books.day(now.city(), first.at()), now).find(tap.id(), first.person());
  }

  private DayBook book(LocalDate day, Seating now) {
    Reconciliation others = waiting.get(day);
    return others != null ? others.book() : books.open(day, now);
  }

  private static boolean isSame(Answer answered, Answer told) {
    return isNo(answered) == isNo(told)
        && isEnd(answered) == isEnd(told)
        && (isNo(told) || Objects.equals(Fact.seatOf(answered), Fact.seatOf(told)));
  }

  private static boolean isNo(Answer answer) {
    return answer instanceof Answer.Denied;
  }

  private static boolean isEnd(Answer answer) {
    return answer instanceof Answer.Released;
  }

  boolean isWaiting(TapId tap) {
    return arrived.contains(tap);
  }

  /**
   * Works out what those that wait have brought about: the taps as they arrived, then what counts
   * otherwise from now on.
   *
   * @param happen takes each event, in order
   * @return what each of them is answered
   */
  Map<TapId, Answer> reconcile(Seating now, Consumer<Event> happen) {
    Map<TapId, Answer> answers = new HashMap<>();
    Map<TapId, Event> taps = new HashMap<>();
    List<Event> corrections = new ArrayList<>();
    for (Reconciliation day : waiting.values()) {
      Reconciliation.Outcome outcome = day.reconcile(now, passed);
      answers.putAll(outcome.answers());
      taps.putAll(outcome.taps());
      corrections.addAll(outcome.corrections());
    }
    arrived.forEach(tap -> happen.accept(Objects.requireNonNull(taps.get(tap))));
    corrections.forEach(happen);
    waiting.clear();
    arrived.clear();
    units.clear();
    return answers;
  }
}
