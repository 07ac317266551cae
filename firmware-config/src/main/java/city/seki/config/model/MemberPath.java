package city.seki.config.model;

import java.util.Arrays;
import java.util.List;

/**
 * Which member of a JSON text is meant: names with dots between them, {@code
 * StatusSNS.ENERGY.Power}, or, where a name holds a dot, a JSON pointer, {@code
 * /StatusSNS/ENERGY/Power} (RFC 6901). A step that is a number finds that item of an array, from 0.
 *
 * @param text as it was written
 */
public record MemberPath(String text) {
  /** How many steps there may be. */
  public static final int DEEPEST = 8;

  private static final int LONGEST = 200;

  /**
   * @throws IllegalArgumentException if it is no path; the message says what was expected
   */
  public MemberPath {
    List<String> steps = steps(text);
    boolean whole = !text.isEmpty() && text.length() <= LONGEST && steps.size() <= DEEPEST;
    if (!whole || !(text.startsWith("/") ? isPointer(text) : isDotted(steps))) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no member of a JSON text: write names with dots, StatusSNS.ENERGY.Power, or a"
              + " JSON pointer, /StatusSNS/ENERGY/Power, of at most "
              + DEEPEST
              + " steps; there are no templates");
    }
  }

  /** The names one by one, from the outermost. */
  public List<String> steps() {
    return steps(text);
  }

  private static List<String> steps(String text) {
    if (!text.startsWith("/")) {
      return List.of(text.split("\\.", -1));
    }
    return Arrays.stream(text.substring(1).split("/", -1))
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static boolean isPointer(String text) {
    return !text.replace("~0", "").replace("~1", "").contains("~");
  }

  /** Neither a template of Home Assistant nor a JSONPath of openHAB, which look like it. */
  private static boolean isDotted(List<String> steps) {
    String first = steps.getFirst();
    return !first.equals("$")
        && !first.equals("value_json")
        && steps.stream().noneMatch(step -> step.isBlank() || step.matches(".*[\\[\\]{}|].*"));
  }

  @Override
  public String toString() {
    return text;
  }
}
