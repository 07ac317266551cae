package city.seki.edge.av.zoom;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a room: whatever it told last. Immutable.
 *
 * @param call the room's word for its call, null as long as it told none
 */
record RoomState(
    @Nullable String call,
    @Nullable String name,
    @Nullable String platform,
    @Nullable String version) {
  static final String SOURCE = "zoom";
  static final RoomState NOTHING = new RoomState(null, null, null, null);
  private static final int LONGEST_TEXT = 128;

  /** With what that message tells; a message that tells no state leaves the old one. */
  RoomState after(ZaapiMessage message) {
    return switch (message) {
      case ZaapiMessage.Call told -> new RoomState(cut(told.status()), name, platform, version);
      case ZaapiMessage.Unit unit ->
          new RoomState(call, cut(unit.name()), cut(unit.platform()), cut(unit.version()));
      case ZaapiMessage.LoggedIn _,
          ZaapiMessage.Done _,
          ZaapiMessage.Failed _,
          ZaapiMessage.NotExecuted _,
          ZaapiMessage.Other _,
          ZaapiMessage.Unreadable _,
          ZaapiMessage.Ended _ ->
          this;
    };
  }

  DeviceReport report() {
    SortedMap<String, String> details = new TreeMap<>();
    put(details, "Call/Status", call);
    put(details, "SystemUnit/platform", platform);
    return new DeviceReport(
        state(), SOURCE, cause(), name, version, List.of(), List.of(), null, details);
  }

  private DeviceState state() {
    return switch (call) {
      case "NOT_IN_MEETING" -> DeviceState.IDLE;
      case "CONNECTING_MEETING", "IN_MEETING" -> DeviceState.IN_CALL;
      case null, default -> DeviceState.UNKNOWN;
    };
  }

  private @Nullable String cause() {
    if (state() != DeviceState.UNKNOWN) {
      return null;
    }
    return "LOGGED_OUT".equals(call) ? "logged-out" : "unfamiliar";
  }

  private static void put(SortedMap<String, String> details, String key, @Nullable String value) {
    if (value != null) {
      details.put(key, value);
    }
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
