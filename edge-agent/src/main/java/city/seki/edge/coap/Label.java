package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Text;
import city.seki.config.rules.SeatView;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a label shows.
 *
 * @param office of the place
 * @param network the zone that a seat reaches; null for a room
 * @param view without persons
 * @param at when this was so
 * @param clock the office's time zone
 */
public record Label(
    String office, @Nullable String network, SeatView view, Instant at, ZoneId clock) {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

  /**
   * The payload of the seat's retained topic ({@code schema/v1/office-seat.schema.json}), and the
   * words. A room has {@code room} instead of {@code seat}, and no zone.
   */
  byte[] json(Place place) {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("office", office);
          switch (place.kind()) {
            case SEAT -> o.put("seat", place.name()).put("zone", network);
            case ROOM -> o.put("room", place.name());
          }
          o.put("state", view.state().word())
              .put("since", view.since(), clock)
              .put("until", view.until(), clock)
              .put("source", view.source().word())
              .put("confidence", view.confidence())
              .put("at", at, clock)
              .put("text", words());
        });
  }

  /**
   * Four lines for a label that can do no more than print: state, until when ({@code HH:mm} in the
   * office, or {@code -}), and the words in Japanese and English.
   */
  byte[] lines() {
    Instant until = view.until();
    Text words = words();
    String hour = until == null ? "-" : HOUR.format(until.atZone(clock));
    return String.join("\n", view.state().word(), hour, words.ja(), words.en(), "").getBytes(UTF_8);
  }

  /** The words of the floor page. */
  private Text words() {
    return switch (view.state()) {
      case FREE -> new Text("空き", "Free");
      case CLAIMED -> new Text("使用中", "In use");
      case RESERVED -> new Text("予約", "Reserved");
      case UNCLAIMED_USE -> new Text("タッチなし使用", "Used without tap");
      case OUT_OF_SERVICE -> new Text("使用停止", "Out of service");
      case UNKNOWN -> new Text("不明", "Unknown");
    };
  }
}
