package city.seki.config.source;

import city.seki.config.model.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the seats of an office: those of its rows, then those listed one by one. */
final class SeatsReading {
  static final int MOST_IN_ROW = 999;
  static final int LARGEST_COORDINATE = 9_999;
  private static final int LONGEST_PREFIX = 16;

  private final Set<String> zones;
  private final List<Seat> seats = new ArrayList<>();
  private final Unique names = new Unique("seat");
  private final Set<String> known = new HashSet<>();
  private final Map<List<Integer>, String> places = new HashMap<>();
  private boolean complete = true;

  SeatsReading(Block office, Set<String> zones) {
    this.zones = zones;
    office.blocks("rows", Shape.ROW).forEach(this::row);
    office.blocks("seats", Shape.SEAT).forEach(this::seat);
    if (office.misspells("rows") || office.misspells("seats")) {
      complete = false;
    } else if (nothing(office.get("rows")) && nothing(office.get("seats"))) {
      office.problem("the office has no seats: add some under 'rows' or 'seats'");
    }
  }

  /** The seats that are right, each name once. */
  List<Seat> seats() {
    return seats;
  }

  /** Whether it makes sense to look for that seat's absence: not if some could not be read. */
  boolean lacks(String seat) {
    return complete && !known.contains(seat);
  }

  Set<String> known() {
    return known;
  }

  private void row(Block row) {
    String prefix = row.name("prefix", "prefix");
    if (prefix != null && prefix.length() > LONGEST_PREFIX) {
      row.problem("prefix", "a prefix has at most " + LONGEST_PREFIX + " characters");
      prefix = null;
    }
    String zone = zone(row);
    int count = row.integer("seats", 1, MOST_IN_ROW, 0);
    int first = row.integer("first", 0, MOST_IN_ROW, 1);
    int x = row.integer("x", 0, LARGEST_COORDINATE, 0);
    int y = row.integer("y", 0, LARGEST_COORDINATE, 0);
    Set<Integer> aisles = aisles(row, count);
    boolean sensor = row.flag("sensor", false);
    boolean accessible = row.flag("accessible", false);
    if (prefix == null || count == 0) {
      complete = false;
      return;
    }
    for (int i = 0; i < count; i++) {
      String id = id(prefix, first + i);
      Seat seat = zone == null ? null : new Seat(id, zone, x, y, sensor, accessible);
      add(row.get("prefix"), id, seat);
      x += aisles.contains(i + 1) ? 2 : 1;
    }
  }

  private static boolean nothing(@Nullable Value list) {
    return list == null || list.isEmptyList();
  }

  /** {@code A-03}. */
  static String id(String prefix, int number) {
    return prefix + (number < 10 ? "-0" : "-") + number;
  }

  private static Set<Integer> aisles(Block row, int count) {
    Set<Integer> aisles = new HashSet<>();
    for (Value item : row.items("aisle_after")) {
      Integer after = item.integer(1, Math.max(1, count - 1));
      if (after != null) {
        aisles.add(after);
      }
    }
    return aisles;
  }

  private void seat(Block seat) {
    String id = seat.name("id", "seat");
    String zone = zone(seat);
    int x = seat.integer("x", 0, LARGEST_COORDINATE, 0);
    int y = seat.integer("y", 0, LARGEST_COORDINATE, 0);
    boolean sensor = seat.flag("sensor", false);
    boolean accessible = seat.flag("accessible", false);
    if (id == null) {
      complete = false;
    } else {
      boolean placed = seat.get("x") != null && seat.get("y") != null;
      Seat whole = placed && zone != null ? new Seat(id, zone, x, y, sensor, accessible) : null;
      add(seat.get("id"), id, whole);
    }
  }

  private @Nullable String zone(Block of) {
    Value value = of.get("zone");
    return value == null ? null : value.word("zone", zones);
  }

  /**
   * @param seat null if it is not known where it is
   */
  private void add(@Nullable Value at, String id, @Nullable Seat seat) {
    known.add(id);
    if (!names.add(id, at) || seat == null) {
      return;
    }
    int x = seat.x();
    int y = seat.y();
    String there = places.putIfAbsent(List.of(x, y), id);
    if (there != null && at != null) {
      at.problem("seats " + there + " and " + id + " both lie at " + x + "," + y + ": move one");
    }
    seats.add(seat);
  }
}
