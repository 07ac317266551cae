package city.seki.hub.allocation;

import static city.seki.hub.town.SmallTown.TEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Answer;
import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Cards;
import city.seki.config.rules.Command;
import city.seki.config.rules.Command.CardRef;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.town.SmallTown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A town that changes its card key, beside one that does not: the same people do the same, and get
 * the same answers, by whichever digests their units tell, before, while and after. Each unit tells
 * the old key, both or (after the old one is retired) the new one, as it likes; cards are blocked,
 * strangers linked, taps come late and twice, and the hub starts anew.
 */
class CardRotationTest {
  private static final int HISTORIES = 300;
  private static final int STEPS = 120;

  /** The people of the roster, and two whom nobody knows. */
  private static final int CARDS = SmallTown.PEOPLE + 2;

  private static List<Long> seeds() {
    return new Random(20261129).longs(HISTORIES).boxed().toList();
  }

  /** How a card is told. */
  private enum Told {
    OLD,
    BOTH,
    NEW
  }

  private static String old(int card) {
    return SmallTown.card(card);
  }

  private static String renewed(int card) {
    return "k2:%043d".formatted(7 * card);
  }

  private static CardRef.Digest told(int card, Told how) {
    return switch (how) {
      case OLD -> new CardRef.Digest(old(card));
      case BOTH -> new CardRef.Digest(renewed(card), old(card));
      case NEW -> new CardRef.Digest(renewed(card));
    };
  }

  /** A hub on its ledger. */
  private static final class Hub {
    Seating files = SmallTown.empty();
    final InMemoryLedger ledger = new InMemoryLedger();
    Allocator allocator = new Allocator(ledger, files, past -> {});

    Decision ask(Command command) {
      List<Decision> told = new ArrayList<>();
      Seating before = allocator.state();
      Allocator.Outcome outcome =
          allocator.decide(List.of(new Allocator.Request(command, told::add)));
      outcome.answer();
      // The fold refuses a second claim of a seat or a person.
      assertEquals(before.applyAll(outcome.events()), allocator.state());
      return told.getLast();
    }

    void startAgain() {
      Seating before = allocator.state();
      allocator = new Allocator(ledger, files, past -> {});
      assertEquals(before, allocator.state());
    }

    String code(String digest) {
      for (Map.Entry<String, Cards.Unknown> waiting :
          allocator.state().cards().waiting().entrySet()) {
        if (waiting.getValue().card().equals(digest)) {
          return waiting.getKey();
        }
      }
      return "none";
    }
  }

  private final Hub changing = new Hub();
  private final Hub staying = new Hub();

  private String known(int card) {
    return CardRenewal.known(
        changing.allocator.state(), new CardRef.Digest(renewed(card), old(card)));
  }

  private static Command.Tap tap(long seq, int seat, CardRef card, Instant at) {
    return new Command.Tap(
        new TapId("u1", "boot", seq),
        SmallTown.OFFICE,
        new ReaderName.AtSeat(SmallTown.name(seat)),
        card,
        at);
  }

  /** The code is made from the digest, and so another one. */
  private static String words(Decision decision) {
    return decision instanceof Decision.Answered answered
            && answered.answer() instanceof Answer.Denied denied
        ? "denied " + denied.reason() + denied.seat() + denied.reservedFrom()
        : decision instanceof Decision.Answered answered
            ? answered.answer().toString()
            : decision.getClass().getSimpleName();
  }

