package city.seki.edge.presence.emulated;

import city.seki.edge.bus.emulated.EmulatedBoard;

/**
 * A contact to ground on an input pin of an emulated board, closed or open: at a door, or in a pad
 * under a seat. Thread-safe.
 */
public final class EmulatedContact {
  private final EmulatedBoard board;
  private final int pin;
  private boolean closed;
  private boolean stuck;

  private EmulatedContact(EmulatedBoard board, int pin, boolean closed) {
    this.board = board;
    this.pin = pin;
    set(closed);
  }

  /** At a door that is closed at first. */
  public static EmulatedContact door(EmulatedBoard board, int pin) {
    return new EmulatedContact(board, pin, true);
  }

  /** In a pad on which nobody sits at first. */
  public static EmulatedContact pad(EmulatedBoard board, int pin) {
    return new EmulatedContact(board, pin, false);
  }

  /** Closed while the door is, or while somebody sits. */
  public synchronized void set(boolean nowClosed) {
    closed = nowClosed;
    if (!stuck) {
      board.setInput(pin, !closed);
    }
  }

  /** As {@link #set}, with so many false edges before it, as contacts bounce. */
  public synchronized void bounce(boolean nowClosed, int edges) {
    for (int i = 0; i < edges && !stuck; i++) {
      board.setInput(pin, i % 2 == 0 ? nowClosed : !nowClosed);
    }
    set(nowClosed);
  }

  /** Its reed is welded: it stays as it is. */
  public synchronized void stick() {
    stuck = true;
  }

  /** Its wire is cut: it looks open. */
  public synchronized void cut() {
    stuck = true;
    board.floatInput(pin);
  }

  public synchronized void heal() {
    stuck = false;
    board.setInput(pin, !closed);
  }
}
