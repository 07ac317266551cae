package city.seki.edge.card;

import city.seki.config.wire.CardTech;

/** What one poll found in the field of a reader. */
public sealed interface Field {
  /** No card. */
  record Empty() implements Field {}

  /**
   * One card that identifies somebody.
   *
   * @param proof whether it is known to be no copy
   */
  record Present(Card card, Proof proof) implements Field {
    /** A card that was not asked to prove anything. */
    public Present(Card card) {
      this(card, Proof.NOT_ASKED);
    }
  }

  /** Something that is not accepted as a card. */
  record Refused(CardTech tech, Refusal reason) implements Field {}
}
