package city.seki.hub.alert;

import city.seki.config.model.Text;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Trouble} of the fields that {@link Trouble#write} wrote. */
final class TroubleReading {
  private TroubleReading() {}

  /**
   * @param unit of the alert
   */
  static Trouble of(JsonFields o, @Nullable String unit) throws BadMessage {
    if (o.has("fact")) {
      return new Trouble.OfRoom(o.text("fact"), named(o), o.textOrNull("what"));
    }
    if (o.has("state")) {
      Trouble.Named device = named(o);
      if (device == null) {
        throw new BadMessage("$.about", "expected a device");
      }
      return new Trouble.OfDevice(
          device, o.text("state"), o.textOrNull("cause"), o.texts("problems"), o.texts("missing"));
    }
    if (o.has("sensor")) {
      return new Trouble.OfSensor(o.text("sensor"), named(o), o.text("fault"));
    }
    if (o.has("machine")) {
      return new Trouble.OfMachine(o.text("machine"));
    }
    if (o.has("taps")) {
      return new Trouble.Lost(o.text("taps"), String.join(", ", o.texts("boots")));
    }
    if (o.has("boots")) {
      return new Trouble.Doubled(unit == null ? "" : unit, o.texts("boots"));
    }
    if (o.has("rollout")) {
      return new Trouble.OfRollout(
          o.whole("rollout"), Math.toIntExact(o.whole("failed")), Math.toIntExact(o.whole("of")));
    }
    return o.has("kit_name")
        ? new Trouble.OfKit(text(o, "kit_name"))
        : new Trouble.Fault(o.text("fault"));
  }

  private static Trouble.@Nullable Named named(JsonFields o) throws BadMessage {
    String device = o.textOrNull("device");
    return device == null ? null : new Trouble.Named(device, text(o, "device_name"));
  }

  private static Text text(JsonFields o, String name) throws BadMessage {
    JsonFields words = o.object(name);
    return new Text(words.text("ja"), words.text("en"));
  }
}
