package city.seki.hub.room;

import city.seki.config.model.DeviceState;
import city.seki.config.model.RoomDevice;
import city.seki.config.wire.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device as the floor shows it.
 *
 * @param unit that asks it
 * @param since when it came into that state, null if nobody told of it yet
 * @param age how long ago it was told, null if it never was
 * @param seen when it last answered, null if it never did
 * @param source the protocol that told it, {@code none} if nothing did
 * @param cause one word why it is offline or unknown, null otherwise
 * @param firmware its version, null if it does not say
 * @param problems what is wrong with it, one word each
 * @param missing peripherals that were there and are not
 */
public record DeviceView(
    RoomDevice device,
    String unit,
    DeviceState state,
    @Nullable Instant since,
    @Nullable Duration age,
    @Nullable Instant seen,
    String source,
    @Nullable String cause,
    @Nullable String firmware,
    List<String> problems,
    List<String> missing) {

  void write(JsonText o, ZoneId zone) {
    o.put("device", device.id()).put("name", device.name()).put("state", state.word());
    o.put("since", since, zone).put("seen", seen, zone);
    o.put("age_s", age == null ? null : (Long) age.toSeconds());
    o.put("source", source).put("cause", cause).put("firmware", firmware);
    o.put("problems", problems).put("missing", missing).put("unit", unit);
  }
}
