package city.seki.config.wire;

import city.seki.config.model.ReaderName;

/**
 * The hub tells a unit what a light is to say although nobody tapped there: an old seat goes dark,
 * an unclaimed use blinks.
 */
public record LightCommand(ReaderName reader, Light light) implements UnitCommand {
  static final String DO = "light";

  public byte[] toJson() {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("do", DO)
                .put("reader", reader.toString())
                .put("light", light.word()));
  }

  /**
   * @throws BadMessage if it is not a command of this kind
   */
  public static LightCommand parse(byte[] json) throws BadMessage {
    return read(JsonFields.parse(json));
  }

  static LightCommand read(JsonFields fields) throws BadMessage {
    fields.version();
    if (!fields.text("do").equals(DO)) {
      throw new BadMessage("$.do", "expected light");
    }
    return new LightCommand(
        fields.word("reader", ReaderName::parse), fields.word("light", Light::of));
  }
}
