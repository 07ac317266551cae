package city.seki.edge.meter;

import city.seki.edge.presence.SensorEvent;

/**
 * When a meter that was started with {@code --once} has seen enough: the first reading, or the end
 * of standard input; in the latter case not before the sensor has said something, or has shown that
 * it says nothing, so that {@code --once </dev/null} tells what it senses. Thread-safe.
 */
final class FirstReading {
  private boolean spoken;
  private boolean inputEnded;

  /** Whether that was enough. */
  synchronized boolean after(SensorEvent event) {
    return switch (event) {
      case SensorEvent.Ready _ -> false;
      case SensorEvent.Read _ -> {
        spoken = true;
        yield true;
      }
      case SensorEvent.Discarded _, SensorEvent.Fault _ -> {
        spoken = true;
        yield inputEnded;
      }
    };
  }

  /** Whether that was enough. */
  synchronized boolean afterInput() {
    inputEnded = true;
    return spoken;
  }
}
