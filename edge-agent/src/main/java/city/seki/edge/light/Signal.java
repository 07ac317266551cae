package city.seki.edge.light;

import city.seki.config.wire.Light;

/** What a light can say: the words of the wire, and those that only a unit alone says. */
public enum Signal {
  OFF,
  GREEN,
  BLUE,
  RED,
  RED_AMBER,
  /** The reader or the unit is in trouble. */
  AMBER,
  /** A reservation of somebody else is near. */
  WARN,
  /** Somebody sits here without a claim. */
  UNCLAIMED,
  /** The tap is on disk, the hub has not decided about it yet. */
  NOTED,
  /** The unit asks the hub for its certificate. */
  ENROLLING,
  /** An operator has to let the unit in. */
  WAITING,
  /** The hub has refused the unit. */
  SHUT_OUT,
  /** Somebody looks for the unit. */
  IDENTIFY;

  /** The signal of that word of the wire. */
  public static Signal of(Light light) {
    return switch (light) {
      case OFF -> OFF;
      case GREEN -> GREEN;
      case BLUE -> BLUE;
      case RED -> RED;
      case RED_AMBER -> RED_AMBER;
      case AMBER -> AMBER;
      case WARN -> WARN;
      case UNCLAIMED -> UNCLAIMED;
    };
  }

  /** Whether it answers something and is over by itself; the others last until another is told. */
  public boolean isFlash() {
    return switch (this) {
      case GREEN, BLUE, RED, RED_AMBER, NOTED -> true;
      case OFF, AMBER, WARN, UNCLAIMED, ENROLLING, WAITING, SHUT_OUT, IDENTIFY -> false;
    };
  }
}
