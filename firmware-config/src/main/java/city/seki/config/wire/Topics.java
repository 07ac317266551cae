package city.seki.config.wire;

import city.seki.config.model.Names;
import city.seki.config.model.SeatId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The topics of contract.md, version 1. */
public final class Topics {
  private static final String UNIT = "seki/1/unit/";
  private static final String OFFICE = "seki/1/office/";
  private static final String DAY = "seki/1/stats/daily/";

  private Topics() {}

  /** A unit's own channels. */
  public enum Channel {
    STATUS("status"),
    TAP("tap"),
    DECISION("decision"),
    PRESENCE("presence"),
    DEVICE("device"),
    HEALTH("health"),
    /** The hub's echo of a health message: proof that the way is open in both directions. */
    PONG("pong"),
    /** What the unit needs to know of its office to decide alone; retained. */
    SNAPSHOT("snapshot"),
    /** Who may sit where, which the snapshot builds on; sent to a unit that has not got it. */
    SNAPSHOT_PEOPLE("snapshot/people"),
    CONFIG_DESIRED("config/desired"),
    CONFIG_REPORTED("config/reported"),
    COMMAND("command"),
    COMMAND_RESULT("command/result"),
    /** A part of a configuration or of software that the unit asks for. */
    PIECE_WANT("piece/want"),
    /** That part, as bytes. */
    PIECE("piece");

    private final String path;

    Channel(String path) {
      this.path = path;
    }

    public String path() {
      return path;
    }

    /** Whether a broker keeps its last message. */
    public boolean isRetained() {
      return switch (this) {
        case STATUS, SNAPSHOT, CONFIG_DESIRED, CONFIG_REPORTED -> true;
        case TAP,
            DECISION,
            PRESENCE,
            DEVICE,
            HEALTH,
            PONG,
            SNAPSHOT_PEOPLE,
            COMMAND,
            COMMAND_RESULT,
            PIECE_WANT,
            PIECE ->
            false;
      };
    }

    /** Whether only the hub writes it. */
    public boolean isFromHub() {
      return switch (this) {
        case DECISION, PONG, SNAPSHOT, SNAPSHOT_PEOPLE, CONFIG_DESIRED, COMMAND, PIECE -> true;
        case STATUS, TAP, PRESENCE, DEVICE, HEALTH, CONFIG_REPORTED, COMMAND_RESULT, PIECE_WANT ->
            false;
      };
    }
  }

  /** A topic of one unit, taken apart. */
  public record UnitTopic(String unit, Channel channel) {}

  public static String unit(String unit, Channel channel) {
    return UNIT + Names.require("unit", unit) + '/' + channel.path();
  }

  /** The filter for that channel of every unit. */
  public static String everyUnit(Channel channel) {
    return UNIT + "+/" + channel.path();
  }

  public static String seat(SeatId seat) {
    return OFFICE + seat.office() + "/seat/" + seat.seat();
  }

  public static String room(String office, String room) {
    return OFFICE + office + "/room/" + room;
  }

  /** The filter for every room of an office. */
  public static String everyRoom(String office) {
    return OFFICE + Names.require("office", office) + "/room/+";
  }

  /** The filter for every kit of an office. */
  public static String everyKit(String office) {
    return OFFICE + Names.require("office", office) + "/kit/+";
  }

  public static String kit(String office, String kit) {
    return OFFICE + office + "/kit/" + kit;
  }

  public static String summary(String office) {
    return OFFICE + office + "/summary";
  }

  /** The figures of that day. */
  public static String day(LocalDate day) {
    return DAY + day;
  }

  /** The unit and channel of a topic, null for a topic of another kind. */
  public static @Nullable UnitTopic parse(String topic) {
    if (!topic.startsWith(UNIT)) {
      return null;
    }
    int slash = topic.indexOf('/', UNIT.length());
    if (slash < 0) {
      return null;
    }
    String unit = topic.substring(UNIT.length(), slash);
    String path = topic.substring(slash + 1);
    for (Channel channel : Channel.values()) {
      if (channel.path().equals(path)) {
        return Names.isName(unit) ? new UnitTopic(unit, channel) : null;
      }
    }
    return null;
  }
}
