package city.seki.edge.label;

import city.seki.config.model.Place;
import city.seki.config.model.Unit;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.coap.Label;
import city.seki.edge.coap.Labels;
import city.seki.edge.survey.RoomsNow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the labels of one unit right in one thread: looks when floor or rooms are told to have
 * changed, and once a second, for what time alone brings about; wall clocks are set now and then,
 * so no longer wait is worth it. Whoever tells returns at once: only the newest word is kept.
 *
 * <p>A label that says the same as before stays the same object with its time, so that nobody is
 * told of it and whoever asks again gets an ETag that it knows.
 */
public final class LabelLoop implements Labels, AutoCloseable {
  private static final long LONGEST_WAIT_MS = 1_000;

  private final BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
  private final OfficeLabels office;
  private final Now.Source clock;
  private final Consumer<RuntimeException> failed;
  private volatile FloorNow floor = FloorNow.NOTHING;
  private volatile RoomsNow rooms = RoomsNow.NOTHING;
  private volatile Board board;
  private volatile Consumer<Place> listener = place -> {};
  private volatile boolean ended;

  /**
   * @param zone for rooms while the office's own time zone is not known
   * @param clock the agent's
   * @param failed told when this broke: a bug; the loop has ended then
   */
  public LabelLoop(Unit unit, ZoneId zone, Now.Source clock, Consumer<RuntimeException> failed) {
    this.office = new OfficeLabels(unit, zone);
    this.clock = clock;
    this.failed = failed;
    this.board = office.board(floor, rooms, clock.now());
  }

  /** The floor is so now. Any thread. */
  public void told(FloorNow now) {
    floor = now;
    wake();
  }

  /** The rooms are so now. Any thread. */
  public void told(RoomsNow now) {
    rooms = now;
    wake();
  }

  private void wake() {
    // Where it is full the loop is about to look anyway.
    var _ = news.offer(true);
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

  /** Looks at everything, and tells of what changed. Confined to the loop's thread. */
  void look() {
    Board before = board;
    Board due = office.board(floor, rooms, clock.now());
    Map<Place, Label> labels = new LinkedHashMap<>();
    List<Place> changed = new ArrayList<>();
    due.labels()
        .forEach(
            (place, label) -> {
              Label old = before.labels().get(place);
              boolean same = label.saysSame(old);
              labels.put(place, same && old != null ? old : label);
              if (!same) {
                changed.add(place);
              }
            });
    for (Place place : before.labels().keySet()) {
      if (!labels.containsKey(place)) {
        changed.add(place);
      }
    }
    board = new Board(due.seatsKnown(), labels);
    changed.forEach(listener);
  }

  @Override
  public @Nullable Label show(Place place) {
    return board.labels().get(place);
  }

  /** A seat may, until the hub told which there are; the unit's rooms are its own. */
  @Override
  public boolean mayCome(Place place) {
    return switch (place) {
      case Place.AtSeat _ -> !board.seatsKnown();
      case Place.InRoom _ -> false;
    };
  }

  @Override
  public Collection<Place> places() {
    return board.labels().keySet();
  }

  @Override
  public void onChange(Consumer<Place> whom) {
    listener = whom;
  }

  /** Ends {@link #run} soon. Any thread, more than once. */
  @Override
  public void close() {
    ended = true;
    wake();
  }
}
