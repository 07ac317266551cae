package city.seki.config.wire;

import java.util.Locale;

/** What the light at a reader says; product.md §4 gives the patterns. */
public enum Light {
  OFF,
  GREEN,
  BLUE,
  RED,
  RED_AMBER,
  /** The reader or the unit is in trouble. */
  AMBER,
  /** Green, blinking: a reservation of somebody else is near. */
  WARN,
  /** Amber, blinking: somebody sits here without a claim. */
  UNCLAIMED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if no light has that word
   */
  public static Light of(String word) {
    for (Light light : values()) {
      if (light.word().equals(word)) {
        return light;
      }
    }
    throw new IllegalArgumentException("unknown light '" + word + "'");
  }
}
