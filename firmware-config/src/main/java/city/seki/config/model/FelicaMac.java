package city.seki.config.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a reader lets a FeliCa Lite-S card prove by its key that it is no copy. A number alone
 * can be copied to another card; the key cannot be read from a card.
 */
public enum FelicaMac {
  /** The number is enough. */
  OFF,
  /**
   * A Lite-S card must prove it, other cards are taken by their number. Who copies a number to a
   * card of another kind gets past: this is for the time while cards are being replaced.
   */
  PREFER,
  /** Only cards that prove it are taken. */
  REQUIRE;

  /** As it is written in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What that word means, empty if it is none of them. */
  public static Optional<FelicaMac> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
