package city.seki.config.model;

/**
 * A meeting or video-conference room.
 *
 * @param booked whether it is for those who booked it: somebody in it without a booking is then
 *     worth a word
 */
public record Room(String id, Text name, boolean booked) {
  public Room {
    Names.require("room", id);
  }

  /** A room that anybody may walk into. */
  public Room(String id, Text name) {
    this(id, name, false);
  }
}
