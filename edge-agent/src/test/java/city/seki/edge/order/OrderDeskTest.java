package city.seki.edge.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.ClockState;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandMessage.Order;
import city.seki.config.wire.CommandMessage.What;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.CommandResultMessage.Check;
import city.seki.config.wire.CommandResultMessage.State;
import city.seki.edge.agent.Now;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of the hub's orders. */
class OrderDeskTest {
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-21T08:31:05+09:00");

  private final List<CommandResultMessage> answers = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private ClockState clock = ClockState.SYNCED;
  private OffsetDateTime now = AT;
  private @Nullable String refusal;
  private List<Check> checks = List.of(new Check("journal", true, "written"));

  private final Powers powers =
      new Powers() {
        @Override
        public @Nullable String refusal(What what) {
          return refusal;
        }

        @Override
        public void restart(What what) {
          done.add("restart " + what.word());
        }

        @Override
        public boolean tryAgain() {
          return false;
        }
      };

  private final OrderDesk desk =
      new OrderDesk(
          new OrderDesk.Unit(
              "b1", seconds -> done.add("blink " + seconds), null, () -> checks, powers),
          () -> new Now(now, 0, clock),
          new Pace() {
            @Override
            public long nanos() {
              return 0;
            }

            @Override
            public void pause(Duration time) {
              done.add("wait");
            }
          },
          answers::add);

  private CommandResultMessage take(String id, String boot, Order order)
      throws InterruptedException {
    desk.take(new CommandMessage(id, boot, AT.plusMinutes(1), order));
    CommandResultMessage answer = answers.getLast();
    assertEquals(id, answer.id());
    assertEquals("b1", answer.boot());
    return answer;
  }

  @Test
  void an_order_that_comes_twice_is_done_once_and_answered_twice() throws Exception {
    CommandResultMessage first = take("c1", "b1", new Order.Identify(30));
    now = AT.plusSeconds(50);
    assertEquals(first, take("c1", "b1", new Order.Identify(30)));
    assertEquals(State.BEGUN, first.state());
    assertEquals(List.of("blink 30"), done);
    assertEquals(2, answers.size());
  }

  @Test
  void an_order_for_the_run_before_a_reboot_is_not_done_again() throws Exception {
    CommandResultMessage answer = take("c1", "b0", new Order.Reboot(What.AGENT));
    assertEquals(State.REFUSED, answer.state());
    assertEquals("other-run", answer.reason());
    assertEquals(List.of(), done);
  }

  @Test
  void an_order_that_is_too_old_is_refused_as_far_as_the_unit_knows_the_time() throws Exception {
    now = AT.plusMinutes(1).plusNanos(1);
    assertEquals("too-old", take("c1", "b1", new Order.Identify(5)).reason());
    clock = ClockState.UNSET;
    assertEquals(State.BEGUN, take("c2", "b1", new Order.Identify(5)).state());
    assertEquals(List.of("blink 5"), done);
  }

  @Test
  void a_reboot_is_answered_before_it_happens_and_only_where_something_starts_it_again()
      throws Exception {
    refusal = "run it as a service";
    CommandResultMessage refused = take("c1", "b1", new Order.Reboot(What.AGENT));
    assertEquals("not-allowed", refused.reason());
    assertEquals("run it as a service", refused.detail());
    refusal = null;
    assertEquals(State.BEGUN, take("c2", "b1", new Order.Reboot(What.MACHINE)).state());
    assertEquals(List.of("wait", "restart machine"), done);
  }

  @Test
  void a_self_test_that_finds_something_has_failed_and_tells_all() throws Exception {
    assertEquals(State.DONE, take("c1", "b1", new Order.SelfTest()).state());
    checks = List.of(new Check("journal", true, "written"), new Check("clock", false, "unset"));
    CommandResultMessage failed = take("c2", "b1", new Order.SelfTest());
    assertEquals(State.FAILED, failed.state());
    assertEquals(checks, failed.checks());
  }

  @Test
  void what_this_unit_cannot_do_is_refused_with_a_word() throws Exception {
    assertEquals("not-configured", take("c1", "b1", new Order.Logs(10)).reason());
    assertEquals("not-configured", take("c2", "b1", new Order.Update()).reason());
    CommandResultMessage unknown = take("c3", "b1", new Order.Other("dance"));
    assertEquals("unknown-command", unknown.reason());
    assertTrue(String.valueOf(unknown.detail()).contains("dance"));
  }

  @Test
  void only_the_newest_answers_are_remembered() throws Exception {
    OrderBook book = OrderBook.of("b1");
    CommandResultMessage answer = take("c0", "b1", new Order.Identify(1));
    for (int i = 0; i < OrderBook.MOST + 3; i++) {
      book =
          book.with(
              new CommandResultMessage(
                  "b1", "x" + i, AT, State.DONE, null, null, List.of(), List.of(), 0));
    }
    assertEquals(OrderBook.MOST, book.answered().size());
    assertNull(book.answered().get("x2"));
    assertNotNull(book.answered().get("x3"));
    assertEquals("c0", answer.id());
  }
}
