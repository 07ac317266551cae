package city.seki.hub.report;

import java.util.List;

/**
 * A table for people to read: what stands in its cells is ready to be shown.
 *
 * @param names how many columns, from the first, are words and not numbers
 * @param rows each with as many cells as there are heads
 * @param feet how many rows, from the last, are sums and means of those above
 */
public record Grid(
    String caption, List<String> heads, int names, List<List<String>> rows, int feet) {
  public Grid {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != heads.size()) {
        throw new IllegalArgumentException(
            caption + ": a row of " + row.size() + " cells under " + heads.size() + " heads");
      }
    }
  }
}
