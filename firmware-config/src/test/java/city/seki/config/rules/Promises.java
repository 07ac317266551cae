package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a history and looks, after each step, at what product.md §4 and §5 promise. It looks from
 * the outside, with arithmetic of its own, and not by the code that it judges.
 */
final class Promises {
  private static final int REPLAY_EVERY = 250;

  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  final List<Event> events = new ArrayList<>();
  private Seating state = Seating.of(Scene.standard().state.city(), Scene.directory());

  /** What is broken first, and at which step; null if all is kept. */
  @Nullable String firstBroken(List<Command> history) {
    for (int i = 0; i < history.size(); i++) {
      Command command = history.get(i);
      try {
        step(command, i % REPLAY_EVERY == 0 || i == history.size() - 1);
      } catch (Broken e) {
        return "step %d, %s: %s".formatted(i, command.getClass().getSimpleName(), e.getMessage());
      } catch (RuntimeException e) {
        return "step %d, %s: threw %s"
            .formatted(i, command.getClass().getSimpleName(), String.valueOf(e));
      }
    }
    return null;
  }

  private void step(Command command, boolean replay) throws Broken {
    Decision decision = SeatRules.decide(state, command);
    must(decision.equals(SeatRules.decide(state, command)), "decided otherwise the second time");
    Seating before = state;
    answeredOnce(command, decision);
    inOrderOfTime(before, decision);
    lentToOneAtMost(before, decision);
    events.addAll(decision.events());
    state = before.applyAll(decision.events());
    if (command instanceof Command.Reconfigure files) {
      state = state.reconfigured(files.city(), files.directory());
    }
    oneClaimEach();
    promisesNeverOverlap();
    for (Event event : decision.events()) {
      if (event instanceof Event.Claimed claimed) {
        mayHaveIt(claimed);
      }
    }
    switch (command) {
      case Command.Tap tap when tap.told() != null -> whatWasSeenIsKept(before, tap, decision);
      case Command.Tap tap -> repeatChangesNothing(again(tap), decision);
      case Command.PhoneTap tap -> repeatChangesNothing(again(tap), decision);
      case Command.Advance advance -> nothingIsOverdue(advance);
      default -> {}
    }
    if (replay) {
      Seating replayed = Seating.of(state.measures().files(), state.directory()).applyAll(events);
      must(replayed.equals(state), "replay of all events gives another state");
    }
  }

  /** A kit is lent to somebody of the roster when it is back, and comes back when it is lent. */
  private static void lentToOneAtMost(Seating before, Decision decision) throws Broken {
    Seating now = before;
    for (Event event : decision.events()) {
      if (event instanceof Event.KitLent lent) {
        must(now.kits().loan(lent.kit()) == null, "lent to two: " + lent);
        must(before.directory().person(lent.person()) != null, "lent to nobody: " + lent);
      }
      if (event instanceof Event.KitReturned back) {
        Kits.Loan loan = now.kits().loan(back.kit());
        must(loan != null && !back.at().isBefore(loan.since()), "came back unlent: " + back);
      }
      now = now.apply(event);
    }
  }

  private static void answeredOnce(Command command, Decision decision) throws Broken {
    List<Event.Tapped> tapped =
        decision.events().stream()
            .filter(Event.Tapped.class::isInstance)
            .map(Event.Tapped.class::cast)
            .toList();
    TapId id =
        switch (command) {
          case Command.Tap tap -> tap.id();
          case Command.PhoneTap tap -> tap.id();
          default -> null;
        };
    if (id == null) {
      must(tapped.isEmpty() && !(decision instanceof Decision.Answered), "answered what asked not");
    } else {
      must(tapped.size() == 1, "a tap was told " + tapped.size() + " times");
      must(tapped.getFirst().tap().equals(id), "another tap was told");
      must(
          decision instanceof Decision.Answered answered
              && answered.answer().equals(tapped.getFirst().answer()),
          "the answer is not the one that was told");
    }
  }

  /** An act of staff dated before the claim that it ends is the only step back that there is. */
  private static void inOrderOfTime(Seating before, Decision decision) throws Broken {
    Instant last = Instant.MIN;
    Map<SeatId, Instant> since = new HashMap<>();
    for (Event event : decision.events()) {
      if (event instanceof Event.Claimed claimed) {
        since.put(claimed.seat(), claimed.at());
      }
      if (event instanceof Event.Ended ended) {
        Claim claim = before.seat(ended.seat()).claim();
        Instant from =
            since.getOrDefault(ended.seat(), claim == null ? Instant.MAX : claim.since());
        must(!ended.at().isBefore(from), "a claim ended before it began: " + ended);
        boolean byHand = ended.at().equals(from);
        must(byHand || !ended.at().isBefore(last), "out of order of time: " + ended);
        last = byHand ? last : ended.at();
        continue;
      }
      must(!event.at().isBefore(last), "out of order of time: " + event);
      last = event.at();
    }
  }

