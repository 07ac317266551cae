package city.seki.edge.card;

import city.seki.config.wire.CardTech;

/** What one poll found in the field of a reader. */
public sealed interface Field {
  /** No card. */
  record Empty() implements Field {}

  /** One card that identifies somebody. */
  record Present(Card card) implements Field {}

  /** Something that is not accepted as a card. */
  record Refused(CardTech tech, Refusal reason) implements Field {}
}
