package city.seki.config.wire;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The hub's echo of a health message.
 *
 * @param now the hub's time when it answered; a unit whose own clock was never set goes by it. Null
 *     from a hub that does not say.
 */
public record PongMessage(@Nullable OffsetDateTime now) {
  public byte[] toJson() {
    return JsonText.object(o -> o.put("v", 1).put("now", now));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/pong.schema.json}
   */
  public static PongMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    return new PongMessage(fields.momentOrNull("now"));
  }
}
