package city.seki.edge.senml;

import city.seki.config.wire.BadMessage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads a SenML pack (RFC 8428).
 *
 * <p>GOALS, in this order: never take for a measurement what is none; tell the sender where and
 * why; understand every pack that keeps to the standard. CONSTRAINTS: a version above 10 is
 * refused, an unknown label that ends in {@code _} too (§4.4); other unknown labels are left alone.
 *
 * <p>Refused besides, though §4 leaves it open: an empty pack, a label that is there twice, more
 * than 256 records, a name longer than 256 characters, numbers that are not finite, times beyond
 * the year 9999. Accepted against §4.5.1: a name that begins with {@code /}, since LwM2M sends
 * {@code /3302/0/5500}.
 *
 * <p>Example: {@code [{"bn":"urn:dev:mac:0024befffe804ff1:","bt":1754000000,"n":"presence",
 * "vb":true},{"n":"battery","u":"%EL","v":87}]} is two records of one moment.
 */
public final class SenmlPack {
  private static final int MOST_RECORDS = 256;

  private final JsonParser tokens;
  private final SenmlFormat format;
  private final Resolution resolution = new Resolution();

  private SenmlPack(JsonParser tokens, SenmlFormat format) {
    this.tokens = tokens;
    this.format = format;
  }

  /**
   * The records of a pack in its order, at least one.
   *
   * @param pack the caller has bounded its length; the memory used is a small multiple of it
   * @throws BadMessage if it is none; the message begins with the place, such as {@code $[2].v}
   */
  public static List<SenmlRecord> read(byte[] pack, SenmlFormat format) throws BadMessage {
    try (JsonParser tokens = format.tokens(pack)) {
      return new SenmlPack(tokens, format).records();
    } catch (JacksonException e) {
      TokenStreamLocation where = e.getLocation(); // a limit that was passed has none
      throw new BadMessage(
          where == null ? "$" : "$ at byte " + where.getByteOffset(), "not whole " + format);
    }
  }

  private List<SenmlRecord> records() throws BadMessage {
    if (tokens.nextToken() != JsonToken.START_ARRAY) {
      throw new BadMessage("$", "expected an array of records");
    }
    List<SenmlRecord> records = new ArrayList<>();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      String place = "$[" + records.size() + ']';
      if (tokens.currentToken() != JsonToken.START_OBJECT) {
        throw new BadMessage(place, "expected a record");
      }
      if (records.size() == MOST_RECORDS) {
        throw new BadMessage(place, "expected at most " + MOST_RECORDS + " records");
      }
      records.add(resolution.next(new Fields(place, fields(place))));
    }
    if (records.isEmpty()) {
      throw new BadMessage("$", "expected at least one record");
    }
    if (tokens.nextToken() != null) {
      throw new BadMessage("$", "expected nothing after the pack");
    }
    return List.copyOf(records);
  }

  private Map<Label, Object> fields(String place) throws BadMessage {
    Map<Label, Object> fields = new EnumMap<>(Label.class);
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String name = tokens.currentName();
      Label label = format.labels().get(name);
      tokens.nextToken();
      if (label == null) {
        passOver(place, name);
      } else if (fields.put(label, value(label, place)) != null) {
        throw new BadMessage(place + '.' + label.word(), "is there twice");
      }
    }
    return fields;
  }

  private void passOver(String place, String name) throws BadMessage {
    if (name.endsWith("_")) {
      throw new BadMessage(place, "a label that ends in '_' must be understood, and is not");
    }
    if (Label.BY_WORD.containsKey(name)) {
      throw new BadMessage(place + '.' + name, "in CBOR this label is a number (RFC 8428 §6)");
    }
    tokens.skipChildren();
  }

  private Object value(Label label, String place) throws BadMessage {
    JsonToken token = tokens.currentToken();
    boolean fits =
        switch (label.kind()) {
          case WORDS -> token == JsonToken.VALUE_STRING;
          case NUMBER -> token.isNumeric() && Double.isFinite(tokens.getDoubleValue());
          case TRUTH -> token.isBoolean();
          case DATA ->
              switch (format) {
                case JSON -> token == JsonToken.VALUE_STRING;
                // a simple value without a meaning comes as an object, too, but has no bytes
                case CBOR -> tokens.getEmbeddedObject() instanceof byte[];
              };
        };
    if (!fits) {
      throw new BadMessage(place + '.' + label.word(), "expected " + label.kind().expected());
    }
    return switch (label.kind()) {
      case WORDS -> tokens.getString();
      case NUMBER -> tokens.getDoubleValue();
      case TRUTH -> token == JsonToken.VALUE_TRUE;
      case DATA ->
          Base64Variants.MODIFIED_FOR_URL.encode(
              tokens.getBinaryValue(Base64Variants.MODIFIED_FOR_URL));
    };
  }
}
