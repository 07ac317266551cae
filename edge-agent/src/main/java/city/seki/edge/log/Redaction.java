package city.seki.edge.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a line what nobody may read. Seki writes none of it into its log; a library might,
 * in the text of an exception.
 */
final class Redaction {
  private record Rule(Pattern pattern, String instead) {}

  private static final String GONE = "[…]";

  private static final List<Rule> RULES =
      List.of(
          new Rule(Pattern.compile("\\bk\\d+:[A-Za-z0-9_-]{20,}"), "[card]"),
          new Rule(Pattern.compile("(?i)\\b(?:felica|iso14443[ab]):[0-9A-F]{6,}"), "[card]"),
          new Rule(Pattern.compile("://[^/@\\s]+@"), "://" + GONE + "@"),
          new Rule(
              Pattern.compile("(?i)\\b(password|passphrase|secret|token|bearer)\\b[\\s:=]+\\S+"),
              "$1 " + GONE),
          new Rule(Pattern.compile("[A-Za-z0-9+_=-]{32,}"), GONE));

  private Redaction() {}

  static String of(String line) {
    String redacted = line;
    for (Rule rule : RULES) {
      redacted = rule.pattern().matcher(redacted).replaceAll(rule.instead());
    }
    return redacted;
  }
}
