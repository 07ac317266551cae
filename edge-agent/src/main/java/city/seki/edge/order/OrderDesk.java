package city.seki.edge.order;

import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandMessage.Order;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.CommandResultMessage.Check;
import city.seki.config.wire.CommandResultMessage.State;
import city.seki.edge.agent.Now;
import city.seki.edge.card.Pace;
import city.seki.edge.log.LogTail;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the hub's orders, one after the other, in a thread of its own. One more than {@value
 * #QUEUE} that wait is left: the hub, which got no answer, sends it again.
 */
public final class OrderDesk implements AutoCloseable {
  private static final int QUEUE = 16;

  /** Of log in one answer; the rest of a message of 64 KiB is for its other words. */
  private static final int LOG_BYTES = 32 * 1_024;

  /** So long the answer has to leave before the unit ends. */
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final BlockingQueue<CommandMessage> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Unit unit;
  private final Now.Source clock;
  private final Pace pace;
  private final Consumer<CommandResultMessage> answers;
  private OrderBook book;
  private volatile boolean closed;
  private volatile @Nullable Thread runner;

  /**
   * What orders are about.
   *
   * @param boot the run of its agent
   * @param identify lets all lights blink for so many seconds
   * @param log null where none is kept
   * @param selfTest may take some seconds
   */
  public record Unit(
      String boot,
      IntConsumer identify,
      @Nullable LogTail log,
      Supplier<List<Check>> selfTest,
      Powers powers) {}

  /**
   * @param answers sends an answer to the hub, and returns at once
   */
  public OrderDesk(Unit unit, Now.Source clock, Pace pace, Consumer<CommandResultMessage> answers) {
    this.unit = unit;
    this.clock = clock;
    this.pace = pace;
    this.answers = answers;
    this.book = OrderBook.of(unit.boot());
  }

  /** Any thread; returns at once. */
  public void post(CommandMessage order) {
    var _ = queue.offer(order);
  }

  /** Works until the thread is interrupted or {@link #close} is called. */
  public void run() {
    runner = Thread.currentThread();
    try {
      while (!closed) {
        take(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      runner = null;
    }
  }

  /** Answers one order, carried out or not. */
  void take(CommandMessage order) throws InterruptedException {
    switch (book.judge(order, clock.now())) {
      case OrderBook.Verdict.Again(var answer) -> answers.accept(answer);
      case OrderBook.Verdict.Refused(var reason, var detail) ->
          answer(refused(order, reason, detail));
      case OrderBook.Verdict.Accepted() -> carryOut(order);
    }
  }

  private void carryOut(CommandMessage order) throws InterruptedException {
    switch (order.order()) {
      case Order.Identify(int seconds) -> {
        unit.identify().accept(seconds);
        answer(plain(order, State.BEGUN));
      }
      case Order.Reboot(CommandMessage.What what) -> reboot(order, what);
      case Order.Logs(int lines) -> answer(logs(order, lines));
      case Order.SelfTest() -> answer(tested(order, unit.selfTest().get()));
      case Order.Update() ->
          answer(
              unit.powers().tryAgain()
                  ? plain(order, State.BEGUN)
                  : refused(order, "not-configured", "nobody tells this unit what to be"));
      case Order.Other(String word) ->
          answer(refused(order, "unknown-command", "this version does not know " + word));
    }
  }

  private void reboot(CommandMessage order, CommandMessage.What what) throws InterruptedException {
    String refusal = unit.powers().refusal(what);
    if (refusal != null) {
      answer(refused(order, "not-allowed", refusal));
      return;
    }
    answer(plain(order, State.BEGUN));
    pace.pause(LEAVING);
    unit.powers().restart(what);
  }

  private CommandResultMessage logs(CommandMessage order, int most) {
    LogTail log = unit.log();
    if (log == null) {
      return refused(order, "not-configured", "this unit keeps no log in memory");
    }
    LogTail.Lines lines = log.newest(most, LOG_BYTES);
    return new CommandResultMessage(
        unit.boot(),
        order.id(),
        clock.now().wall(),
        State.DONE,
        null,
        null,
        List.of(),
        lines.lines(),
        lines.leftOut());
  }

  private CommandResultMessage tested(CommandMessage order, List<Check> checks) {
    boolean passed = checks.stream().allMatch(Check::passed);
    return new CommandResultMessage(
        unit.boot(),
        order.id(),
        clock.now().wall(),
        passed ? State.DONE : State.FAILED,
        passed ? null : "failed",
        null,
        checks.stream().limit(CommandResultMessage.MOST_CHECKS).toList(),
        List.of(),
        0);
  }

  private CommandResultMessage plain(CommandMessage order, State state) {
    return result(order, state, null, null);
  }

  private CommandResultMessage refused(
      CommandMessage order, String reason, @Nullable String detail) {
    return result(order, State.REFUSED, reason, detail);
  }

  private CommandResultMessage result(
      CommandMessage order, State state, @Nullable String reason, @Nullable String detail) {
    return new CommandResultMessage(
        unit.boot(),
        order.id(),
        clock.now().wall(),
        state,
        reason,
        detail,
        List.of(),
        List.of(),
        0);
  }

  private void answer(CommandResultMessage answer) {
    book = book.with(answer);
    answers.accept(answer);
  }

  /** Ends {@link #run} soon. Any thread, more than once. */
  @Override
  public void close() {
    closed = true;
    Thread working = runner;
    if (working != null) {
      working.interrupt();
    }
  }
}
