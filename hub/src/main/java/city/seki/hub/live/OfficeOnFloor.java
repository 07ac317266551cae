package city.seki.hub.live;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.rules.SeatView;
import city.seki.config.wire.JsonText;
import city.seki.hub.fleet.Debt;
import city.seki.hub.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An office as the floor shows it: how many of its seats are in which state.
 *
 * @param seats how many it has now
 * @param zones those that they reach
 * @param cap the tightest cap on the whole office today, null where there is none
 * @param opens when it opens today, null on a day when it stays closed
 * @param closes when it closes today, null on a day when it stays closed
 * @param debt what its units have not delivered yet; a tap is on its way for half a minute before
 *     it is owed
 */
public record OfficeOnFloor(
    Office office,
    int seats,
    List<String> zones,
    Map<SeatView.State, Integer> counts,
    @Nullable Integer cap,
    @Nullable Instant opens,
    @Nullable Instant closes,
    boolean open,
    Debt debt) {

  private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

  static OfficeOnFloor of(
      City city, Office office, List<SeatOnFloor> seats, Debt debt, Instant now) {
    Map<SeatView.State, Integer> counts = new EnumMap<>(SeatView.State.class);
    for (SeatOnFloor seat : seats) {
      counts.merge(seat.view().state(), 1, Integer::sum);
    }
    LocalDate today = city.day(now);
    OpeningHours hours = city.hours(office, today);
    return new OfficeOnFloor(
        office,
        seats.size(),
        seats.stream().map(seat -> seat.place().zone()).distinct().toList(),
        counts,
        cap(office, today),
        hours == null ? null : today.atTime(hours.opens()).atZone(city.timeZone()).toInstant(),
        hours == null ? null : today.atTime(hours.closes()).atZone(city.timeZone()).toInstant(),
        city.closing(office, now) != null,
        debt);
  }

  static @Nullable Integer cap(Office office, LocalDate day) {
    return office.caps().stream()
        .filter(c -> c.zone() == null && c.on(day))
        .map(Cap::seats)
        .min(Integer::compare)
        .orElse(null);
  }

  /** What those units owe together. */
  static Debt debt(Fleet fleet, Collection<String> units, Instant now) {
    Debt all = Debt.NONE;
    for (String unit : units) {
      Debt debt = fleet.debt(unit);
      if (debt.since() == null || !debt.since().isAfter(now.minus(ON_ITS_WAY))) {
        all = all.plus(debt);
      }
    }
    return all;
  }

  private int count(SeatView.State state) {
    return counts.getOrDefault(state, 0);
  }

  private JsonText counts(JsonText o) {
    return o.put("seats", seats)
        .put("free", count(SeatView.State.FREE))
        .put("claimed", count(SeatView.State.CLAIMED))
        .put("reserved", count(SeatView.State.RESERVED))
        .put("unknown", count(SeatView.State.UNKNOWN))
        .put("out_of_service", count(SeatView.State.OUT_OF_SERVICE))
        .put("unclaimed_use", count(SeatView.State.UNCLAIMED_USE));
  }

  /** The fields of contract.md, and what else the page shows of an office. */
  public void write(JsonText o, City city) {
    o.put("office", office.id()).put("name", office.name());
    counts(o).put("cap", cap == null ? null : (Long) (long) cap);
    o.put("owes", debt.owes()).put("owes_since", debt.since(), city.timeZone());
    o.put("open", open).put("opens", opens, city.timeZone());
    o.put("closes", closes, city.timeZone());
    o.put("zones", zones);
  }

  /** The payload of the retained summary topic. */
  byte[] published(City city, Instant at) {
    return JsonText.object(
        o ->
            counts(o.put("v", 1).put("office", office.id()).put("name", office.name()))
                .put("at", at, city.timeZone()));
  }
}
