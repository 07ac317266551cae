package city.seki.hub.rollout;

/** What units are to become by a roll-out. */
public sealed interface Goal {
  /** The configuration of that version. */
  record Configuration(long version) implements Goal {}

  /**
   * Software.
   *
   * @param version as the bundle calls itself, {@code 0.2.0}
   * @param sha256 of the bundle, lower-case hex
   * @param size of the bundle, in bytes
   */
  record Software(String version, String sha256, long size) implements Goal {}

  /** Each unit that was reached by that roll-out gets the configuration that it had before. */
  record Before(long rollout) implements Goal {}

  /** Whether a roll-out of the one makes one of the other pointless. */
  default boolean isOfTheKindOf(Goal other) {
    return this instanceof Software == other instanceof Software;
  }
}
