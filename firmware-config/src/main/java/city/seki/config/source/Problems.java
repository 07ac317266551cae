package city.seki.config.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** What was found wrong in one file so far. Confined to the thread that reads it. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(String message) {
    found.add(new Problem(file, 0, 0, message));
  }

  void add(int line, int column, String message) {
    found.add(new Problem(file, line, column, message));
  }

  void add(Mark mark, String message) {
    add(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  void add(Node at, String message) {
    at.getStartMark().ifPresentOrElse(mark -> add(mark, message), () -> add(message));
  }

  boolean none() {
    return found.isEmpty();
  }

  /** All of them in the order of the file. */
  List<Problem> sorted() {
    return sorted(found);
  }

  /** What works, but is probably not meant; in the order of the file. */
  List<Problem> warnings() {
    return sorted(warnings);
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
