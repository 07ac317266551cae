package city.seki.edge.card;

/** Why something in the field is not taken as a staff card (hardware.md 1.3 and 1.5). */
public enum Refusal {
  /** An id that changes at every tap or that its bearer chooses: it identifies nobody. */
  RANDOM_ID("random-id"),
  /** More than one card answers: it is not said which of them was meant. */
  TWO_CARDS("two-cards"),
  /** A peer device, a truncated or impossible id. */
  NOT_A_CARD("not-a-card"),
  /** It has the number of a card and not its key: a copy, or a card that was given no key. */
  NOT_GENUINE("not-genuine"),
  /** It cannot prove that it is no copy, or did not in time, where that is asked for. */
  UNPROVEN("unproven");

  private final String word;

  Refusal(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