  private void oneClaimEach() throws Broken {
    Map<String, SeatId> holders = new HashMap<>();
    for (var entry : state.seats().entrySet()) {
      Claim claim = entry.getValue().claim();
      if (claim != null) {
        must(holders.put(claim.person(), entry.getKey()) == null, "a person has two claims");
      }
    }
    must(holders.equals(new HashMap<>(state.held())), "held seats are not the claimed seats");
  }

  private void promisesNeverOverlap() throws Broken {
    List<Reservation> all = List.copyOf(state.reservations().values());
    int listed = 0;
    for (SeatState seat : state.seats().values()) {
      listed += seat.reservations().size();
      must(all.containsAll(seat.reservations()), "a seat has a promise that is not there");
    }
    must(listed == all.size(), "a promise is at no seat");
    for (Reservation a : all) {
      for (Reservation b : all) {
        boolean same = a.seat().equals(b.seat()) || a.person().equals(b.person());
        boolean apart = !a.from().isBefore(b.to()) || !b.from().isBefore(a.to());
        must(a.id().equals(b.id()) || !same || apart, "promises overlap: " + a + " and " + b);
      }
    }
  }

  private void mayHaveIt(Event.Claimed claimed) throws Broken {
    City city = state.city();
    Office office = Objects.requireNonNull(city.office(claimed.seat().office()));
    Seat seat = Objects.requireNonNull(office.seat(claimed.seat().seat()));
    Person person = Objects.requireNonNull(state.directory().person(claimed.person()));
    must(person.zones().contains(seat.zone()), "seated outside the person's zones");
    must(isOpen(city, office, claimed.at()), "seated while the office is closed");
    must(isInHalfDay(claimed.seat(), claimed.at()), "seated at a pop-up office that is not there");
    must(!state.seat(claimed.seat()).isOut(claimed.at()), "seated out of service");
    must(claimed.closes().isAfter(claimed.at()), "claimed for no time at all");
    Instant soon = claimed.at().plus(Duration.ofMinutes(30));
    for (Reservation promise : state.seat(claimed.seat()).reservations()) {
      boolean counts = promise.to().isAfter(claimed.at()) && !promise.from().isAfter(soon);
      must(
          !counts || promise.person().equals(claimed.person()),
          "seated on somebody else's reservation");
    }
    for (Cap cap : office.caps()) {
      if (cap.on(claimed.at().atZone(Scene.JAPAN).toLocalDate())
          && (cap.zone() == null || cap.zone().equals(seat.zone()))) {
        must(claims(office, cap.zone()) <= cap.seats(), "seated over the cap " + cap);
      }
    }
  }

  private int claims(Office office, @Nullable String zone) {
    int claims = 0;
    for (Seat seat : office.seats().values()) {
      boolean counts = zone == null || zone.equals(seat.zone());
      if (counts && state.seat(new SeatId(office.id(), seat.id())).claim() != null) {
        claims++;
      }
    }
    return claims;
  }

  private static boolean isOpen(City city, Office office, Instant at) {
    LocalDate day = at.atZone(Scene.JAPAN).toLocalDate();
    LocalTime time = at.atZone(Scene.JAPAN).toLocalTime();
    OpeningHours hours = office.hours().get(day.getDayOfWeek());
    return hours != null
        && !city.holidays().contains(day)
        && !office.closures().contains(day)
        && !time.isBefore(hours.opens())
        && time.isBefore(hours.closes());
  }

  /** Seats P-… are of pop-up offices only: some half day that was not ended before has to fit. */
  private boolean isInHalfDay(SeatId seat, Instant at) {
    LocalDate day = at.atZone(Scene.JAPAN).toLocalDate();
    LocalTime time = at.atZone(Scene.JAPAN).toLocalTime();
    LocalTime noon = LocalTime.of(12, 0);
    LocalTime one = LocalTime.of(13, 0);
    return !seat.seat().startsWith("P")
        || state.measures().popUps().values().stream()
            .map(Event.PopUpOpened::popUp)
            .filter(p -> !day.isBefore(p.from()) && !day.isAfter(p.to()))
            .filter(p -> p.ended() == null || at.isBefore(p.ended()))
            .anyMatch(
                p ->
                    switch (p.half()) {
                      case AM -> time.isBefore(noon);
                      case PM -> !time.isBefore(one);
                      default -> true;
                    });
  }

