package city.seki.config.model;

import java.util.List;

/** One Raspberry Pi with what is wired to it; it stands in one office. */
public record Unit(String id, String office, List<Wiring> readers) {
  public Unit {
    Names.require("unit", id);
    Names.require("office", office);
    readers = List.copyOf(readers);
  }
}
