package city.seki.hub.room;

import city.seki.config.model.DeviceId;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rooms and devices were in the last days, as spans of time; a fold over the ledger. Safe for
 * all threads.
 */
public final class RoomDays {
  /** What is older is asked of the reports. */
  private static final Duration KEPT = Duration.ofDays(8);

  /** Of one room or device; a sensor that flaps must not fill the memory. */
  private static final int MOST = 2_000;

  /**
   * A time in which nothing changed.
   *
   * @param state the word of an occupancy or of a state of a device
   * @param people how many, null where nobody counts them, and for devices
   * @param to null while it lasts
   */
  public record Span(String state, @Nullable Long people, Instant from, @Nullable Instant to) {}

  private record Change(String state, @Nullable Long people, Instant at) {}

  private final Map<RoomId, Deque<Change>> rooms = new HashMap<>();
  private final Map<DeviceId, Deque<Change>> devices = new HashMap<>();

  /** Takes in what happened; events of other kinds change nothing. */
  public synchronized void happened(Event event) {
    switch (event) {
      case Event.RoomChanged e ->
          add(
              rooms.computeIfAbsent(e.room(), r -> new ArrayDeque<>()),
              new Change(e.occupancy().word(), e.people(), e.at()));
      case Event.DeviceChanged e ->
          add(
              devices.computeIfAbsent(e.device(), d -> new ArrayDeque<>()),
              new Change(e.state().word(), null, e.at()));
      default -> {} // of no room
    }
  }

  private static void add(Deque<Change> changes, Change change) {
    changes.addLast(change);
    // The first that is kept began before the time that is asked for: one older change stays.
    while (changes.size() > MOST || isOver(changes, change.at().minus(KEPT))) {
      changes.removeFirst();
    }
  }

  private static boolean isOver(Deque<Change> changes, Instant before) {
    if (changes.size() < 2) {
      return false;
    }
    var oldest = changes.iterator();
    oldest.next();
    return oldest.next().at().isBefore(before);
  }

  /** The spans of that room that touch that time, in order. */
  public synchronized List<Span> room(RoomId room, Instant from, Instant to) {
    return spans(rooms.get(room), from, to);
  }

  /** The spans of that device that touch that time, in order. */
  public synchronized List<Span> device(DeviceId device, Instant from, Instant to) {
    return spans(devices.get(device), from, to);
  }

  private static List<Span> spans(@Nullable Deque<Change> changes, Instant from, Instant to) {
    List<Span> spans = new ArrayList<>();
    if (changes == null) {
      return spans;
    }
    Change before = null;
    for (Change change : changes) {
      if (before != null) {
        add(spans, before, change.at(), from, to);
      }
      before = change;
    }
    if (before != null) {
      add(spans, before, null, from, to);
    }
    return spans;
  }

  private static void add(
      List<Span> spans, Change change, @Nullable Instant end, Instant from, Instant to) {
    boolean touches = change.at().isBefore(to) && (end == null || end.isAfter(from));
    if (touches) {
      spans.add(new Span(change.state(), change.people(), change.at(), end));
    }
  }
}
