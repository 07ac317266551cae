package city.seki.edge.card;

/** Whether a card that is taken has proved to be no copy; one that failed is refused. */
public enum Proof {
  /** It was not asked to. */
  NOT_ASKED,
  /** It knows the key that was given to the card of that number. */
  GIVEN,
  /** This kind of card, or this reader, knows no such proof. */
  UNSUPPORTED
}
