package city.seki.config.model;

import org.jspecify.annotations.Nullable;

/**
 * One reader of a unit and the light beside it.
 *
 * @param name what the reader stands at
 * @param device where it is connected, as {@code seki-edge readers --watch} takes it
 * @param light the pins of its light and buzzer, null where it has none
 * @param felicaMac whether FeliCa Lite-S cards have to prove here that they are no copies
 */
public record Wiring(
    ReaderName name, String device, @Nullable LightPins light, FelicaMac felicaMac) {
  /** A reader that takes cards by their number. */
  public Wiring(ReaderName name, String device, @Nullable LightPins light) {
    this(name, device, light, FelicaMac.OFF);
  }

  /**
   * BCM numbers of the output pins; a red-green-blue light mixes amber from red and green.
   *
   * @param buzzer null where there is none
   */
  public record LightPins(int red, int green, int blue, @Nullable Integer buzzer) {}
}
