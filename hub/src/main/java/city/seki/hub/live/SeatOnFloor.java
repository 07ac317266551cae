package city.seki.hub.live;

import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.SeatView;
import city.seki.config.wire.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A seat as the floor shows it.
 *
 * @param unit the unit that reads its cards, null where none does
 * @param age how long ago that unit was heard, null if it never was
 */
public record SeatOnFloor(
    SeatId id, Seat place, SeatView view, @Nullable String unit, @Nullable Duration age) {

  /** The fields of contract.md, and where the seat lies on the plan. */
  public void write(JsonText o, ZoneId zone) {
    o.put("seat", id.seat()).put("zone", place.zone()).put("state", view.state().word());
    o.put("since", view.since(), zone).put("until", view.until(), zone);
    o.put("source", view.source().word()).put("confidence", view.confidence());
    o.put("age_s", age == null ? null : (Long) age.toSeconds());
    o.put("unit", unit).put("x", place.x()).put("y", place.y());
  }

  /** The payload of the retained topic of this seat. */
  byte[] published(ZoneId zone, Instant at) {
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("office", id.office())
                .put("seat", id.seat())
                .put("zone", place.zone())
                .put("state", view.state().word())
                .put("since", view.since(), zone)
                .put("until", view.until(), zone)
                .put("source", view.source().word())
                .put("confidence", view.confidence())
                .put("at", at, zone));
  }
}
