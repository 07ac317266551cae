package city.seki.hub.room;

import city.seki.config.model.DeviceId;
import city.seki.config.model.RoomId;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.PresenceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What units told last of each room and device. Bounded by the city's files: only what these know
 * is kept. Safe for all threads.
 */
final class RoomReports {
  /**
   * A report, and when it came.
   *
   * @param since when it became so, as far as the unit's clock can be believed
   * @param at when it came, by the city's clock
   * @param nanos the same on the monotonic clock
   */
  record Told<T>(T message, Instant since, Instant at, long nanos) {}

  private final Map<RoomId, Told<PresenceMessage>> rooms = new ConcurrentHashMap<>();
  private final Map<DeviceId, Told<DeviceMessage>> devices = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * @param nanos the monotonic clock, in nanoseconds
   */
  RoomReports(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A unit told what is believed of a room that the city has. */
  void told(RoomId room, PresenceMessage message, Instant since, Instant at) {
    rooms.put(room, new Told<>(message, since, at, nanos.getAsLong()));
  }

  /** A unit told how a device is that the city has. */
  void told(DeviceId device, DeviceMessage message, Instant since, Instant at) {
    devices.put(device, new Told<>(message, since, at, nanos.getAsLong()));
  }

  @Nullable Told<PresenceMessage> of(RoomId room) {
    return rooms.get(room);
  }

  @Nullable Told<DeviceMessage> of(DeviceId device) {
    return devices.get(device);
  }

  Duration age(Told<?> told) {
    return Duration.ofNanos(nanos.getAsLong() - told.nanos());
  }
}
