package city.seki.edge.senml;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The labels of a record (RFC 8428 §4.3 and, for CBOR, table 4 of §6): the list is final. */
enum Label {
  BASE_VERSION("bver", -1, Kind.NUMBER),
  BASE_NAME("bn", -2, Kind.WORDS),
  BASE_TIME("bt", -3, Kind.NUMBER),
  BASE_UNIT("bu", -4, Kind.WORDS),
  BASE_VALUE("bv", -5, Kind.NUMBER),
  BASE_SUM("bs", -6, Kind.NUMBER),
  NAME("n", 0, Kind.WORDS),
  UNIT("u", 1, Kind.WORDS),
  VALUE("v", 2, Kind.NUMBER),
  STRING_VALUE("vs", 3, Kind.WORDS),
  BOOLEAN_VALUE("vb", 4, Kind.TRUTH),
  SUM("s", 5, Kind.NUMBER),
  TIME("t", 6, Kind.NUMBER),
  UPDATE_TIME("ut", 7, Kind.NUMBER),
  DATA_VALUE("vd", 8, Kind.DATA);

  /** What stands behind a label. */
  enum Kind {
    WORDS("a text"),
    NUMBER("a finite number"),
    TRUTH("true or false"),
    DATA("bytes (base64url in JSON)");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }

    String expected() {
      return expected;
    }
  }

  static final Map<String, Label> BY_WORD = by(Label::word);
  static final Map<String, Label> BY_NUMBER = by(label -> Integer.toString(label.number));

  private final String word;
  private final int number;
  private final Kind kind;

  Label(String word, int number, Kind kind) {
    this.word = word;
    this.number = number;
    this.kind = kind;
  }

  /** As in JSON. */
  String word() {
    return word;
  }

  Kind kind() {
    return kind;
  }

  private static Map<String, Label> by(Function<Label, String> key) {
    return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, label -> label));
  }
}
