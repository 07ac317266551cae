package city.seki.hub.live;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.UnitPlaces;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.hub.fleet.Debt;
import city.seki.hub.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every seat of the city at one moment. A seat whose unit is silent is unknown, whatever the ledger
 * last said of it: nobody could have told of a change. A seat that no unit watches is known by the
 * ledger alone.
 */
public final class Floor {
  private final Seating state;
  private final @Nullable Fleet fleet;
  private final Map<SeatId, String> unitOfSeat;
  private final Map<String, List<String>> unitsOfOffice;
  private final Instant now;

  /**
   * @param now by the city's clock
   */
  public Floor(Seating state, Fleet fleet, UnitPlaces units, Instant now) {
    this(state, units, now, fleet);
  }

  private Floor(Seating state, UnitPlaces units, Instant now, @Nullable Fleet fleet) {
    this.state = state;
    this.fleet = fleet;
    this.unitOfSeat = units.ofSeat(state.city());
    this.unitsOfOffice = units.ofOffice(state.city());
    this.now = now;
  }

  /**
   * As the ledger tells it of a moment that is over; which units were silent then is on no record.
   *
   * @param state of that moment
   */
  public static Floor past(Seating state, Instant at) {
    return new Floor(state, new UnitPlaces(), at, null);
  }

  public City city() {
    return state.city();
  }

  /** That seat, null if there is none now. */
  public @Nullable SeatOnFloor seat(SeatId id) {
    Seat place = isThere(id) ? state.city().seat(id) : null;
    return place == null ? null : seat(id, place);
  }

  /** Whether there is a seat of that name now. */
  boolean isThere(SeatId id) {
    Office office = state.city().office(id.office());
    Seat place = office == null ? null : office.seat(id.seat());
    return office != null && place != null && state.city().isThere(office, place, now);
  }

  private SeatOnFloor seat(SeatId id, Seat place) {
    SeatView view = SeatView.of(state, id, now);
    String unit = unitOfSeat.get(id);
    Fleet heardBy = fleet;
    if (unit == null || heardBy == null) {
      return new SeatOnFloor(id, place, view, unit, null);
    }
    if (!heardBy.isThere(unit)) {
      Fleet.Heard heard = heardBy.of(unit);
      view = view.unknown(heard == null ? null : heard.at());
    }
    return new SeatOnFloor(id, place, view, unit, heardBy.age(unit));
  }

  /** Every seat that the office has now, in the order of the city's file. */
  public List<SeatOnFloor> seats(Office office) {
    List<SeatOnFloor> seats = new ArrayList<>(office.seats().size());
    for (Seat place : office.seats().values()) {
      if (state.city().isThere(office, place, now)) {
        seats.add(seat(new SeatId(office.id(), place.id()), place));
      }
    }
    return seats;
  }

  public OfficeOnFloor office(Office office) {
    return OfficeOnFloor.of(state.city(), office, seats(office), debt(office), now);
  }

  /** What the units of that office have not delivered yet. */
  Debt debt(Office office) {
    return fleet == null
        ? Debt.NONE
        : OfficeOnFloor.debt(fleet, unitsOfOffice.getOrDefault(office.id(), List.of()), now);
  }

  public List<OfficeOnFloor> offices() {
    return state.city().offices().values().stream().map(this::office).toList();
  }
}
