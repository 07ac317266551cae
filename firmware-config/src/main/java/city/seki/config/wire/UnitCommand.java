package city.seki.config.wire;

/** What the hub tells a unit to do: a light at once, or an order that is answered. */
public sealed interface UnitCommand permits LightCommand, CommandMessage {
  /**
   * @throws BadMessage if it fits neither {@code schema/v1/command-light.schema.json} nor {@code
   *     schema/v1/command.schema.json}
   */
  static UnitCommand parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    return fields.text("do").equals(LightCommand.DO)
        ? LightCommand.read(fields)
        : CommandMessage.read(fields);
  }
}
