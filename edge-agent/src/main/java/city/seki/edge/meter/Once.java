package city.seki.edge.meter;

import city.seki.edge.card.ReaderEvent;

/**
 * When a meter that was started with {@code --once} has seen enough: the first card has come and
 * gone, or standard input has ended; in the latter case not before the reader has said its first
 * word, so that {@code --once </dev/null} tells whether the reader is there. Thread-safe.
 */
final class Once {
  private boolean spoken;
  private boolean cardCame;
  private boolean inputEnded;

  /** Whether that was enough. */
  synchronized boolean after(ReaderEvent event) {
    spoken = true;
    return switch (event) {
      case ReaderEvent.CardSeen _, ReaderEvent.CardRefused _ -> {
        cardCame = true;
        yield inputEnded;
      }
      case ReaderEvent.CardGone _ -> cardCame || inputEnded;
      case ReaderEvent.Ready _, ReaderEvent.Fault _ -> inputEnded;
    };
  }

  /** Whether that was enough. */
  synchronized boolean afterInput() {
    inputEnded = true;
    return spoken;
  }
}
