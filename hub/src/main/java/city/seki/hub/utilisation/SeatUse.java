package city.seki.hub.utilisation;

/**
 * How the seats of a part of the city were used in a time.
 *
 * @param offered minutes of every seat in which its office was open and it was in service
 * @param claimed those of the offered minutes in which it was held
 * @param outside minutes in which a seat was held and not offered
 * @param claims that began
 * @param reservations that were kept or dropped; those that were cancelled do not count
 * @param noShows those of them that were dropped
 * @param unclaimedMinutes of all unclaimed uses, from when somebody sat there
 * @param conflicts grants that were none: two units that were alone gave one seat
 * @param autoClosed claims that began in this time and that only closing time ended
 */
record SeatUse(
    long offered,
    long claimed,
    long outside,
    Peak peak,
    long claims,
    long reservations,
    long noShows,
    long unclaimedUses,
    long unclaimedMinutes,
    long conflicts,
    long autoClosed) {
  static final SeatUse NONE = new SeatUse(0, 0, 0, Peak.NONE, 0, 0, 0, 0, 0, 0, 0);

  /** Of this time and another time of the same part. */
  SeatUse plus(SeatUse other) {
    return new SeatUse(
        offered + other.offered,
        claimed + other.claimed,
        outside + other.outside,
        peak.or(other.peak),
        claims + other.claims,
        reservations + other.reservations,
        noShows + other.noShows,
        unclaimedUses + other.unclaimedUses,
        unclaimedMinutes + other.unclaimedMinutes,
        conflicts + other.conflicts,
        autoClosed + other.autoClosed);
  }
}