  private static Command.Tap again(Command.Tap tap) {
    TapId id = new TapId(tap.id().unit(), "boot-2", tap.id().seq());
    return new Command.Tap(id, tap.office(), tap.reader(), tap.card(), tap.at().plusMillis(4_999));
  }

  private static Command.PhoneTap again(Command.PhoneTap tap) {
    TapId id = new TapId(tap.id().unit(), "boot-2", tap.id().seq());
    return new Command.PhoneTap(id, tap.seat(), tap.person(), tap.at().plusMillis(4_999));
  }

  /** Told a seat: it is the person's, or a conflict is on record, or the person left it since. */
  private void whatWasSeenIsKept(Seating before, Command.Tap tap, Decision decision) throws Broken {
    String person = SeatRules.bearer(before, tap);
    if (person == null) {
      return;
    }
    List<Event> claims =
        decision.events().stream().filter(Event.Claimed.class::isInstance).toList();
    List<Event> conflicts =
        decision.events().stream().filter(Event.Corrected.class::isInstance).toList();
    for (Event event : conflicts) {
      ClaimRecord conflict = Objects.requireNonNull(((Event.Corrected) event).after());
      must(conflict.reason() == EndReason.CONFLICT, "a conflict that is called otherwise");
      must(conflict.since().equals(conflict.end()), "a conflict that lasts");
    }
    switch (Objects.requireNonNull(tap.told())) {
      case Answer.Released a -> must(claims.isEmpty(), "who left was given a seat");
      case Answer.Lent a -> must(claims.isEmpty(), "who borrowed was given a seat");
      case Answer.Returned a -> must(claims.isEmpty(), "who brought back was given a seat");
      case Answer.Denied a -> must(claims.isEmpty(), "who was told no was given a seat");
      case Answer.Granted a -> seatedOrNot(tap, a.seat(), person, conflicts);
      case Answer.Moved a -> seatedOrNot(tap, a.seat(), person, conflicts);
      case Answer.Assigned a -> seatedOrNot(tap, a.seat(), person, conflicts);
    }
  }

  private void seatedOrNot(Command.Tap tap, SeatId said, String person, List<Event> conflicts)
      throws Broken {
    SeatId seat =
        tap.reader() instanceof ReaderName.AtSeat at ? new SeatId(tap.office(), at.seat()) : said;
    SeatId held = state.held().get(person);
    Claim claim = held == null ? null : state.seat(held).claim();
    boolean since = claim != null && tap.at().isBefore(claim.since());
    boolean gone = state.city().seat(seat) == null;
    must(
        gone || seat.equals(held) || since || conflicts.size() == 1,
        "told " + seat + ", but neither has it nor is a conflict on record");
  }

  /** The five seconds count from the tap that was decided, not from a repetition of it. */
  private void repeatChangesNothing(Command again, Decision first) throws Broken {
    if (first.events().stream().anyMatch(e -> e instanceof Event.Tapped t && t.repeated())) {
      return;
    }
    Decision second = SeatRules.decide(state, again);
    must(
        first instanceof Decision.Answered a
            && second instanceof Decision.Answered b
            && a.answer().equals(b.answer()),
        "the same card within 5 s got another answer: " + second);
    must(
        state.applyAll(second.events()).equals(state),
        "the same card within 5 s changed the state");
  }

  private void nothingIsOverdue(Command.Advance advance) throws Broken {
    for (var entry : state.seats().entrySet()) {
      Claim claim = entry.getValue().claim();
      if (claim != null && !claim.since().isAfter(advance.at())) {
        Office office = Objects.requireNonNull(state.city().office(entry.getKey().office()));
        must(claim.closes().isAfter(advance.at()), "a claim runs past closing");
        must(isOpen(state.city(), office, advance.at()), "a claim lives in a closed office");
        must(isInHalfDay(entry.getKey(), advance.at()), "a claim outlived its pop-up office");
      }
    }
    for (Reservation promise : state.reservations().values()) {
      must(promise.from().plus(Duration.ofMinutes(15)).isAfter(advance.at()), "no no-show");
      must(promise.to().isAfter(advance.at()), "a promise outlived its end");
    }
    must(SeatRules.decide(state, advance).events().isEmpty(), "time brought something twice");
  }

  private static void must(boolean kept, String otherwise) throws Broken {
    if (!kept) {
      throw new Broken(otherwise);
    }
  }
}
