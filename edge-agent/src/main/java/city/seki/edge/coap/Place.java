package city.seki.edge.coap;

/** What a label is about: a seat or a room of the unit's office. */
public record Place(Kind kind, String name) {
  static final String SEATS = "seats";
  static final String ROOMS = "rooms";

  /** Seats and rooms have names of their own. */
  public enum Kind {
    SEAT,
    ROOM
  }

  public static Place seat(String name) {
    return new Place(Kind.SEAT, name);
  }

  public static Place room(String name) {
    return new Place(Kind.ROOM, name);
  }

  /** The path that is asked for. */
  public String path() {
    return switch (kind) {
      case SEAT -> "/" + SEATS + "/" + name;
      case ROOM -> "/" + ROOMS + "/" + name;
    };
  }
}
