package city.seki.config.model;

/** A reader as a tap names it: the seat that it stands at, or the kiosk at the door. */
public sealed interface ReaderName {
  /** The reader of one seat, {@code seat:A-03}. */
  record AtSeat(String seat) implements ReaderName {
    public AtSeat {
      Names.require("seat", seat);
    }

    @Override
    public String toString() {
      return "seat:" + seat;
    }
  }

  /** A reader that gives out seats, {@code kiosk:door}. */
  record Kiosk(String name) implements ReaderName {
    public Kiosk {
      Names.require("kiosk", name);
    }

    @Override
    public String toString() {
      return "kiosk:" + name;
    }
  }

  /**
   * Reads {@code seat:NAME} or {@code kiosk:NAME}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static ReaderName parse(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "seat" -> new AtSeat(name);
      case "kiosk" -> new Kiosk(name);
      default ->
          throw new IllegalArgumentException(
              "reader '" + text + "' is neither seat:{seat} nor kiosk:{name}");
    };
  }
}
