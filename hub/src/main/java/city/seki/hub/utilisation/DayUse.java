package city.seki.hub.utilisation;

import city.seki.config.model.DeviceId;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;

/**
 * The figures of one day.
 *
 * @param parts of the city, each office, each zone, and each zone of each office
 * @param seats that were offered or held
 */
record DayUse(
    LocalDate day,
    SortedMap<Part, OfPart> parts,
    SortedMap<SeatId, OfSeat> seats,
    Map<RoomId, RoomUse> rooms,
    Map<DeviceId, DeviceUse> devices) {

  /** Of a part of the city. */
  static final class OfPart {
    private final SeatUse use;
    private final int[] offered;
    private final int[] claimed;

    /**
     * @param offered minutes in each hour of the clock
     * @param claimed the same
     */
    OfPart(SeatUse use, int[] offered, int[] claimed) {
      this.use = use;
      this.offered = offered.clone();
      this.claimed = claimed.clone();
    }

    SeatUse use() {
      return use;
    }

    long offered(int hour) {
      return offered[hour];
    }

    long claimed(int hour) {
      return claimed[hour];
    }
  }

  /** Minutes of one seat. */
  record OfSeat(String zone, long offered, long claimed) {
    OfSeat plus(OfSeat other) {
      return new OfSeat(other.zone, offered + other.offered, claimed + other.claimed);
    }
  }
}
