package city.seki.edge.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardTech;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A scripted reader on virtual time; the watch ends where the script does. */
class ReaderWatchTest {
  private static final Card A = new Card(CardTech.FELICA, "011603005B1BD402");
  private static final Card B = new Card(CardTech.ISO14443A, "A1B2C3D4");
  private static final Field EMPTY = new Field.Empty();
  private static final Field RANDOM = new Field.Refused(CardTech.ISO14443A, Refusal.RANDOM_ID);
  private static final Field TWO = new Field.Refused(CardTech.FELICA, Refusal.TWO_CARDS);
  private static final ReaderEvent READY = new ReaderEvent.Ready("1.6");
  private static final ReaderEvent GONE = new ReaderEvent.CardGone();
  private static final ReaderEvent SEEN_A = new ReaderEvent.CardSeen(A);
  private static final ReaderEvent SEEN_B = new ReaderEvent.CardSeen(B);

  private final VirtualPace pace = new VirtualPace();
  private final List<ReaderEvent> events = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final AtomicInteger restarts = new AtomicInteger();

  private static Field present(Card card) {
    return new Field.Present(card);
  }

  private static ReaderFault fault(ReaderFault.Cause cause) {
    return new ReaderFault(cause, "scripted");
  }

  /** Opening takes an item of the script only if that is a fault or "opens". */
  private void watch(Object... script) {
    Queue<Object> items = new ArrayDeque<>(List.of(script));
    ReaderWatch[] watch = new ReaderWatch[1];
    CardReader reader =
        new CardReader() {
          @Override
          public String name() {
            return "scripted";
          }

          @Override
          public String open() throws ReaderFault {
            return opening("open");
          }

          @Override
          public String reset() throws ReaderFault {
            return opening("reset");
          }

          private String opening(String call) throws ReaderFault {
            calls.add(call);
            if (items.peek() instanceof ReaderFault e) {
              items.remove();
              throw e;
            }
            if ("opens".equals(items.peek())) {
              items.remove();
            }
            return "1.6";
          }

          @Override
          public Field poll() throws ReaderFault {
            calls.add("poll");
            Object item = items.poll();
            if (items.isEmpty()) {
              watch[0].close();
              Thread.interrupted();
            }
            if (item instanceof ReaderFault e) {
              throw e;
            }
            if (item instanceof RuntimeException e) {
              throw e;
            }
            return item instanceof Field field ? field : EMPTY;
          }

          @Override
          public void close() {
            calls.add("close");
          }
        };
    watch[0] =
        new ReaderWatch(
            reader, pace, events::add, new ReaderWatch.LastResort(8, restarts::incrementAndGet));
    watch[0].run();
    Thread.interrupted();
  }

  @Test
  void a_card_that_stays_is_seen_once_and_gone_after_two_empty_polls() {
    watch(EMPTY, present(A), present(A), present(A), EMPTY, EMPTY, EMPTY, EMPTY);
    assertEquals(List.of(READY, SEEN_A, GONE), events);
  }

  @Test
  void one_empty_poll_between_two_sightings_is_no_new_tap() {
    watch(present(A), EMPTY, present(A), EMPTY, present(A), EMPTY);
    assertEquals(List.of(READY, SEEN_A), events);
  }

  @Test
  void a_card_swapped_without_a_gap_is_noticed() {
    watch(present(A), present(B), present(A), EMPTY, EMPTY, EMPTY);
    assertEquals(List.of(READY, SEEN_A, SEEN_B, SEEN_A, GONE), events);
  }

  @Test
  void a_refusal_is_told_once_and_a_card_beneath_it_is_not_tapped_again() {
    watch(present(A), TWO, TWO, present(A), TWO, EMPTY, EMPTY, RANDOM, RANDOM, EMPTY);
    assertEquals(
        List.of(
            READY,
            SEEN_A,
            new ReaderEvent.CardRefused(CardTech.FELICA, Refusal.TWO_CARDS),
            GONE,
            new ReaderEvent.CardRefused(CardTech.ISO14443A, Refusal.RANDOM_ID)),
        events);
  }

