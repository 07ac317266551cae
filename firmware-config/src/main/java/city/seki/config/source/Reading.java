package city.seki.config.source;

import java.util.List;

/**
 * What became of a file that was read: what it says, right as a whole, or everything that is wrong
 * with it.
 *
 * @param <T> what the file says
 */
public sealed interface Reading<T> {

  /**
   * It can be used.
   *
   * @param warnings what its author should look at, though it works; in the order of the file
   */
  record Loaded<T>(T value, List<Problem> warnings) implements Reading<T> {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It cannot.
   *
   * @param problems at least one, in the order of the file
   */
  record Rejected<T>(List<Problem> problems) implements Reading<T> {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
