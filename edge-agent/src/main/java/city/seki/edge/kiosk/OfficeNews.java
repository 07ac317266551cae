package city.seki.edge.kiosk;

import city.seki.config.model.Text;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.Topics;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the hub publishes of the unit's office for all, and a display shows beside what the unit
 * knows for its decisions: names, rooms, kits. Nothing is decided by it. Immutable.
 *
 * @param name of the office, null while it is not known
 * @param rooms by their names within the office
 * @param kits what people call them, by their names within the office
 */
record OfficeNews(@Nullable Text name, Map<String, RoomNews> rooms, Map<String, Text> kits) {
  static final OfficeNews NOTHING = new OfficeNews(null, Map.of(), Map.of());

  OfficeNews {
    rooms = Collections.unmodifiableMap(new TreeMap<>(rooms));
    kits = Collections.unmodifiableMap(new TreeMap<>(kits));
  }

  /**
   * The same with that message; an empty one takes back what was said before.
   *
   * @throws BadMessage if it does not fit its schema
   */
  OfficeNews with(String office, String topic, byte[] payload) throws BadMessage {
    if (topic.equals(Topics.summary(office))) {
      return payload.length == 0
          ? this
          : new OfficeNews(names(JsonFields.parse(payload)), rooms, kits);
    }
    String last = topic.substring(topic.lastIndexOf('/') + 1);
    if (topic.equals(Topics.room(office, last))) {
      Map<String, RoomNews> changed = new TreeMap<>(rooms);
      if (payload.length == 0) {
        changed.remove(last);
      } else {
        changed.put(last, RoomNews.parse(payload));
      }
      return new OfficeNews(name, changed, kits);
    }
    if (topic.equals(Topics.kit(office, last))) {
      Map<String, Text> changed = new TreeMap<>(kits);
      if (payload.length == 0) {
        changed.remove(last);
      } else {
        changed.put(last, name(JsonFields.parse(payload), last));
      }
      return new OfficeNews(name, rooms, changed);
    }
    return this;
  }

  /** The name that people use, or else the one that machines use. */
  static Text name(JsonFields fields, String otherwise) throws BadMessage {
    Text name = names(fields);
    return name == null ? new Text(otherwise, otherwise) : name;
  }

  private static @Nullable Text names(JsonFields fields) throws BadMessage {
    JsonFields name = fields.has("name") ? fields.objectOrNull("name") : null;
    return name == null ? null : new Text(name.text("ja"), name.text("en"));
  }
}
