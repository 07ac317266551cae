package city.seki.config.wire;

import city.seki.config.model.MemberPath;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * One member of a JSON text that somebody else's device wrote. The rest is passed over and not
 * kept, but must be JSON to its end; the letters of its texts are not looked at. Depth and the
 * length of a number are bounded; how long the whole may be is up to the caller.
 */
public final class JsonMember {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(ClearedBuffers.SHARED)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // it is UTF-8, never guessed
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private JsonMember() {}

  /**
   * What the member says: a text as it is, a number as it is written, {@code true} or {@code
   * false}; null if there is no such member, or if it is {@code null}.
   *
   * @throws BadMessage if that is not JSON, or a name on the way is there twice, so that nobody
   *     knows which is meant, or the member is made of parts
   */
  public static @Nullable String read(byte[] json, MemberPath path) throws BadMessage {
    List<String> steps = path.steps();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw new BadMessage("$", "expected JSON, found nothing");
      }
      String found = read(parser, steps, path);
      if (parser.nextToken() != null) {
        throw new BadMessage("$", "expected nothing after the JSON value");
      }
      return found;
    } catch (JacksonException e) {
      throw new BadMessage("$", "not JSON: " + e.getOriginalMessage());
    }
  }

  /** The parser stands at the first token of a value, and afterwards at its last. */
  private static @Nullable String read(JsonParser parser, List<String> steps, MemberPath path)
      throws BadMessage {
    if (steps.isEmpty()) {
      return scalar(parser, path);
    }
    String found = null;
    boolean met = false;
    JsonToken outer = parser.currentToken();
    if (outer == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean meant = steps.getFirst().equals(parser.currentName());
        parser.nextToken();
        if (meant && met) {
          throw new BadMessage("$", "a name of '" + path + "' is there twice");
        }
        if (meant) {
          met = true;
          found = read(parser, steps.subList(1, steps.size()), path);
        } else {
          parser.skipChildren();
        }
      }
    } else if (outer == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (steps.getFirst().equals(Integer.toString(i))) {
          found = read(parser, steps.subList(1, steps.size()), path);
        } else {
          parser.skipChildren();
        }
      }
    }
    return found;
  }

  private static @Nullable String scalar(JsonParser parser, MemberPath path) throws BadMessage {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          parser.getString();
      default -> throw new BadMessage("$", "'" + path + "' is made of parts: name one of them");
    };
  }
}
