package city.seki.edge.kiosk;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.wire.BadMessage;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.agent.Said;
import city.seki.edge.light.Signal;
import city.seki.edge.survey.RoomsNow;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tinylog.Logger;

/**
 * Keeps the display of one unit right in one thread: looks when something is told, and once a
 * second for what time alone brings about. Whoever tells returns at once.
 */
public final class KioskLoop implements AutoCloseable {
  private static final long LONGEST_WAIT_MS = 1_000;

  private final BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
  private final String unit;
  private final String office;
  private final Display display;
  private final Now.Source clock;
  private final Consumer<byte[]> onScreen;
  private final Consumer<RuntimeException> failed;
  private final Set<ReaderName.Kiosk> troubled = new HashSet<>();
  private Seen seen = Seen.NOTHING;
  private byte[] shown = new byte[0];
  private boolean isBad;
  private volatile boolean ended;

  /**
   * @param zone while the office's own time zone is not known
   * @param version of the program
   * @param clock the agent's
   * @param onScreen told what is to be shown, as JSON, when that is another than before
   * @param failed told when this broke: a bug; the loop has ended then
   */
  public KioskLoop(
      Unit unit,
      ZoneId zone,
      String version,
      Now.Source clock,
      Consumer<byte[]> onScreen,
      Consumer<RuntimeException> failed) {
    this.unit = unit.id();
    this.office = unit.office();
    this.display = new Display(unit, zone, version);
    this.clock = clock;
    this.onScreen = onScreen;
    this.failed = failed;
  }

  /** The floor is so now. Any thread. */
  public void told(FloorNow now) {
    become(before -> before.with(now));
  }

  /** The rooms are so now. Any thread. */
  public void told(RoomsNow now) {
    become(before -> before.with(now));
  }

  /** The kiosk has just said that. Any thread. */
  public void said(Said said) {
    long at = clock.now().monoMs();
    become(before -> before.with(new Spoken(said, at)));
  }

  /** The light of that kiosk says that until it says something else. Any thread. */
  public void rests(ReaderName.Kiosk kiosk, Signal signal) {
    become(
        before -> {
          if (signal == Signal.AMBER) {
            troubled.add(kiosk);
          } else {
            troubled.remove(kiosk);
          }
          return before.withTrouble(!troubled.isEmpty());
        });
  }

  /** The hub published that for all. Any thread. */
  public void published(String topic, byte[] payload) {
    become(
        before -> {
          try {
            return before.with(before.news().with(office, topic, payload));
          } catch (BadMessage e) {
            if (!isBad) {
              Logger.warn("{}: the display leaves {} out: {}", unit, topic, e.getMessage());
            }
            isBad = true;
            return before;
          }
        });
  }

  private void become(UnaryOperator<Seen> change) {
    synchronized (this) {
      seen = change.apply(seen);
    }
    // Where it is full the loop is about to look anyway.
    var _ = news.offer(true);
  }

  private synchronized Seen seen() {
    return seen;
  }

  /** Runs until {@link #close}. */
  public void run() {
    try {
      while (!ended) {
        look();
        var _ = news.poll(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the outermost frame of this thread
      failed.accept(e);
    } finally {
      ended = true;
    }
  }

  /** Looks at everything, and tells what is to be shown. Confined to the loop's thread. */
  void look() {
    byte[] due = display.screen(seen(), clock.now()).json();
    if (!Arrays.equals(due, shown)) {
      shown = due;
      onScreen.accept(due);
    }
  }

  /** Ends {@link #run} soon. Any thread, more than once. */
  @Override
  public void close() {
    ended = true;
    var _ = news.offer(true);
  }
}
