package city.seki.config.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a Raspberry Pi runs slower than it could, as its firmware tells. */
public enum Strain {
  /** Less than 4.63 V: a weak supply, or a thin cable. */
  UNDER_VOLTAGE,
  /** The processor is held below its usual clock. */
  FREQUENCY_CAPPED,
  THROTTLED,
  /** Past the temperature from which it slows down by itself. */
  SOFT_TEMPERATURE_LIMIT;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null for a word of a later version. */
  static @Nullable Strain of(String word) {
    for (Strain strain : values()) {
      if (strain.word().equals(word)) {
        return strain;
      }
    }
    return null;
  }
}
