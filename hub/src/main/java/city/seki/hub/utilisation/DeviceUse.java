package city.seki.hub.utilisation;

/**
 * How a device of a room was used.
 *
 * @param room its name within the office
 * @param inCall minutes, at any time of the day
 * @param onWhileEmpty minutes, at any time of the day, in which it was awake in a room with nobody
 *     in it, for ten minutes at least
 * @param faults how often it began not to work
 * @param faultMinutes in which it did not work and the office was open
 * @param offlineMinutes in which it could not be reached and the office was open
 */
record DeviceUse(
    String room,
    long inCall,
    long onWhileEmpty,
    long faults,
    long faultMinutes,
    long offlineMinutes) {

  static DeviceUse none(String room) {
    return new DeviceUse(room, 0, 0, 0, 0, 0);
  }

  /** Of this time and a later one; it may have been moved to another room. */
  DeviceUse plus(DeviceUse later) {
    return new DeviceUse(
        later.room,
        inCall + later.inCall,
        onWhileEmpty + later.onWhileEmpty,
        faults + later.faults,
        faultMinutes + later.faultMinutes,
        offlineMinutes + later.offlineMinutes);
  }
}
