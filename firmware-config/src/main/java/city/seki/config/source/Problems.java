package city.seki.config.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What was found so far in one file, or in the files that belong together. Confined to the thread
 * that reads them.
 */
final class Problems {
  /** Of all files that belong together. */
  private static final class Book {
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, Integer> order = new HashMap<>();
    private boolean lenient;
  }

  private final String file;
  private final Book book;

  Problems(String file) {
    this(file, new Book());
  }

  private Problems(String file, Book book) {
    this.file = file;
    this.book = book;
    book.order.putIfAbsent(file, book.order.size());
  }

  /** For another file of the same city; what is wrong there comes after what is wrong here. */
  Problems in(String other) {
    return new Problems(other, book);
  }

  /** What {@link #impossible} tells is a warning from now on. */
  Problems lenient() {
    book.lenient = true;
    return this;
  }

  String file() {
    return file;
  }

  void add(String message) {
    add(0, 0, message);
  }

  void add(int line, int column, String message) {
    book.found.add(new Problem(file, line, column, message));
  }

  void add(Mark mark, String message) {
    add(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  void add(Node at, String message) {
    book.found.add(problem(at, message));
  }

  /** It works, but is probably not meant. */
  void warn(Node at, String message) {
    book.warnings.add(problem(at, message));
  }

  /** It is well formed, but can never be as it says: refused where it is new. */
  void impossible(Node at, String message) {
    (book.lenient ? book.warnings : book.found).add(problem(at, message));
  }

  private Problem problem(Node at, String message) {
    return at.getStartMark()
        .map(mark -> new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, message))
        .orElseGet(() -> new Problem(file, 0, 0, message));
  }

  boolean none() {
    return book.found.isEmpty();
  }

  /** All of them in the order of the files. */
  List<Problem> sorted() {
    return sorted(book.found);
  }

  /** The warnings in the order of the files. */
  List<Problem> warnings() {
    return sorted(book.warnings);
  }

  private List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((Problem it) -> book.order.getOrDefault(it.file(), 0))
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }
}
