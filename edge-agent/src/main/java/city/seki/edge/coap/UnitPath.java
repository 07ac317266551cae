package city.seki.edge.coap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths that a unit answers. */
sealed interface UnitPath {
  String SENSORS = "sensors";

  /** {@code /sensors/{name}}. */
  record OfSensor(String name) implements UnitPath {}

  /** {@code /seats/{seat}} and {@code /rooms/{room}}. */
  record OfLabel(Place place) implements UnitPath {}

  /** {@code /.well-known/core} (RFC 6690). */
  record OfDirectory() implements UnitPath {}

  /** Null if nothing can be there. */
  static @Nullable UnitPath of(List<String> path) {
    if (path.size() != 2) {
      return null;
    }
    String name = path.getLast();
    return switch (path.getFirst()) {
      case SENSORS -> new OfSensor(name);
      case Place.SEATS -> new OfLabel(Place.seat(name));
      case Place.ROOMS -> new OfLabel(Place.room(name));
      case ".well-known" -> name.equals("core") ? new OfDirectory() : null;
      default -> null;
    };
  }
}
