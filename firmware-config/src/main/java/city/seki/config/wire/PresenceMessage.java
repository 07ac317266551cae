package city.seki.config.wire;

import city.seki.config.model.Names;
import java.time.OffsetDateTime;

/**
 * What a sensor believes about a seat.
 *
 * @param confidence 0 to 1
 */
public record PresenceMessage(
    String boot, long seq, String seat, boolean present, double confidence, OffsetDateTime at) {
  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("boot", boot)
                .put("seq", seq)
                .put("seat", seat)
                .put("present", present)
                .put("confidence", confidence)
                .put("at", at));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/presence.schema.json}
   */
  public static PresenceMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    double confidence = fields.number("confidence");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new BadMessage("$.confidence", "expected 0 to 1");
    }
    return new PresenceMessage(
        fields.word("boot", Boot::require),
        fields.whole("seq", 1),
        fields.word("seat", seat -> Names.require("seat", seat)),
        fields.truth("present"),
        confidence,
        fields.moment("at"));
  }
}
