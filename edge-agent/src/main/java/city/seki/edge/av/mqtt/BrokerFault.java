package city.seki.edge.av.mqtt;

import city.seki.config.link.LinkDown;
import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.Unreached;

/** What it means for a device that its broker could not be heard. */
final class BrokerFault {
  /** The broker is too old for us; the device itself may be as old as it is. */
  static final String MQTT_3_ONLY = "mqtt-3-only";

  private BrokerFault() {}

  static DeviceReport report(String name, LinkDown why) {
    return switch (why.cause()) {
      case REFUSED -> offline(Unreached.REFUSED, name, why);
      case TIMEOUT -> offline(Unreached.TIMEOUT, name, why);
      case UNREACHABLE -> offline(Unreached.UNREACHABLE, name, why);
      case CLOSED, PUSHED_OFF -> offline(Unreached.CLOSED, name, why);
      case TLS -> unknown("tls", name, why.words());
      case LOGIN -> unknown("password", name, why.words());
      case DENIED -> unknown("denied", name, why.words());
      case BUSY -> unknown("busy", name, why.words());
      case GARBAGE -> unknown("garbage", name, why.words());
      case OLD_PROTOCOL ->
          unknown(
              MQTT_3_ONLY,
              name,
              "its broker speaks MQTT 3 only: update it (Mosquitto speaks MQTT 5 from 1.6 on), or"
                  + " let a newer one beside it bridge its topics; the device need not change");
    };
  }

  static DeviceReport unknown(String cause, String name, String hint) {
    return DeviceReport.without(DeviceState.UNKNOWN, MappedState.SOURCE, cause, name + ": " + hint);
  }

  private static DeviceReport offline(Unreached cause, String name, LinkDown why) {
    return DeviceReport.without(
        DeviceState.OFFLINE, MappedState.SOURCE, cause.word(), name + ": " + why.words());
  }
}
