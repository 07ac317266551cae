package city.seki.edge.card;

import city.seki.config.wire.CardTech;

/** What the watch of one reader tells, in this order for ever: ready, cards come and go, fault. */
public sealed interface ReaderEvent {
  /** The reader answers; the field is being watched from now on. */
  record Ready(String firmware) implements ReaderEvent {}

  /**
   * A card was laid on the reader: one event however long it stays.
   *
   * @param proof whether it is known to be no copy
   */
  record CardSeen(Card card, Proof proof) implements ReaderEvent {
    /** A card that was not asked to prove anything. */
    public CardSeen(Card card) {
      this(card, Proof.NOT_ASKED);
    }
  }

  /** Something that is not accepted as a card was laid on the reader. */
  record CardRefused(CardTech tech, Refusal reason) implements ReaderEvent {}

  /** The field is empty again. */
  record CardGone() implements ReaderEvent {}

  /** The reader does not answer; the watch goes on trying and tells {@link Ready} when it does. */
  record Fault(ReaderFault.Cause cause, String detail) implements ReaderEvent {}
}
