package city.seki.edge.muster;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The seats of an office at which somebody is, without names: those are at the hub only.
 *
 * <p>GOAL: one too many rather than one too few. Whoever holds a seat is on it, and so is whoever
 * uses one without having tapped; what nobody here can know is said beside it.
 *
 * @param at when it was made, by the unit's clock
 * @param clockBehind whether that clock is behind the hub's last word: it cannot be right then
 * @param told when the hub told of the office last
 * @param ownTaps taps of this unit that the hub had not answered when the list was made
 * @param taken in the order of the city's file
 * @param unclaimed seats with somebody at them who has not tapped
 */
public record UnitMuster(
    String office,
    ZoneId zone,
    Instant at,
    boolean clockBehind,
    Instant told,
    int ownTaps,
    List<Taken> taken,
    List<String> unclaimed) {
  /** A seat and since when somebody holds it. */
  public record Taken(String seat, Instant since) {}

  public UnitMuster {
    taken = List.copyOf(taken);
    unclaimed = List.copyOf(unclaimed);
  }

  /**
   * @param seating with the unit's own taps
   */
  public static UnitMuster of(
      Seating seating, Office office, Instant at, boolean clockBehind, Instant told, int ownTaps) {
    List<Taken> taken = new ArrayList<>();
    List<String> unclaimed = new ArrayList<>();
    for (Seat seat : office.seats().values()) {
      SeatState state = seating.seat(new SeatId(office.id(), seat.id()));
      Claim claim = state.claim();
      SeatState.Presence presence = state.presence();
      if (claim != null) {
        taken.add(new Taken(seat.id(), claim.since()));
      } else if (state.unclaimedUse() || (presence != null && presence.present())) {
        unclaimed.add(seat.id());
      }
    }
    return new UnitMuster(
        office.id(), seating.city().timeZone(), at, clockBehind, told, ownTaps, taken, unclaimed);
  }
}