  private void same(String what, Decision one, Decision other) {
    assertEquals(words(other), words(one), what);
    Seating now = changing.allocator.state();
    assertEquals(staying.allocator.state().held(), now.held(), what);
    assertEquals(staying.allocator.state().seats(), now.seats(), what);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_town_that_changes_its_card_key_answers_as_one_that_does_not(long seed) {
    Random random = new Random(seed);
    int rotates = random.nextInt(STEPS / 2);
    int retires = rotates + 20 + random.nextInt(STEPS / 3);
    Instant now = TEN;
    List<Command.Tap[]> taps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      now = now.plusSeconds(random.nextInt(120));
      String what = "seed " + seed + ", step " + step;
      if (step == retires) {
        now = retire(now, what);
      }
      Told how =
          step < rotates
              ? Told.OLD
              : step < retires ? (random.nextBoolean() ? Told.OLD : Told.BOTH) : Told.NEW;
      int card = 1 + random.nextInt(CARDS);
      switch (random.nextInt(12)) {
        case 0 -> block(card, true, now, what);
        case 1 -> block(card, false, now, what);
        case 2 -> link(card, 1 + random.nextInt(SmallTown.PEOPLE), now, what);
        case 3 -> changing.startAgain();
        case 4 -> again(taps, random, what);
        default -> {
          Instant at = random.nextInt(8) == 0 ? now.minusSeconds(random.nextInt(1_800)) : now;
          int seat = 1 + random.nextInt(SmallTown.READ);
          Command.Tap[] both = {
            tap(step, seat, told(card, how), at), tap(step, seat, told(card, Told.OLD), at)
          };
          taps.add(both);
          same(what + ", card " + card, changing.ask(both[0]), staying.ask(both[1]));
        }
      }
    }
    assertTrue(
        changing.allocator.state().cards().twins().isEmpty(), "the old key is forgotten: " + seed);
  }

  private void again(List<Command.Tap[]> taps, Random random, String what) {
    if (!taps.isEmpty()) {
      Command.Tap[] both = taps.get(random.nextInt(taps.size()));
      int written = changing.ledger.events.size();
      same(what + " again", changing.ask(both[0]), staying.ask(both[1]));
      assertEquals(written, changing.ledger.events.size(), what);
    }
  }

  private void block(int card, boolean block, Instant at, String what) {
    same(
        what,
        changing.ask(
            block
                ? new Command.BlockCard(known(card), "fac", at)
                : new Command.UnblockCard(known(card), "fac", at)),
        staying.ask(
            block
                ? new Command.BlockCard(old(card), "fac", at)
                : new Command.UnblockCard(old(card), "fac", at)));
  }

  private void link(int card, int person, Instant at, String what) {
    String code = changing.code(known(card));
    String other = staying.code(old(card));
    assertEquals(other.equals("none"), code.equals("none"), what + ", card " + card);
    same(
        what,
        changing.ask(new Command.LinkCard(code, SmallTown.person(person), "fac", at)),
        staying.ask(new Command.LinkCard(other, SmallTown.person(person), "fac", at)));
  }

  /** As {@code card-key retire} does it, when everybody has tapped (strangers twice). */
  private Instant retire(Instant now, String what) {
    for (int i = 0; i < 2 * CARDS; i++) {
      long seq = 10_000L + i;
      int card = 1 + i / 2;
      same(
          what + ", all tap, card " + card,
          changing.ask(tap(seq, 1, told(card, Told.BOTH), now)),
          staying.ask(tap(seq, 1, told(card, Told.OLD), now)));
    }
    Seating state = changing.allocator.state();
    assertEquals(Set.of(), CardRenewal.left(state, "k1"), what);
    Map<String, String> cards = new HashMap<>();
    state
        .directory()
        .cards()
        .forEach((digest, person) -> cards.put(state.cards().twins().get(digest), person));
    List<Event> events = CardRenewal.retire(state, "k1", "cli", now);
    changing.ledger.append(events);
    changing.files =
        Seating.of(SmallTown.city(), new Directory(cards, state.directory().persons()));
    changing.allocator = new Allocator(changing.ledger, changing.files, past -> {});
    Instant later = TEN.plus(Duration.ofDays(7));
    same(what, changing.ask(new Command.Advance(later)), staying.ask(new Command.Advance(later)));
    return later;
  }
}
