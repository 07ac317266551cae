package city.seki.config.model;

/**
 * A place to work.
 *
 * @param id its name within the office
 * @param zone the network zone that it reaches
 * @param x column on the office's plan, from 0
 * @param y row on the office's plan, from 0
 * @param sensor whether something senses presence here
 * @param accessible whether it suits a wheelchair, and is kept for those who need such a seat
 */
public record Seat(String id, String zone, int x, int y, boolean sensor, boolean accessible) {
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
}
