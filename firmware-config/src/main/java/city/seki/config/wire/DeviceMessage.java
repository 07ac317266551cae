package city.seki.config.wire;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Names;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an audio-visual device is.
 *
 * @param device its name within the unit's office
 * @param since since when it is in that state, as far as its unit saw
 * @param seen when it last answered, null if it never did since the unit started
 * @param source the protocol that told it, as {@code pjlink}
 * @param cause one word why it is offline or unknown, else null
 * @param name what it calls itself, null if it does not say
 * @param firmware its version of it, null if it does not say
 * @param problems what is wrong with it, one word each
 * @param missing peripherals that were there and are not
 */
public record DeviceMessage(
    String boot,
    long seq,
    String device,
    DeviceState state,
    OffsetDateTime since,
    @Nullable OffsetDateTime seen,
    String source,
    @Nullable String cause,
    @Nullable String name,
    @Nullable String firmware,
    List<String> problems,
    List<String> missing) {

  public DeviceMessage {
    problems = List.copyOf(problems);
    missing = List.copyOf(missing);
  }

  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("boot", boot)
                .put("seq", seq)
                .put("device", device)
                .put("state", state.word())
                .put("since", since)
                .put("seen", seen)
                .put("source", source)
                .put("cause", cause)
                .put("name", name)
                .put("firmware", firmware)
                .put("problems", problems)
                .put("missing", missing));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/device.schema.json}
   */
  public static DeviceMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    return new DeviceMessage(
        fields.word("boot", Boot::require),
        fields.whole("seq", 1),
        fields.word("device", device -> Names.require("device", device)),
        fields.word("state", DeviceMessage::state),
        fields.moment("since"),
        fields.momentOrNull("seen"),
        fields.text("source"),
        fields.textOrNull("cause"),
        fields.textOrNull("name"),
        fields.textOrNull("firmware"),
        fields.texts("problems"),
        fields.texts("missing"));
  }

  private static DeviceState state(String word) {
    DeviceState state = DeviceState.ofWord(word);
    if (state == null) {
      throw new IllegalArgumentException("expected a state of a device, as standby");
    }
    return state;
  }
}
