package city.seki.config.model;

/** A room, named within its office. */
public record RoomId(String office, String room) {
  public RoomId {
    Names.require("office", office);
    Names.require("room", room);
  }

  @Override
  public String toString() {
    return office + '/' + room;
  }
}
