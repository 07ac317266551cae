package city.seki.hub.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A report for a terminal. */
public final class PageText {
  private PageText() {}

  public static String of(Page page) {
    List<String> lines = new ArrayList<>();
    lines.add(page.title());
    int widest = page.about().stream().mapToInt(line -> Cells.of(line.getFirst())).max().orElse(0);
    for (List<String> line : page.about()) {
      lines.add(Cells.left(line.getFirst(), widest) + "  " + line.getLast());
    }
    for (Grid grid : page.grids()) {
      lines.add("");
      lines.add(grid.caption());
      grid(grid, lines);
    }
    lines.add("");
    lines.add(page.notesTitle());
    page.notes().forEach(note -> lines.add("- " + note));
    return String.join("\n", lines) + "\n";
  }

  private static void grid(Grid grid, List<String> lines) {
    int[] widths = new int[grid.heads().size()];
    for (int column = 0; column < widths.length; column++) {
      int of = column;
      int widest = grid.rows().stream().mapToInt(row -> Cells.of(row.get(of))).max().orElse(0);
      widths[column] = Math.max(Cells.of(grid.heads().get(column)), widest);
    }
    lines.add(row(grid, grid.heads(), widths));
    for (int row = 0; row < grid.rows().size(); row++) {
      if (grid.feet() > 0 && row == grid.rows().size() - grid.feet()) {
        int all = Arrays.stream(widths).sum() + 2 * (widths.length - 1);
        lines.add("-".repeat(all));
      }
      lines.add(row(grid, grid.rows().get(row), widths));
    }
  }

  private static String row(Grid grid, List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      padded.add(
          column < grid.names()
              ? Cells.left(cell, widths[column])
              : Cells.right(cell, widths[column]));
    }
    return String.join("  ", padded).stripTrailing();
  }
}
