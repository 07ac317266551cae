package city.seki.edge.av.zoom;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/** What a room says. */
sealed interface ZaapiMessage {
  /** Commands may be sent. */
  record LoggedIn() implements ZaapiMessage {}

  /** A command was taken. */
  record Done() implements ZaapiMessage {}

  /**
   * Whether a meeting runs.
   *
   * @param status the room's word, as {@code NOT_IN_MEETING}
   */
  record Call(String status) implements ZaapiMessage {}

  /** What the room is; what it does not say is null. */
  record Unit(@Nullable String name, @Nullable String platform, @Nullable String version)
      implements ZaapiMessage {}

  /** A request failed. */
  record Failed() implements ZaapiMessage {}

  /** Another controller took over, or is about to: a command has to be sent again. */
  record NotExecuted() implements ZaapiMessage {}

  /** What nobody here asks about, such as the part of a call that is no status. */
  record Other() implements ZaapiMessage {}

  /** What the room does not say that way. */
  record Unreadable() implements ZaapiMessage {}

  /** The line is closed; nothing comes after it. */
  record Ended() implements ZaapiMessage {}

  /** One whole JSON object. */
  static ZaapiMessage ofJson(byte[] json) {
    try {
      JsonFields fields = JsonFields.parse(json);
      JsonFields call = fields.objectOrNull("Call");
      String status = call == null ? null : call.plain("Status");
      if (status != null) {
        return new Call(status);
      }
      if (fields.has("Pipe")) {
        return new NotExecuted();
      }
      JsonFields unit = fields.objectOrNull("SystemUnit");
      return unit == null ? result(fields) : unit(unit);
    } catch (BadMessage e) {
      return new Unreadable();
    }
  }

  private static ZaapiMessage unit(JsonFields unit) throws BadMessage {
    JsonFields room = unit.objectOrNull("room_info");
    String version = unit.plain("room_version");
    return new Unit(
        room == null ? null : room.plain("room_name"),
        unit.plain("platform"),
        version == null ? unit.plain("version") : version);
  }

  private static ZaapiMessage result(JsonFields fields) throws BadMessage {
    JsonFields result = fields.objectOrNull("Status");
    boolean failed = result != null && "Error".equals(result.plain("state"));
    return failed ? new Failed() : new Other();
  }

  /** One line outside of objects; null if it says nothing. */
  static @Nullable ZaapiMessage ofLine(String line) {
    String text = line.strip();
    if (text.equals("OK")) {
      return new Done();
    }
    if (text.equals("*r Login successful")) {
      return new LoggedIn();
    }
    if (text.startsWith("*e Pipe ")) {
      return new NotExecuted(); // OtherControllerLogin, Reconnecting
    }
    String status = "*s Call Status: ";
    return text.startsWith(status) ? new Call(text.substring(status.length()).strip()) : null;
  }
}
