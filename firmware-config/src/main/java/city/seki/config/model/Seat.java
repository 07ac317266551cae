package city.seki.config.model;

import org.jspecify.annotations.Nullable;

/**
 * A place to work.
 *
 * @param id its name within the office
 * @param zone the network zone that it reaches
 * @param x column on the office's plan, from 0
 * @param y row on the office's plan, from 0
 * @param sensor whether something senses presence here
 * @param accessible whether it suits a wheelchair, and is kept for those who need such a seat
 * @param days when it is there, for a seat of a pop-up office; null if it is there always
 */
public record Seat(
    String id,
    String zone,
    int x,
    int y,
    boolean sensor,
    boolean accessible,
    @Nullable SeatDays days) {
  /** One that is there always. */
  public Seat(String id, String zone, int x, int y, boolean sensor, boolean accessible) {
    this(id, zone, x, y, sensor, accessible, null);
  }

  /** One like most. */
  public Seat(String id, String zone, int x, int y, boolean sensor) {
    this(id, zone, x, y, sensor, false);
  }

  public Seat {
    Names.require("seat", id);
    Names.require("zone", zone);
    if (x < 0 || y < 0) {
      throw new IllegalArgumentException("seat " + id + " lies outside the plan: " + x + "," + y);
    }
  }

  /** The same, there only on those days. */
  public Seat on(SeatDays some) {
    return new Seat(id, zone, x, y, sensor, accessible, some);
  }
}
