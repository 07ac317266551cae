package city.seki.hub.opendata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Which other tables would have been published as the same bytes. A person-day moved from one
 * hidden cell to another, and one moved back in another row or column, leaves every sum as it is;
 * such moves are a flow through a graph whose nodes are rows and columns and whose edges are the
 * hidden cells, and how far one cell can go is a greatest flow. Flows are whole: every number
 * between the least and the greatest is a table that an attacker cannot tell from the true one.
 * That is the audit of suppression patterns by networks (Castro; τ-ARGUS, "Network"), in integers.
 *
 * <p>Confined to one thread.
 */
final class Swaps {
  /** So much more a path counts that would let through less than is needed. */
  private static final long NARROW = 1L << 40;

  /**
   * A cell.
   *
   * @param up how many persons with a day each may be thought to have been there besides
   * @param down how many may be thought not to have been
   * @param price what is lost if it is hidden; negative if it must not be
   */
  record Edge(int row, int column, long up, long down, long price) {}

  private final List<Edge> edges = new ArrayList<>();
  private final List<List<Integer>> at = new ArrayList<>();
  private final List<Boolean> hidden = new ArrayList<>();

  Swaps(int nodes) {
    for (int i = 0; i < nodes; i++) {
      at.add(new ArrayList<>());
    }
  }

  int add(Edge edge, boolean isHidden) {
    int index = edges.size();
    edges.add(edge);
    hidden.add(isHidden);
    at.get(edge.row()).add(index);
    at.get(edge.column()).add(index);
    return index;
  }

  boolean isHidden(int edge) {
    return hidden.get(edge);
  }

  /** How many other values that cell may be thought to have; counted up to {@code enough}. */
  long width(int edge, long enough) {
    Edge cell = edges.get(edge);
    long up = flow(edge, cell.column(), cell.row(), Math.min(enough, cell.up()), false);
    return up + flow(edge, cell.row(), cell.column(), Math.min(enough - up, cell.down()), false);
  }

  /**
   * Hides what is cheapest so that the cell may be thought to have that many other values.
   *
   * @return whether that was possible
   */
  boolean widen(int edge, long enough) {
    Edge cell = edges.get(edge);
    long up = flow(edge, cell.column(), cell.row(), Math.min(enough, cell.up()), true);
    long down = Math.min(enough - up, cell.down());
    return up + flow(edge, cell.row(), cell.column(), down, true) >= enough;
  }

  /** The flow beside that edge, up to {@code wanted}; {@code hiding} more if that gives more. */
  private long flow(int without, int from, int to, long wanted, boolean hiding) {
    long[] flow = new long[edges.size()];
    long found = 0;
    while (found < wanted) {
      int[] way = shortest(without, from, to, flow, wanted - found, false);
      if (way.length == 0 && hiding) {
        way = shortest(without, from, to, flow, wanted - found, true);
      }
      if (way.length == 0) {
        return found;
      }
      found += push(way, from, flow, wanted - found);
    }
    return found;
  }

  private long push(int[] way, int from, long[] flow, long most) {
    long through = most;
    int node = from;
    for (int edge : way) {
      through = Math.min(through, rest(edge, node, flow));
      node = other(edge, node);
    }
    node = from;
    for (int edge : way) {
      flow[edge] += node == edges.get(edge).row() ? through : -through;
      hidden.set(edge, true);
      node = other(edge, node);
    }
    return through;
  }

  /** From a row to a column a cell grows, the other way it shrinks. */
  private long rest(int edge, int node, long[] flow) {
    Edge cell = edges.get(edge);
    return node == cell.row() ? cell.up() - flow[edge] : cell.down() + flow[edge];
  }

  private int other(int edge, int node) {
    Edge cell = edges.get(edge);
    return node == cell.row() ? cell.column() : cell.row();
  }

  private record Reached(int node, long price) {}

  /** The edges of the cheapest way, in order; none if there is no way. */
  private int[] shortest(int without, int from, int to, long[] flow, long wanted, boolean hiding) {
    long[] price = new long[at.size()];
    Arrays.fill(price, Long.MAX_VALUE);
    int[] by = new int[at.size()];
    Arrays.fill(by, -1);
    price[from] = 0;
    PriorityQueue<Reached> open = new PriorityQueue<>(Comparator.comparingLong(Reached::price));
    open.add(new Reached(from, 0));
    for (Reached next = open.poll(); next != null && next.node() != to; next = open.poll()) {
      if (next.price() > price[next.node()]) {
        continue;
      }
      for (int edge : at.get(next.node())) {
        long rest = rest(edge, next.node(), flow);
        boolean usable = hidden.get(edge) || (hiding && edges.get(edge).price() >= 0);
        if (edge == without || rest <= 0 || !usable) {
          continue;
        }
        long more = hidden.get(edge) ? 1 : edges.get(edge).price() + 2;
        long there = next.price() + more + (rest < wanted ? NARROW : 0);
        int node = other(edge, next.node());
        if (there < price[node]) {
          price[node] = there;
          by[node] = edge;
          open.add(new Reached(node, there));
        }
      }
    }
    return price[to] == Long.MAX_VALUE ? new int[0] : way(by, from, to);
  }

  private int[] way(int[] by, int from, int to) {
    Deque<Integer> edgesBack = new ArrayDeque<>();
    for (int node = to; node != from; node = other(by[node], node)) {
      edgesBack.push(by[node]);
    }
    return edgesBack.stream().mapToInt(Integer::intValue).toArray();
  }
}
