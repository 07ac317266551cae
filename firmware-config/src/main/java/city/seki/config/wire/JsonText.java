package city.seki.config.wire;

import city.seki.config.model.Text;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one JSON value field by field, in the order of the calls: the same calls, the same bytes.
 */
public final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(ClearedBuffers.SHARED).build();

  /** RFC 3339 with milliseconds and offset. */
  public static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  private final JsonGenerator out;

  private JsonText(JsonGenerator out) {
    this.out = out;
  }

  /** The bytes of an object with those fields. */
  public static byte[] object(Consumer<JsonText> fields) {
    return write(
        text -> {
          text.out.writeStartObject();
          fields.accept(text);
          text.out.writeEndObject();
        });
  }

  /** The bytes of an array of those objects. */
  public static <T> byte[] array(Iterable<T> items, BiConsumer<T, JsonText> fields) {
    return write(
        text -> {
          text.out.writeStartArray();
          for (T item : items) {
            text.out.writeStartObject();
            fields.accept(item, text);
            text.out.writeEndObject();
          }
          text.out.writeEndArray();
        });
  }

  private static byte[] write(Consumer<JsonText> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(new JsonText(out));
    }
    return bytes.toByteArray();
  }

  public JsonText put(String name, @Nullable String value) {
    out.writeName(name);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeString(value);
    }
    return this;
  }

  public JsonText put(String name, long value) {
    out.writeName(name);
    out.writeNumber(value);
    return this;
  }

  public JsonText put(String name, @Nullable Long value) {
    out.writeName(name);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
    return this;
  }

  public JsonText put(String name, double value) {
    out.writeName(name);
    out.writeNumber(value);
    return this;
  }

  public JsonText put(String name, @Nullable Double value) {
    return value == null ? putNull(name) : put(name, value.doubleValue());
  }

  /** With just the decimals that it has: 3.90 stays that. */
  public JsonText put(String name, @Nullable BigDecimal value) {
    out.writeName(name);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
    return this;
  }

  public JsonText put(String name, boolean value) {
    out.writeName(name);
    out.writeBoolean(value);
    return this;
  }

  public JsonText put(String name, @Nullable OffsetDateTime value) {
    return put(name, value == null ? null : MOMENT.format(value));
  }

  /** A moment in the offset that this zone has then. */
  public JsonText put(String name, @Nullable Instant value, ZoneId zone) {
    return put(name, value == null ? null : MOMENT.format(value.atZone(zone)));
  }

  public JsonText putNull(String name) {
    out.writeName(name);
    out.writeNull();
    return this;
  }

  public JsonText put(String name, Iterable<String> values) {
    out.writeName(name);
    out.writeStartArray();
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
    return this;
  }

  /** A field that is an array of whole numbers. */
  public JsonText wholes(String name, Iterable<? extends Number> values) {
    out.writeName(name);
    out.writeStartArray();
    for (Number value : values) {
      out.writeNumber(value.longValue());
    }
    out.writeEndArray();
    return this;
  }

  /** A field that is an object. */
  public JsonText object(String name, Consumer<JsonText> fields) {
    out.writeName(name);
    out.writeStartObject();
    fields.accept(this);
    out.writeEndObject();
    return this;
  }

  /** A field that is an array of objects. */
  public <T> JsonText array(String name, Iterable<T> items, BiConsumer<T, JsonText> fields) {
    out.writeName(name);
    out.writeStartArray();
    for (T item : items) {
      out.writeStartObject();
      fields.accept(item, this);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }

  /** Both languages of a text for people. */
  public JsonText put(String name, Text text) {
    return object(name, o -> o.put("ja", text.ja()).put("en", text.en()));
  }
}
