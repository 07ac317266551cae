package city.seki.hub.room;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Room;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Booking;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.PresenceMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as the floor shows it.
 *
 * @param since when it came into that state, null if nothing was ever told of it
 * @param people how many, null where nobody counts them
 * @param confidence 0 to 1
 * @param unit that senses it, null if none does
 * @param age how long ago it was told, null if it never was
 * @param running the booking that runs, null if none does
 * @param next the one after it, null if there is none
 * @param popUp whether what runs is no booking but a pop-up office: the room is seats now
 * @param sensors what each sensor says
 */
public record RoomView(
    RoomId id,
    Room room,
    Occupancy occupancy,
    @Nullable Instant since,
    @Nullable Long people,
    double confidence,
    @Nullable String unit,
    @Nullable Duration age,
    @Nullable Booking running,
    @Nullable Booking next,
    boolean popUp,
    List<PresenceMessage.SensorWord> sensors,
    List<DeviceView> devices,
    List<RoomFact> facts) {

  /** What is told to others when it changes: all but ages and figures that change by themselves. */
  record Told(
      Occupancy occupancy,
      @Nullable Instant since,
      @Nullable Long people,
      @Nullable Booking running,
      @Nullable Booking next,
      List<ToldSensor> sensors,
      List<ToldDevice> devices,
      List<RoomFact> facts) {}

  record ToldSensor(String sensor, @Nullable String fault) {}

  record ToldDevice(
      String device,
      DeviceState state,
      @Nullable Instant since,
      @Nullable String cause,
      List<String> problems,
      List<String> missing) {}

  Told told() {
    return new Told(
        occupancy,
        since,
        people,
        running,
        next,
        sensors.stream().map(s -> new ToldSensor(s.sensor(), s.fault())).toList(),
        devices.stream()
            .map(
                d ->
                    new ToldDevice(
                        d.device().id(),
                        d.state(),
                        d.since(),
                        d.cause(),
                        d.problems(),
                        d.missing()))
            .toList(),
        facts);
  }

  /** The fields of contract.md, and what else the page shows of a room; no persons. */
  public void write(JsonText o, ZoneId zone, Instant now) {
    o.put("room", id.room()).put("name", room.name()).put("state", occupancy.word());
    o.put("since", since, zone).put("until", until(), zone);
    o.put("source", unit == null ? "none" : "presence").put("confidence", confidence);
    o.put("age_s", age == null ? null : (Long) age.toSeconds()).put("people", people);
    o.put("unit", unit).put("booked", room.booked());
    o.put("booked_until", running == null ? null : running.to(), zone);
    o.put("next_booking", next == null ? null : next.from(), zone).put("pop_up", popUp);
    o.array("facts", facts, (fact, f) -> write(fact, f, zone, now));
    o.array("sensors", sensors, RoomView::write);
    o.array("devices", devices, (device, d) -> device.write(d, zone));
  }

  private @Nullable Instant until() {
    return running != null ? running.to() : next != null ? next.from() : null;
  }

  private static void write(RoomFact fact, JsonText o, ZoneId zone, Instant now) {
    o.put("fact", fact.kind().word()).put("since", fact.since(), zone);
    o.put("minutes", Math.max(0, Duration.between(fact.since(), now).toMinutes()));
    o.put("device", fact.device()).put("detail", fact.detail());
  }

  private static void write(PresenceMessage.SensorWord word, JsonText o) {
    o.put("sensor", word.sensor()).put("says", word.says()).put("age_s", word.ageS());
    o.put("fault", word.fault());
  }

  /** The payload of the retained topic of this room. */
  byte[] published(ZoneId zone, Instant at) {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("office", id.office())
                .put("room", id.room())
                .put("name", room.name())
                .put("state", occupancy.word())
                .put("since", since, zone)
                .put("people", people)
                .put("confidence", confidence)
                .put("booked_until", running == null ? null : running.to(), zone)
                .put("next_booking", next == null ? null : next.from(), zone)
                .put("facts", facts.stream().map(f -> f.kind().word()).distinct().toList())
                .array(
                    "devices",
                    devices,
                    (d, f) ->
                        f.put("device", d.device().id())
                            .put("state", d.state().word())
                            .put("since", d.since(), zone))
                .put("at", at, zone));
  }
}
