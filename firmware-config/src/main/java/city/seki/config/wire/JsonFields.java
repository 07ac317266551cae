package city.seki.config.wire;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of one JSON object, read strictly: a field that is missing, or of another kind, is
 * told with its place. Fields that nobody asks for are left alone, so that a later version may add
 * some.
 */
public final class JsonFields {
  private static final int DEEPEST = 16;
  private static final int LONGEST_TEXT = DesiredMessage.LARGEST_TEXT; // nothing is longer
  private static final byte BOM = (byte) 0xEF;
  private static final long LARGEST_WHOLE = (1L << 53) - 1;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(ClearedBuffers.SHARED)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // it is UTF-8, never guessed
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(32)
                  .build())
          .build();

  private final String place;
  private final Map<String, @Nullable Object> values;

  private JsonFields(String place, Map<String, @Nullable Object> values) {
    this.place = place;
    this.values = values;
  }

  /** Takes the objects of an array one by one. */
  @FunctionalInterface
  interface Items {
    void item(JsonFields item) throws BadMessage;
  }

  /** An array of the outermost object whose items are not kept. */
  private record Passing(String name, Items items) {}

  private static final Passing NOTHING = new Passing("", item -> {});

  /**
   * @throws BadMessage if the bytes are not exactly one JSON object in UTF-8
   */
  public static JsonFields parse(byte[] json) throws BadMessage {
    return parse(json, NOTHING);
  }

  /**
   * The same for a large document on a small computer: the objects of one array are handed on as
   * they are read, and not kept. What was handed on is void if this throws.
   *
   * @param array a field of the outermost object
   */
  static JsonFields parse(byte[] json, String array, Items items) throws BadMessage {
    return parse(json, new Passing(array, items));
  }

  private static JsonFields parse(byte[] json, Passing passing) throws BadMessage {
    if (json.length > 0 && json[0] == BOM) {
      throw new BadMessage("$", "expected UTF-8 without a byte order mark");
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadMessage("$", "expected a JSON object");
      }
      Map<String, @Nullable Object> values = object(parser, passing);
      if (parser.nextToken() != null) {
        throw new BadMessage("$", "expected nothing after the JSON object");
      }
      return new JsonFields("$", values);
    } catch (JacksonException e) {
      TokenStreamLocation where = e.getLocation(); // a limit that was passed has none
      throw new BadMessage(
          where == null ? "$" : "$ at byte " + where.getByteOffset(),
          "not JSON: " + e.getOriginalMessage());
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, Passing passing)
      throws BadMessage {
    Map<String, @Nullable Object> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (values.containsKey(name)) {
        // Readers differ in which of the two they take: what was meant cannot be known.
        throw new BadMessage("$", "one field is there twice");
      }
      boolean passes =
          name.equals(passing.name()) && parser.currentToken() == JsonToken.START_ARRAY;
      values.put(name, passes ? passed(parser, passing) : value(parser));
    }
    return values;
  }

  /** Hands the items on; nothing is left of them. */
  private static List<Object> passed(JsonParser parser, Passing passing) throws BadMessage {
    String place = "$." + passing.name();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new BadMessage(place, "expected objects");
      }
      passing.items().item(new JsonFields(place + '[' + i + ']', object(parser, NOTHING)));
    }
    return List.of();
  }

  private static @Nullable Object value(JsonParser parser) throws BadMessage {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, NOTHING);
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_STRING -> unicode(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Object integer(JsonParser parser) {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? (Object) parser.getDoubleValue()
        : (Object) parser.getLongValue();
  }

  /** A text that can be written again: JSON lets half of a surrogate pair be escaped alone. */
  private static String unicode(String text) throws BadMessage {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw new BadMessage("$", "expected Unicode, found half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  /** The version field, which must be 1. */
  public void version() throws BadMessage {
    if (whole("v") != 1) {
      throw new BadMessage(place + ".v", "expected 1, the only version there is");
    }
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  public String text(String name) throws BadMessage {
    String text = textOrNull(name);
    if (text == null) {
      throw missing(name, "a text");
    }
    return text;
  }

  public @Nullable String textOrNull(String name) throws BadMessage {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw kind(name, "a text", value);
  }

  public long whole(String name) throws BadMessage {
    Long value = wholeOrNull(name);
    if (value == null) {
      throw missing(name, "a whole number");
    }
    return value;
  }

  /** A whole number from that one on. */
  public long whole(String name, long least) throws BadMessage {
    long value = whole(name);
    if (value < least) {
      throw new BadMessage(place + '.' + name, "expected a whole number from " + least);
    }
    return value;
  }

  /**
   * A whole number as JSON Schema has it, so that 42.0 is one too, within what every reader of JSON
   * holds exactly: plus or minus 2^53 - 1.
   */
  public @Nullable Long wholeOrNull(String name) throws BadMessage {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Long whole
        && Math.abs(whole) <= LARGEST_WHOLE
        && whole != Long.MIN_VALUE) {
      return whole;
    }
    if (value instanceof Double number
        && Math.rint(number) == number
        && Math.abs(number) <= LARGEST_WHOLE) {
      return number.longValue();
    }
    throw kind(name, "a whole number", value);
  }

  /**
   * A text, number or truth value as text: for foreign devices that write now the one, now the
   * other. Null if there is none, or something that is made of parts.
   */
  public @Nullable String plain(String name) {
    return plain(values.get(name));
  }

  /** The same for each item of an array; an item that is made of parts is left out. */
  public List<String> plains(String name) throws BadMessage {
    List<String> texts = new ArrayList<>();
    for (Object item : items(name)) {
      String text = plain(item);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static @Nullable String plain(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : null;
  }

  /** A number, whole or not. */
  public double number(String name) throws BadMessage {
    Object value = values.get(name);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw value == null ? missing(name, "a number") : kind(name, "a number", value);
  }

  /** A number no further from 0 than that, null where there is none. */
  @Nullable Double numberOrNull(String name, double most) throws BadMessage {
    if (!has(name)) {
      return null;
    }
    double number = number(name);
    if (!(Math.abs(number) <= most)) {
      throw new BadMessage(place + '.' + name, "expected a number from -" + most + " to " + most);
    }
    return number;
  }

  /** A share from 0 to 1, null where there is none. */
  public @Nullable Double shareOrNull(String name) throws BadMessage {
    if (!has(name)) {
      return null;
    }
    double share = number(name);
    if (!(share >= 0 && share <= 1)) {
      throw new BadMessage(place + '.' + name, "expected 0 to 1");
    }
    return share;
  }

  public boolean truth(String name) throws BadMessage {
    Object value = values.get(name);
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw value == null ? missing(name, "true or false") : kind(name, "true or false", value);
  }

  /** A moment as RFC 3339 with offset. */
  public OffsetDateTime moment(String name) throws BadMessage {
    OffsetDateTime moment = momentOrNull(name);
    if (moment == null) {
      throw missing(name, "a time as RFC 3339 with offset");
    }
    return moment;
  }

  public @Nullable OffsetDateTime momentOrNull(String name) throws BadMessage {
    String text = textOrNull(name);
    try {
      return text == null ? null : Rfc3339.parse(text);
    } catch (DateTimeException e) {
      throw new BadMessage(
          place + '.' + name,
          "expected a time as RFC 3339 with offset, such as 2026-11-21T08:31:05.123+09:00");
    }
  }

  public @Nullable JsonFields objectOrNull(String name) throws BadMessage {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return new JsonFields(place + '.' + name, keyed(map));
    }
    throw kind(name, "an object", value);
  }

  public JsonFields object(String name) throws BadMessage {
    JsonFields object = objectOrNull(name);
    if (object == null) {
      throw missing(name, "an object");
    }
    return object;
  }

  /** The objects of an array; none where the field is missing. */
  public List<JsonFields> objects(String name) throws BadMessage {
    List<JsonFields> objects = new ArrayList<>();
    for (Object item : items(name)) {
      if (!(item instanceof Map<?, ?> map)) {
        throw new BadMessage(place + '.' + name, "expected objects");
      }
      objects.add(new JsonFields(place + '.' + name + '[' + objects.size() + ']', keyed(map)));
    }
    return objects;
  }

  /** The texts of an array; none where the field is missing. */
  public List<String> texts(String name) throws BadMessage {
    List<String> texts = new ArrayList<>();
    for (Object item : items(name)) {
      if (!(item instanceof String text)) {
        throw new BadMessage(place + '.' + name, "expected texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** The whole numbers of an array; none where the field is missing. */
  public List<Long> wholes(String name) throws BadMessage {
    List<Long> numbers = new ArrayList<>();
    for (Object item : items(name)) {
      if (!(item instanceof Long number) || Math.abs(number) > LARGEST_WHOLE) {
        throw new BadMessage(place + '.' + name, "expected whole numbers");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private List<?> items(String name) throws BadMessage {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> items) {
      return items;
    }
    throw kind(name, "an array", value);
  }

  /**
   * The value of that field where reading it is a matter of words.
   *
   * @param reading turns the text into its meaning, or throws an IllegalArgumentException with a
   *     message for the sender
   */
  public <T> T word(String name, Function<String, T> reading) throws BadMessage {
    String text = text(name);
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadMessage(place + '.' + name, String.valueOf(e.getMessage()));
    }
  }

  private BadMessage missing(String name, String expected) {
    return new BadMessage(place + '.' + name, "missing; expected " + expected);
  }

  private BadMessage kind(String name, String expected, Object found) {
    String kind =
        switch (found) {
          case String s -> "a text";
          case Number n -> "a number";
          case Boolean b -> "true or false";
          case List<?> l -> "an array";
          default -> "an object";
        };
    return new BadMessage(place + '.' + name, "expected " + expected + ", found " + kind);
  }

  @SuppressWarnings("unchecked") // keys of a parsed object are always texts
  private static Map<String, @Nullable Object> keyed(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }
}
