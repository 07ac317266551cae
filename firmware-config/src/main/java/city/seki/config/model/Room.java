package city.seki.config.model;

/** A meeting or video-conference room. */
public record Room(String id, Text name) {
  public Room {
    Names.require("room", id);
  }
}
