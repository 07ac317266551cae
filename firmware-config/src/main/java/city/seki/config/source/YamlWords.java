package city.seki.config.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in the words of an author what the parser stumbled over. The parser names what it expected
 * in terms of its grammar; an author needs to know which of the few usual slips it was.
 */
final class YamlWords {
  private static final Pattern TOKEN =
      Pattern.compile("found character '?(.)'?.* that cannot start any token.*", Pattern.DOTALL);

  private YamlWords() {}

  /** The slip with its remedy, then what the parser said. */
  static String of(String problem) {
    String slip = slip(problem);
    return slip.isEmpty() ? problem : slip + " (the parser says: " + problem + ")";
  }

  private static String slip(String problem) {
    if (problem.contains("TAB")) {
      return "a tab stands here: indent with blanks alone";
    }
    if (problem.startsWith("mapping values are not allowed here")) {
      return "a ':' stands where none is expected: write a blank behind the ':' of every key, also"
          + " on the line before (where '：' is no ':'), and put a text that has ': ' in it in"
          + " \"quotes\"";
    }
    if (problem.startsWith("expected <block end>")) {
      return "this line does not belong to the ones above it: begin it in the same column as they"
          + " do, with ordinary blanks alone, and look whether a quote or a bracket is open above";
    }
    if (problem.startsWith("expected ',' or")) {
      return "a bracket or a comma is missing before this; or a text with ':' or ',' in it needs"
          + " \"quotes\"";
    }
    if (problem.startsWith("found undefined alias") || problem.contains("scanning an a")) {
      return "a '*' stands for a value that has a name, and there is none of that name: write the"
          + " value itself, or put the text in \"quotes\"";
    }
    if (problem.contains("escape character")) {
      return "a \\ in \"quotes\" needs a second one: write \\\\";
    }
    if (problem.startsWith("found unexpected end of stream")) {
      return "the file ends within a text in quotes: a quote is missing somewhere above";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "here is neither 'key: value' nor '- item': write the ':' of the key, and a blank"
          + " behind it";
    }
    Matcher token = TOKEN.matcher(problem);
    return token.matches()
        ? "a text cannot begin with " + token.group(1) + ": put it in \"quotes\""
        : "";
  }
}
