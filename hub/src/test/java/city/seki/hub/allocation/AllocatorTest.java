package city.seki.hub.allocation;

import static city.seki.hub.town.SmallTown.TEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import city.seki.hub.town.SmallTown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Decide, append, answer, in that order; and the same tap twice is one tap. */
class AllocatorTest {
  /** A ledger in memory, which can be told to fail. */
  private static final class FakeLedger extends InMemoryLedger {
    int appends;
    boolean broken;

    @Override
    public void append(List<Event> more) {
      if (broken) {
        throw new DataException("the disk is full");
      }
      appends++;
      super.append(more);
    }
  }

  private final FakeLedger ledger = new FakeLedger();
  private final List<Decision> told = new ArrayList<>();

  private Allocator.Request request(Command command) {
    return new Allocator.Request(command, told::add);
  }

  private Answer answer(Allocator allocator, Command command) {
    allocator.decide(List.of(request(command))).answer();
    return assertInstanceOf(Decision.Answered.class, told.getLast()).answer();
  }

  @Test
  void the_same_tap_in_one_batch_is_decided_once() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    Command.Tap tap = SmallTown.tap(1, 1, 1, TEN);
    Allocator.Outcome outcome = allocator.decide(List.of(request(tap), request(tap), request(tap)));
    outcome.answer();
    assertEquals(3, told.size());
    Answer first = ((Decision.Answered) told.getFirst()).answer();
    assertInstanceOf(Answer.Granted.class, first);
    told.forEach(decision -> assertEquals(first, ((Decision.Answered) decision).answer()));
    assertEquals(2, ledger.events.size(), "tapped and claimed, once");
  }

  @Test
  void the_same_tap_in_a_later_batch_after_others_and_after_a_restart_gets_its_answer() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    Command.Tap tap = SmallTown.tap(1, 1, 1, TEN);
    Answer first = answer(allocator, tap);
    assertInstanceOf(
        Answer.Released.class, answer(allocator, SmallTown.tap(2, 1, 1, TEN.plusSeconds(60))));
    int written = ledger.events.size();
    assertEquals(first, answer(allocator, tap));
    assertEquals(first, answer(new Allocator(ledger, SmallTown.empty(), past -> {}), tap));
    assertEquals(written, ledger.events.size());
  }

  @Test
  void a_number_of_another_boot_is_another_tap() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    Command.Tap tap = SmallTown.tap(1, 1, 1, TEN);
    assertInstanceOf(Answer.Granted.class, answer(allocator, tap));
    Command.Tap rebooted =
        new Command.Tap(
            new TapId("u1", "boot-2", 1),
            tap.office(),
            tap.reader(),
            tap.card(),
            TEN.plusSeconds(60));
    assertInstanceOf(Answer.Released.class, answer(allocator, rebooted));
    assertInstanceOf(Answer.Granted.class, answer(allocator, tap), "the old boot's is known too");
  }

  /**
   * Found by the simulation: a tap that was lost on its way, and came after those of a later run.
   */
  @Test
  void a_lost_tap_of_an_earlier_boot_that_comes_late_makes_nothing_decided_twice() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    Command.Tap seventh = SmallTown.tap(7, 1, 1, TEN);
    Answer first = answer(allocator, seventh);
    Command.Tap rebooted =
        new Command.Tap(
            new TapId("u1", "boot-2", 1),
            seventh.office(),
            new ReaderName.AtSeat(SmallTown.name(2)),
            new Command.CardRef.Digest(SmallTown.card(2)),
            TEN.plusSeconds(60));
    answer(allocator, rebooted);
    answer(allocator, SmallTown.tap(3, 3, 3, TEN.minusSeconds(60)));
    int written = ledger.events.size();
    assertEquals(first, answer(allocator, seventh));
    assertEquals(written, ledger.events.size());
  }

  /** Found by the simulation: the light said no, and the record said yes. */
  @Test
  void what_the_light_said_is_learnt_though_it_comes_together_with_the_late_tap_itself() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    answer(allocator, SmallTown.tap(1, 1, 2, TEN.plusSeconds(3_600)));
    Command.Tap late = SmallTown.tap(2, 1, 1, TEN);
    Answer red = Answer.Denied.because(DenyReason.SEAT_TAKEN, SmallTown.seat(1));
    Command.Tap lit =
        new Command.Tap(late.id(), late.office(), late.reader(), late.card(), TEN, red, true);
    allocator.decide(List.of(request(late), request(lit))).answer();
    assertTrue(ledger.events.stream().anyMatch(Event.Learnt.class::isInstance));
    assertEquals(
        SmallTown.person(2),
        Objects.requireNonNull(allocator.state().seat(SmallTown.seat(1)).claim()).person());
  }

  @Test
  void nobody_is_answered_before_the_append_and_one_append_serves_all() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    Allocator.Outcome outcome =
        allocator.decide(
            List.of(
                request(SmallTown.tap(1, 1, 1, TEN)),
                request(SmallTown.tap(2, 2, 2, TEN)),
                request(SmallTown.tap(3, 1, 3, TEN))));
    assertEquals(1, ledger.appends);
    assertEquals(List.of(), told);
    outcome.answer();
    assertEquals(3, told.size());
    assertEquals(2, outcome.state().held().size());
  }

  @Test
  void a_ledger_that_fails_answers_nobody_and_changes_nothing() {
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    ledger.broken = true;
    assertThrows(
        DataException.class, () -> allocator.decide(List.of(request(SmallTown.tap(1, 1, 1, TEN)))));
    assertEquals(List.of(), told);
    assertEquals(0, allocator.state().held().size());
  }

  @Test
  @Timeout(30)
  void the_loop_ends_when_its_ledger_fails_and_tells_its_owner() throws Exception {
    ledger.broken = true;
    CompletableFuture<DataException> failed = new CompletableFuture<>();
    CountDownLatch answered = new CountDownLatch(1);
    try (AllocationLoop loop =
        new AllocationLoop(
            () -> ledger,
            SmallTown.empty(),
            past -> {},
            (events, now) -> {},
            failed::complete,
            Thread::new)) {
      loop.start();
      loop.submit(SmallTown.tap(1, 1, 1, TEN), decision -> answered.countDown());
      assertEquals("the disk is full", failed.get(20, TimeUnit.SECONDS).getMessage());
      assertEquals(0, loop.state().held().size());
    }
    assertEquals(1, answered.getCount(), "nobody was answered");
  }

  @Test
  void replay_equals_live_at_every_cut() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Allocator allocator = new Allocator(ledger, SmallTown.empty(), past -> {});
    Map<TapId, Answer> answers = new HashMap<>();
    List<Command.Tap> sent = new ArrayList<>();
    for (int batch = 0; batch < 60; batch++) {
      List<Allocator.Request> requests = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        Command.Tap tap = tapOrRepeat(random, sent);
        requests.add(
            new Allocator.Request(
                tap,
                decision -> {
                  Answer now = ((Decision.Answered) decision).answer();
                  Answer before = answers.putIfAbsent(tap.id(), now);
                  assertTrue(before == null || before.equals(now), () -> "seed " + seed);
                }));
      }
      allocator.decide(requests).answer();
      Seating replayed = new Allocator(ledger, SmallTown.empty(), past -> {}).state();
      assertEquals(allocator.state(), replayed, () -> "seed " + seed);
    }
  }

  private static Command.Tap tapOrRepeat(Random random, List<Command.Tap> sent) {
    if (!sent.isEmpty() && random.nextInt(4) == 0) {
      return sent.get(random.nextInt(sent.size()));
    }
    int seq = sent.size() + 1;
    Command.Tap tap =
        SmallTown.tap(
            seq,
            1 + random.nextInt(SmallTown.READ),
            1 + random.nextInt(SmallTown.PEOPLE),
            TEN.plus(Duration.ofSeconds(3L * seq)));
    sent.add(tap);
    return tap;
  }
}
