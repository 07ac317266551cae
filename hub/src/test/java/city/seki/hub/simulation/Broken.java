package city.seki.hub.simulation;

/** Something that must always hold did not. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String message) {
    super(message);
  }
}
