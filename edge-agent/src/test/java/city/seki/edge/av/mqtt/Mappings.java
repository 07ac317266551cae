package city.seki.edge.av.mqtt;

import city.seki.config.model.DeviceMapping;
import city.seki.config.source.MappingFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import java.util.List;

/** Mappings as an installer writes them. */
final class Mappings {
  /** A switched display behind a Tasmota plug. */
  static final String TASMOTA =
      """
      availability: {topic: tele/display2/LWT, online: Online, offline: Offline}
      state: {topic: stat/display2/POWER, values: {"ON": idle, "OFF": standby}}
      firmware: {topic: tele/display2/INFO1, member: Info1.Version}
      """;

  /** The same plug, by the power that the display takes. */
  static final String POWER =
      """
      availability: {topic: tele/display2/LWT, online: Online, offline: Offline}
      state:
        topic: tele/display2/SENSOR
        member: ENERGY.Power
        values: {">=0": standby, ">=20": idle}
        silence_minutes: 15
      """;

  /** A plug of Zigbee2MQTT, whose bridge may be away. */
  static final String ZIGBEE =
      """
      availability:
        - {topic: zigbee2mqtt/bridge/state, member: state}
        - {topic: zigbee2mqtt/plug/availability, member: state}
      state: {topic: zigbee2mqtt/plug, member: state, values: {"ON": idle, "OFF": standby}}
      """;

  private Mappings() {}

  static DeviceMapping of(String yaml) {
    return switch (MappingFile.read("test", yaml)) {
      case Reading.Loaded(DeviceMapping mapping, var _) -> mapping;
      case Reading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
    };
  }
}
