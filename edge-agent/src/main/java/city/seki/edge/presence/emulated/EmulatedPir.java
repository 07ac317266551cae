package city.seki.edge.presence.emulated;

import city.seki.edge.bus.emulated.EmulatedBoard;

/** A passive infrared sensor on an input pin of an emulated board. Thread-safe. */
public final class EmulatedPir {
  private final EmulatedBoard board;
  private final int pin;
  private boolean moving;
  private boolean stuck;

  /** It sees nothing at first. */
  public EmulatedPir(EmulatedBoard board, int pin) {
    this.board = board;
    this.pin = pin;
    board.setInput(pin, false);
  }

  /** Whether something warm moves before it. */
  public synchronized void sense(boolean somethingMoves) {
    moving = somethingMoves;
    if (!stuck) {
      board.setInput(pin, moving);
    }
  }

  /** Its output stays as it is, whatever moves. */
  public synchronized void stick() {
    stuck = true;
  }

  /** Its wire is cut. */
  public synchronized void cut() {
    stuck = true;
    board.floatInput(pin);
  }

  public synchronized void heal() {
    stuck = false;
    board.setInput(pin, moving);
  }
}
