package city.seki.config.rules;

import java.util.Locale;

/** What became of a promise. */
public enum ReservationOutcome {
  /** Neither kept nor dropped yet. */
  OPEN,
  TAKEN,
  NO_SHOW,
  CANCELLED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if there is no such outcome
   */
  public static ReservationOutcome of(String word) {
    for (ReservationOutcome outcome : values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("unknown outcome of a reservation '" + word + "'");
  }
}
