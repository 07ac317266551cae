package city.seki.edge.light;

/** Which outputs of a light are on. */
public record Pins(boolean red, boolean green, boolean blue, boolean buzzer) {
  /** Everything off. */
  public static final Pins DARK = new Pins(false, false, false, false);

  static final Pins RED = new Pins(true, false, false, false);
  static final Pins GREEN = new Pins(false, true, false, false);
  static final Pins BLUE = new Pins(false, false, true, false);

  /** A red-green-blue light has no amber of its own: red and green together. */
  static final Pins AMBER = new Pins(true, true, false, false);

  Pins beeping() {
    return new Pins(red, green, blue, true);
  }
}
