package city.seki.edge.light;

import org.jspecify.annotations.Nullable;

/**
 * What one lamp says: a resting signal that lasts, and over it a flash that is over by itself; then
 * the light returns to what rests. The lamp is told only when something changes. Confined to the
 * thread of the agent; times are monotonic milliseconds.
 */
public final class Indicator {
  private record Shown(Signal signal, Pattern pattern, long since) {
    static Shown from(Signal signal, long now) {
      return new Shown(signal, Pattern.of(signal), now);
    }

    Pins at(long now) {
      return pattern.at(now - since);
    }
  }

  private final Lamp lamp;
  private Shown rest = Shown.from(Signal.OFF, 0);
  private @Nullable Shown flash;
  private Signal lastSignal = Signal.OFF;
  private Pins lastPins = Pins.DARK;

  public Indicator(Lamp lamp) {
    this.lamp = lamp;
    lamp.show(lastSignal, lastPins);
  }

  /** From now on that signal lasts; a flash under way is still shown to its end. */
  public void rest(Signal signal, long now) {
    rest = Shown.from(signal, now);
    var _ = refresh(now);
  }

  /** Answers a tap; a flash under way gives way. */
  public void flash(Signal signal, long now) {
    flash = Shown.from(signal, now);
    var _ = refresh(now);
  }

  /**
   * Shows what is due.
   *
   * @return milliseconds until this must be called again, {@link Pattern#NEVER} if nothing moves
   */
  public long refresh(long now) {
    if (flash != null && flash.pattern().isOver(now - flash.since())) {
      flash = null;
    }
    Shown due = flash == null ? rest : flash;
    show(due.signal(), due.at(now));
    return due.pattern().nextChange(now - due.since());
  }

  /** Dark, for good: the unit ends. */
  public void off() {
    show(Signal.OFF, Pins.DARK);
  }

  private void show(Signal signal, Pins pins) {
    if (signal != lastSignal || !pins.equals(lastPins)) {
      lastSignal = signal;
      lastPins = pins;
      lamp.show(signal, pins);
    }
  }
}
