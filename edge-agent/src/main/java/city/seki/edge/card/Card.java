package city.seki.edge.card;

import city.seki.config.wire.CardTech;

/**
 * A card in the field of a reader. Its id never leaves the unit and is never logged.
 *
 * @param tech how it was read
 * @param id IDm or UID, upper-case hex in the card's own order
 */
public record Card(CardTech tech, String id) {
  public Card {
    if (!id.matches("([0-9A-F]{2})+")) {
      throw new IllegalArgumentException("a card id is upper-case hex of whole bytes");
    }
  }

  /** Without the id, so that no log line can carry a card number. */
  @Override
  public String toString() {
    return "Card[" + tech.word() + "]";
  }
}
