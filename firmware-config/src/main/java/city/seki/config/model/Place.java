package city.seki.config.model;

/** What a sensor looks at, within the office of its unit. */
public sealed interface Place {
  /** A seat, {@code seat:A-03}. */
  record AtSeat(String seat) implements Place {
    public AtSeat {
      Names.require("seat", seat);
    }

    @Override
    public String toString() {
      return "seat:" + seat;
    }
  }

  /** A room, {@code room:vc-1}. */
  record InRoom(String room) implements Place {
    public InRoom {
      Names.require("room", room);
    }

    @Override
    public String toString() {
      return "room:" + room;
    }
  }

  /**
   * Reads {@code seat:NAME} or {@code room:NAME}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Place parse(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "seat" -> new AtSeat(name);
      case "room" -> new InRoom(name);
      default ->
          throw new IllegalArgumentException(
              "place '" + text + "' is neither seat:{seat} nor room:{room}");
    };
  }
}
