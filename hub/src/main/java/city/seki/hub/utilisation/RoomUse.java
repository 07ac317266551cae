package city.seki.hub.utilisation;

/**
 * How a room was used, in minutes in which its office was open.
 *
 * @param unknown in which nothing told whether somebody was there
 * @param booked whether somebody came or not
 */
record RoomUse(long open, long occupied, long unknown, long booked) {
  static final RoomUse NONE = new RoomUse(0, 0, 0, 0);

  RoomUse plus(RoomUse other) {
    return new RoomUse(
        open + other.open,
        occupied + other.occupied,
        unknown + other.unknown,
        booked + other.booked);
  }
}
