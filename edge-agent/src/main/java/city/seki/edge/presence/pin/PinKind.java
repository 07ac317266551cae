package city.seki.edge.presence.pin;

import city.seki.edge.bus.InputPin.Pull;
import city.seki.edge.presence.Reading;
import java.time.Duration;

/** What is wired to a pin, and what its levels mean. */
enum PinKind {
  /**
   * HC-SR501 or AM312 (hardware.md 2.3): in the first minute it gives false pulses. After each
   * pulse it is blind, for 2.5 s at most: a low that lasted no longer says nothing.
   */
  PIR(Pull.DOWN, Duration.ofMillis(20), Duration.ofMillis(2500), Duration.ofMinutes(1)) {
    @Override
    Reading reading(boolean high) {
      return new Reading.Motion(high);
    }
  },
  /** A reed contact to ground, closed by the magnet of a closed door; it bounces for some ms. */
  DOOR(Pull.UP, Duration.ofMillis(30), Duration.ofMillis(30), Duration.ZERO) {
    @Override
    Reading reading(boolean high) {
      return new Reading.Door(high);
    }
  },
  /** A contact to ground that closes under a load; foam lets it bounce longer. */
  PAD(Pull.UP, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ZERO) {
    @Override
    Reading reading(boolean high) {
      return new Reading.Pad(!high);
    }
  };

  private final Pull pull;
  private final Duration rise;
  private final Duration fall;
  private final Duration warmUp;

  PinKind(Pull pull, Duration rise, Duration fall, Duration warmUp) {
    this.pull = pull;
    this.rise = rise;
    this.fall = fall;
    this.warmUp = warmUp;
  }

  abstract Reading reading(boolean high);

  Pull pull() {
    return pull;
  }

  Level level() {
    return new Level(rise, fall);
  }

  /** How long after its power came its high is not believed. */
  Duration warmUp() {
    return warmUp;
  }
}
