package city.seki.config.wire;

import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An order of the hub that a unit carries out once and answers by a {@link CommandResultMessage}.
 *
 * <p>It is for one run of the unit's agent: what a broker or a network delivers again after a
 * reboot is not done again, and nothing of it has to be kept on the disk.
 *
 * @param id tells it from all others; sent again, it is answered again and not done again
 * @param boot the run that it is for
 * @param expiresAt after which it is too old to be done
 */
public record CommandMessage(String id, String boot, OffsetDateTime expiresAt, Order order)
    implements UnitCommand {
  /** Lines of log that one answer holds at most. */
  public static final int MOST_LINES = 300;

  /** Seconds for which lights blink at most. */
  public static final int LONGEST_IDENTIFY_S = 600;

  private static final int IDENTIFY_S = 30;

  /** What to do. */
  public sealed interface Order {
    /** As on the wire. */
    String word();

    /** All lights blink, so that somebody in the room finds the unit. */
    record Identify(int seconds) implements Order {
      @Override
      public String word() {
        return "identify";
      }
    }

    /** Start anew; refused by a unit that nothing would start again. */
    record Reboot(What what) implements Order {
      @Override
      public String word() {
        return "reboot";
      }
    }

    /** Tell the newest lines of the log, {@code lines} of them at most. */
    record Logs(int lines) implements Order {
      @Override
      public String word() {
        return "logs";
      }
    }

    /** Look at each part and tell how it is, without disturbing who taps. */
    record SelfTest() implements Order {
      @Override
      public String word() {
        return "selftest";
      }
    }

    /** Try again what the unit was told to be and could not. */
    record Update() implements Order {
      @Override
      public String word() {
        return "update";
      }
    }

    /** An order of a later version, which is refused with a word. */
    record Other(String word) implements Order {}
  }

  /** What a reboot starts anew. */
  public enum What {
    AGENT,
    MACHINE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such thing
     */
    public static What of(String word) {
      for (What what : values()) {
        if (what.word().equals(word)) {
          return what;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is neither agent nor machine");
    }
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("do", order.word()).put("id", id).put("boot", boot);
          o.put("expires_at", expiresAt);
          switch (order) {
            case Order.Identify(int seconds) -> o.put("seconds", seconds);
            case Order.Reboot(What what) -> o.put("what", what.word());
            case Order.Logs(int lines) -> o.put("lines", lines);
            case Order.SelfTest _, Order.Update _, Order.Other _ -> {}
          }
        });
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/command.schema.json}
   */
  public static CommandMessage parse(byte[] json) throws BadMessage {
    return read(JsonFields.parse(json));
  }

  static CommandMessage read(JsonFields fields) throws BadMessage {
    fields.version();
    return new CommandMessage(
        fields.word("id", Boot::require),
        fields.word("boot", Boot::require),
        fields.moment("expires_at"),
        order(fields));
  }

  private static Order order(JsonFields fields) throws BadMessage {
    String word = fields.text("do");
    int seconds = upTo(LONGEST_IDENTIFY_S, IDENTIFY_S, "seconds", fields);
    int lines = upTo(MOST_LINES, MOST_LINES, "lines", fields);
    What what = fields.has("what") ? fields.word("what", What::of) : What.AGENT;
    return switch (word) {
      case "identify" -> new Order.Identify(seconds);
      case "reboot" -> new Order.Reboot(what);
      case "logs" -> new Order.Logs(lines);
      case "selftest" -> new Order.SelfTest();
      case "update" -> new Order.Update();
      case LightCommand.DO -> throw new BadMessage("$.do", "a light is told in another way");
      default -> new Order.Other(word);
    };
  }

  private static int upTo(int most, int otherwise, String name, JsonFields fields)
      throws BadMessage {
    @Nullable Long number = fields.wholeOrNull(name);
    if (number == null) {
      return otherwise;
    }
    if (number < 1 || number > most) {
      throw new BadMessage("$." + name, "expected 1 to " + most);
    }
    return number.intValue();
  }
}
