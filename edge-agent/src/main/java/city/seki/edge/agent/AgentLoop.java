package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.edge.journal.Journal;
import city.seki.edge.light.Indicator;
import city.seki.edge.snapshot.Document;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the agent of one unit in one thread: takes events in the order of their arrival and carries
 * out the effects of one before it takes the next.
 *
 * <p>Readers and link only {@link #post}. Where {@value #QUEUE} events wait already, whoever posts
 * waits too: a reader then watches later and the broker holds messages back; nothing is dropped.
 */
public final class AgentLoop implements AutoCloseable {
  private static final int QUEUE = 1_024;

  /** Wall-clock deadlines are looked at this often. */
  private static final long LONGEST_WAIT_MS = 1_000;

  private record Posted(AgentEvent event, Now at) {}

  private final BlockingQueue<Posted> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Setup setup;
  private final Now.Source clock;
  private final Runnable chores;
  private final Consumer<RuntimeException> failed;
  private volatile boolean ended;
  private FloorNow told = FloorNow.NOTHING;

  /**
   * What an agent works with.
   *
   * @param unit for log lines
   * @param boot names this run, as the journal was told
   * @param journal opened for this run; used by the loop's thread alone while it runs
   * @param lights one for each reader of the unit, in the order of the wiring
   * @param floor what the unit knows of its office at the start
   * @param disk takes the hub's documents to be written; never waits for the disk
   * @param onlooker told by the loop's thread
   */
  public record Setup(
      String unit,
      String boot,
      Journal journal,
      SequencedMap<ReaderName, Indicator> lights,
      Floor floor,
      Consumer<Document> disk,
      Onlooker onlooker) {}

  /**
   * @param chores done by the loop's thread after every event, once a second at least
   * @param failed told when the agent itself broke: a bug; the loop has ended then and the process
   *     should, so that its supervisor starts it again and the journal delivers
   */
  public AgentLoop(
      Setup setup, Now.Source clock, Runnable chores, Consumer<RuntimeException> failed) {
    this.setup = setup;
    this.clock = clock;
    this.chores = chores;
    this.failed = failed;
  }

  /**
   * Hands over something that has just happened. Any thread; waits while the queue is full. After
   * the end of the loop it does nothing.
   */
  public void post(AgentEvent event) {
    Posted posted = new Posted(event, clock.now());
    try {
      boolean taken = false;
      while (!taken && !ended) {
        taken = queue.offer(posted, LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs until {@link #close}; leaves the lights dark and the journal open. */
  public void run(Link link) {
    AgentState start =
        AgentState.initial(setup.boot(), setup.lights().sequencedKeySet(), setup.floor());
    AgentRun agent =
        new AgentRun(
            start,
            setup.journal(),
            link,
            setup.lights(),
            clock,
            setup.disk(),
            setup.onlooker(),
            setup.unit());
    try {
      tell(agent);
      while (!ended) {
        turn(agent);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the outermost frame of this thread
      failed.accept(e);
    } finally {
      ended = true;
      agent.end();
    }
  }

  private void turn(AgentRun agent) throws InterruptedException {
    long wait = Math.min(agent.refresh(clock.now()), LONGEST_WAIT_MS);
    Posted next = queue.poll(wait, TimeUnit.MILLISECONDS);
    if (next == null) {
      agent.on(new AgentEvent.Tick(), clock.now());
    } else {
      agent.on(next.event(), next.at());
    }
    tell(agent);
    chores.run();
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  private void tell(AgentRun agent) {
    FloorNow floor = told.after(agent.state(), clock.now().monoMs());
    if (floor != told) {
      told = floor;
      setup.onlooker().floor(floor);
    }
  }

  /** Ends {@link #run} soon, after the event under way. Any thread, more than once. */
  @Override
  public void close() {
    ended = true;
    // Wakes the loop; where the queue is full it is awake.
    var _ = queue.offer(new Posted(new AgentEvent.Tick(), clock.now()));
  }
}