  @Test
  void one_lost_exchange_is_no_outage() {
    watch(present(A), fault(ReaderFault.Cause.TIMEOUT), present(A), EMPTY);
    assertEquals(List.of(READY, SEEN_A), events);
    assertEquals(List.of("open", "poll", "poll", "poll", "poll", "close"), calls);
  }

  @Test
  void an_outage_climbs_the_ladder_is_told_once_and_ends_by_itself() {
    ReaderFault lost = fault(ReaderFault.Cause.TIMEOUT);
    watch(EMPTY, lost, lost, lost, lost, lost, "opens", EMPTY, EMPTY);
    assertEquals(
        List.of(READY, new ReaderEvent.Fault(ReaderFault.Cause.TIMEOUT, "scripted"), READY),
        events);
    assertEquals(
        List.of(
            "open", "poll", "poll", "poll", // the second failed
            "reset", "close", "open", "close", "open", "close", "open", "poll", "poll", "close"),
        calls);
  }

  @Test
  void a_reader_that_opens_and_never_answers_does_not_flicker() {
    ReaderFault lost = fault(ReaderFault.Cause.TIMEOUT);
    watch(EMPTY, lost, lost, "opens", lost, "opens", lost, "opens", lost, "opens", EMPTY, EMPTY);
    assertEquals(
        List.of(READY, new ReaderEvent.Fault(ReaderFault.Cause.TIMEOUT, "scripted"), READY),
        events);
  }

  @Test
  void a_reader_that_is_gone_is_told_at_once() {
    watch(EMPTY, fault(ReaderFault.Cause.GONE), "opens", EMPTY, EMPTY);
    assertEquals(
        List.of(READY, new ReaderEvent.Fault(ReaderFault.Cause.GONE, "scripted"), READY), events);
    assertEquals(List.of("open", "poll", "poll", "close", "open", "poll", "poll", "close"), calls);
  }

  @Test
  void a_card_that_lies_there_after_an_outage_is_told_again_without_being_gone() {
    ReaderFault gone = fault(ReaderFault.Cause.GONE);
    watch(present(A), gone, gone, "opens", EMPTY, present(A), EMPTY, EMPTY, EMPTY);
    assertEquals(
        List.of(
            READY,
            SEEN_A,
            new ReaderEvent.Fault(ReaderFault.Cause.GONE, "scripted"),
            READY,
            SEEN_A,
            GONE),
        events);
  }

  @Test
  void a_card_lifted_during_an_outage_is_told_to_be_gone_after_it() {
    ReaderFault gone = fault(ReaderFault.Cause.GONE);
    watch(present(A), gone, "opens", EMPTY, EMPTY, EMPTY);
    assertEquals(
        List.of(
            READY, SEEN_A, new ReaderEvent.Fault(ReaderFault.Cause.GONE, "scripted"), READY, GONE),
        events);
  }

  @Test
  void a_native_library_that_throws_does_not_end_the_watch() {
    watch(EMPTY, new IllegalStateException("scripted"), EMPTY, EMPTY);
    assertEquals(3, events.size());
    assertEquals(READY, events.getLast());
  }

  @Test
  void the_owner_is_asked_for_a_restart_once_per_outage() {
    Object[] script = new Object[40];
    Arrays.fill(script, fault(ReaderFault.Cause.GONE));
    script[38] = EMPTY;
    script[39] = EMPTY;
    watch(script);
    assertEquals(1, restarts.get());
  }

  @Test
  void failures_never_spin_and_a_reader_that_is_back_is_noticed_within_a_second() {
    Object[] script = new Object[40];
    Arrays.fill(script, fault(ReaderFault.Cause.GONE));
    script[38] = EMPTY;
    script[39] = EMPTY;
    watch(script);
    Duration passed = pace.passed();
    assertTrue(passed.compareTo(Duration.ofSeconds(30)) > 0, () -> "only " + passed);
    assertTrue(passed.compareTo(Duration.ofSeconds(40)) < 0, () -> "as much as " + passed);
  }
}
