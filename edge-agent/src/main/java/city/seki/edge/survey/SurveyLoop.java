package city.seki.edge.survey;

import city.seki.config.model.Unit;
import city.seki.edge.agent.Now;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs the survey of one unit in one thread. Watches and link only {@link #post}; where {@value
 * #QUEUE} events wait already, whoever posts waits too.
 */
public final class SurveyLoop implements AutoCloseable {
  private static final int QUEUE = 256;
  private static final long TICK_MS = 1_000;

  private record Posted(SurveyEvent event, Now at) {}

  private final BlockingQueue<Posted> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Unit unit;
  private final Now.Source clock;
  private final Consumer<Survey.Telling> hub;
  private final Consumer<RoomsNow> onRooms;
  private final BiConsumer<Survey, Now> account;
  private final Consumer<RuntimeException> failed;
  private volatile boolean ended;

  /**
   * @param hub told by the loop's thread; never waits for the network
   * @param onRooms told once a second by the loop's thread how the rooms are; returns at once
   * @param account looks at the survey once a second, on the loop's thread
   * @param failed told when the survey itself broke: a bug; the loop has ended then
   */
  public SurveyLoop(
      Unit unit,
      Now.Source clock,
      Consumer<Survey.Telling> hub,
      Consumer<RoomsNow> onRooms,
      BiConsumer<Survey, Now> account,
      Consumer<RuntimeException> failed) {
    this.unit = unit;
    this.clock = clock;
    this.hub = hub;
    this.onRooms = onRooms;
    this.account = account;
    this.failed = failed;
  }

  /** Hands over something that has just happened. Any thread; nothing after the end. */
  public void post(SurveyEvent event) {
    Posted posted = new Posted(event, clock.now());
    try {
      boolean taken = false;
      while (!taken && !ended) {
        taken = queue.offer(posted, TICK_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs until {@link #close}. */
  public void run() {
    Survey survey = Survey.of(unit, clock.now().monoMs());
    try {
      while (!ended) {
        Posted next = queue.poll(TICK_MS, TimeUnit.MILLISECONDS);
        Posted happened = next == null ? new Posted(new SurveyEvent.Tick(), clock.now()) : next;
        Survey.Step step = survey.after(happened.event(), happened.at());
        boolean looked = step.survey().lookedMs() != survey.lookedMs();
        survey = step.survey();
        step.tell().forEach(hub);
        if (looked) {
          onRooms.accept(RoomsNow.of(survey, happened.at()));
          account.accept(survey, happened.at());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the outermost frame of this thread
      failed.accept(e);
    } finally {
      ended = true;
    }
  }

  /** Ends {@link #run} soon. Any thread, more than once. */
  @Override
  public void close() {
    ended = true;
    // Wakes the loop; where the queue is full it is awake.
    var _ = queue.offer(new Posted(new SurveyEvent.Tick(), clock.now()));
  }
}
