package city.seki.edge.presence.fusion;

/**
 * A sensor of a place, as the configuration names it.
 *
 * @param name unique in the place
 */
public record DeclaredSensor(String name, SensorKind kind) {
  public DeclaredSensor {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A sensor of kind " + kind.word() + " has no name");
    }
  }
}
