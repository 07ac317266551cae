package city.seki.edge.coap;

import city.seki.config.model.Names;
import city.seki.config.model.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths that a unit answers. */
sealed interface UnitPath {
  String SENSORS = "sensors";
  String SEATS = "seats";
  String ROOMS = "rooms";

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
      case SEATS -> Names.isName(name) ? new OfLabel(new Place.AtSeat(name)) : null;
      case ROOMS -> Names.isName(name) ? new OfLabel(new Place.InRoom(name)) : null;
      case ".well-known" -> name.equals("core") ? new OfDirectory() : null;
      default -> null;
    };
  }

  /** The path at which a label asks for that place. */
  static String of(Place place) {
    return switch (place) {
      case Place.AtSeat(String seat) -> "/" + SEATS + "/" + seat;
      case Place.InRoom(String room) -> "/" + ROOMS + "/" + room;
    };
  }
}
