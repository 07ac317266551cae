package city.seki.edge;

import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.CommandResultMessage.Check;
import city.seki.config.wire.HealthMessage;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.Link;
import city.seki.edge.agent.Now;
import city.seki.edge.health.HealthLink;
import city.seki.edge.health.HealthWatch;
import city.seki.edge.order.OrderDesk;
import city.seki.edge.order.SelfTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a unit is looked after from afar: it tells how its machine is, and does what the hub orders.
 * Two threads; neither can delay a tap.
 */
final class Upkeep implements AutoCloseable {
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final HealthWatch watch;
  private final HealthLink link;
  private final OrderDesk desk;
  private final Path data;
  private final List<Thread> threads;

  /**
   * @param boot the run of the agent
   * @param data the unit's folder
   */
  record Run(String boot, Path data) {}

  /**
   * Not started yet.
   *
   * @param below takes the completed health messages
   * @param answers sends what became of an order
   * @param agent hears what an order wants of it
   */
  Upkeep(
      Run run,
      Now.Source clock,
      Link below,
      Consumer<CommandResultMessage> answers,
      Consumer<AgentEvent> agent,
      Surroundings around) {
    data = run.data();
    Care care = around.care();
    watch = new HealthWatch(care.machine(), around.pace());
    link = new HealthLink(below, watch::now, clock);
    desk =
        new OrderDesk(
            new OrderDesk.Unit(
                run.boot(),
                seconds -> agent.accept(new AgentEvent.Identify(seconds)),
                care.log(),
                this::selfTest,
                care.powers()),
            clock,
            around.pace(),
            answers);
    threads =
        List.of(around.threads().newThread(watch::run), around.threads().newThread(desk::run));
  }

  /** A unit that is asked has told its health: only then the hub knows its run. */
  private List<Check> selfTest() {
    HealthMessage last = link.last();
    return last == null ? List.of() : SelfTest.of(last, DiskTrial.in(data));
  }

  /** The link by which the agent tells its health. */
  Link link() {
    return link;
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** The hub said something, or something happened to the link; before the agent hears of it. */
  void heard(AgentEvent event) {
    link.heard(event);
    if (event instanceof AgentEvent.Ordered(var order)) {
      desk.post(order);
    }
  }

  @Override
  public void close() {
    desk.close();
    watch.close();
    threads.forEach(Upkeep::join);
  }

  private static void join(Thread thread) {
    try {
      var _ = thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
