package city.seki.edge.card.pcsc;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.Refusal;

/** What lies on the reader, as far as its answer to reset tells. */
sealed interface CardKind {
  /** A card with an id to read. */
  record HasId(CardTech tech) implements CardKind {}

  /**
   * An ISO 14443-4 card whose answer may be that of either type: only the length of its id tells,
   * since that of type B has 4 bytes.
   */
  record TypeAOrB() implements CardKind {}

  /** Nothing to ask: by its answer alone it is none of ours. */
  record Refused(CardTech tech, Refusal reason) implements CardKind {}
}
