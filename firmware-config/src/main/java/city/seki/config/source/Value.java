package city.seki.config.source;

import city.seki.config.model.Names;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in the file, with its place. Whoever asks for a type that it has not makes a problem and
 * gets null, or an empty list, so that reading goes on to the next problem.
 */
final class Value {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern ONE_DIGIT = Pattern.compile("(?<!\\d)\\d:\\d\\d");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}) ?[%％]");
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_LINES = 20_000;

  private final Node node;
  private final Problems problems;

  Value(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  void problem(String message) {
    problems.add(node, message);
  }

  void warn(String message) {
    problems.warn(node, message);
  }

  /** A problem of what is well formed, but can never be as it says. */
  void impossible(String message) {
    problems.impossible(node, message);
  }

  int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Where that value is, for somebody who looks at this one. */
  String other(Value there) {
    return problems.file().equals(there.problems.file())
        ? "on line " + there.line()
        : "in " + there.problems.file() + ":" + there.line();
  }

  boolean isBlock() {
    return node instanceof MappingNode;
  }

  boolean isEmptyList() {
    return node instanceof SequenceNode list && list.getValue().isEmpty();
  }

  /** Not blank, at most 200 characters, no control characters. */
  @Nullable String text() {
    String text = scalar(Tag.STR, "a text");
    if (text == null) {
      return null;
    }
    if (text.isBlank()
        || text.length() > LONGEST_TEXT
        || text.chars().anyMatch(Character::isISOControl)) {
      problem("a text has 1 to " + LONGEST_TEXT + " characters on one line, and not only blanks");
      return null;
    }
    return text;
  }

  /** A text of lines, as PEM is one; not blank. */
  @Nullable String lines() {
    String text = scalar(Tag.STR, "a text");
    if (text != null && (text.isBlank() || text.length() > LONGEST_LINES)) {
      problem("this text has 1 to " + LONGEST_LINES + " characters, and not only blanks");
      return null;
    }
    return text;
  }

  /** A name that may travel in topics. */
  @Nullable String name(String what) {
    String text = scalar(Tag.STR, "a name");
    if (text != null && !Names.isName(text)) {
      problem(
          what
              + " '"
              + text
              + "' is not a name: use 1 to 64 of A-Z a-z 0-9 _ . - and a letter or digit first"
              + LookAlikes.hint(text));
      return null;
    }
    return text;
  }

  /**
   * One of the known words. Where none is known the list of them is a problem already, and this one
   * would be its consequence.
   */
  @Nullable String word(String what, Collection<String> known) {
    String text = isUnknownInQuotesToo(known) ? written() : scalar(Tag.STR, "a word");
    if (text != null && known.isEmpty()) {
      return null;
    }
    if (text != null && !known.contains(text)) {
      problem(
          what
              + " '"
              + text
              + "' is unknown"
              + Spelling.hint(text, known)
              + "; known: "
              + String.join(", ", known)
              + LookAlikes.hint(text));
      return null;
    }
    return text;
  }

  /** Whether it is a number, true or false, and quotes would make none of those words of it. */
  private boolean isUnknownInQuotesToo(Collection<String> known) {
    return node instanceof ScalarNode
        && !node.getTag().equals(Tag.STR)
        && !node.getTag().equals(Tag.NULL)
        && !known.contains(written());
  }

  private String written() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  @Nullable Integer integer(int min, int max) {
    String text = scalar(Tag.INT, "a whole number");
    if (text == null) {
      return null;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Octal, hexadecimal or too long: said below together with the range.
    }
    problem(text + " is not a whole number from " + min + " to " + max);
    return null;
  }

  /** The number in front of a percent sign, null if it is something else; never a problem. */
  @Nullable Integer percent() {
    Matcher percent = PERCENT.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
    return percent.matches() ? Integer.valueOf(percent.group(1)) : null;
  }

  @Nullable Boolean flag() {
    String text = scalar(Tag.BOOL, "true or false");
    return text == null ? null : Boolean.valueOf(text);
  }

  @Nullable LocalDate date() {
    String text = scalar(Tag.STR, "a date");
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problem("'" + text + "' is not a day of the calendar: " + dayRemedy(text));
      return null;
    }
  }

  private static String dayRemedy(String text) {
    if (DAY.matcher(text).matches()) {
      return "its month has no such day, or the year no such month";
    }
    return DAY.matcher(text).results().count() > 1
        ? "write each day by itself"
        : "write it as 2026-12-28 is written" + LookAlikes.hint(text);
  }

  @Nullable LocalTime time() {
    String text = scalar(Tag.STR, "a time of day");
    if (text == null) {
      return null;
    }
    if (!TIME.matcher(text).matches()) {
      problem(
          "'"
              + text
              + "' is not a time of day: write \"08:30\", from 00:00 to 23:59"
              + timeRemedy(text));
      return null;
    }
    return LocalTime.parse(text);
  }

  /** Which of the usual slips makes that no time, or no span of time; nothing if none of them. */
  static String timeRemedy(String text) {
    String alike = LookAlikes.hint(text);
    if (!alike.isEmpty()) {
      return alike;
    }
    if (text.contains(",")) {
      return "; one span a day, without a break";
    }
    if (ONE_DIGIT.matcher(text).find()) {
      return "; two digits for the hour";
    }
    return text.contains("24:") ? "; at most 23:59" : "";
  }

  List<Value> items() {
    return items("lists are written [ … ] or with '-' lines");
  }

  /** Blocks of that shape. */
  List<Value> items(Shape of) {
    return items(
        "write [{%s: …}], each item with the keys %s"
            .formatted(of.keys().iterator().next(), String.join(", ", of.keys())));
  }

  private List<Value> items(String remedy) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(item -> new Value(item, problems)).toList();
    }
    problem("expected a list, found " + found() + "; " + remedy);
    return List.of();
  }

  /** A key of a block whose keys the file chooses, and what stands behind it. */
  record Entry(Value key, Value value) {}

  /** The entries of a block that may have any keys; an empty list after a problem. */
  List<Entry> entries(String expected) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(
              tuple ->
                  new Entry(
                      new Value(tuple.getKeyNode(), problems),
                      new Value(tuple.getValueNode(), problems)))
          .toList();
    }
    problem("expected " + expected + ", found " + found());
    return List.of();
  }

  /** A key as it is written, with or without quotes: {@code ON}, {@code 1}, {@code true}. */
  @Nullable String key() {
    if (node instanceof ScalarNode scalar
        && !scalar.getValue().isBlank()
        && scalar.getValue().length() <= LONGEST_TEXT) {
      return scalar.getValue();
    }
    problem("a key is 1 to " + LONGEST_TEXT + " characters, and not only blanks");
    return null;
  }

  @Nullable Block block(Shape shape) {
    if (node instanceof MappingNode mapping) {
      return new Block(mapping, shape, problems);
    }
    problem(
        "expected a block with the keys "
            + String.join(", ", shape.keys())
            + "; found "
            + found()
            + remedy(shape));
    return null;
  }

  /** What an author most likely meant who wrote something else than a block. */
  private String remedy(Shape shape) {
    if (node instanceof SequenceNode) {
      return ": leave the '-' out";
    }
    if (shape.equals(Shape.TEXT)) {
      return ": write " + bothLanguages();
    }
    return node.getTag().equals(Tag.NULL)
        ? ": write its keys on the lines below, two blanks further to the right"
        : "";
  }

  private String bothLanguages() {
    String text = node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    if (text.isEmpty() || text.length() > LONGEST_TEXT || text.contains("\"")) {
      return "{ja: 会議室, en: Meeting room}";
    }
    return text.chars().allMatch(c -> c < 128)
        ? "{ja: 会議室, en: \"" + text + "\"}"
        : "{ja: \"" + text + "\", en: Meeting room}";
  }

  /** The text of a scalar of that tag; a word in quotes is always a text. */
  private @Nullable String scalar(Tag tag, String expected) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(tag)) {
      return scalar.getValue();
    }
    String remedy =
        tag.equals(Tag.STR) && node instanceof ScalarNode && !node.getTag().equals(Tag.NULL)
            ? "; put it in \"quotes\""
            : LookAlikes.hint(node instanceof ScalarNode other ? other.getValue() : "");
    problem("expected " + expected + ", found " + found() + remedy);
    return null;
  }

  private String found() {
    return switch (node) {
      case MappingNode block -> "a block of keys";
      case SequenceNode list -> "a list";
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
      case ScalarNode scalar when scalar.getTag().equals(Tag.STR) ->
          "the text '" + scalar.getValue() + "'";
      case ScalarNode scalar -> scalar.getValue();
      default -> "something else";
    };
  }
}
