package city.seki.config.wire;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link CommandMessage}.
 *
 * @param boot the run of the unit's agent that answers
 * @param at by the unit's own clock
 * @param reason why it was refused or failed, in one word; null where it was neither
 * @param detail for a person, null where state and reason say it all
 * @param checks how each part is, of a self-test
 * @param lines of the log, the oldest first
 * @param leftOut how many older lines the unit still had, or had lost since its start
 */
public record CommandResultMessage(
    String boot,
    String id,
    OffsetDateTime at,
    State state,
    @Nullable String reason,
    @Nullable String detail,
    List<Check> checks,
    List<String> lines,
    long leftOut) {
  /** Parts of a unit in one answer. */
  public static final int MOST_CHECKS = 200;

  /** How far it came. */
  public enum State {
    /** It goes on by itself: lights blink, the unit ends. */
    BEGUN,
    DONE,
    FAILED,
    /** Nothing was done. */
    REFUSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static State of(String word) {
      for (State state : values()) {
        if (state.word().equals(word)) {
          return state;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is no state of an order");
    }
  }

  /**
   * One part of the unit.
   *
   * @param part such as {@code reader seat:A-03}
   * @param words what was found, with the remedy where it did not pass
   */
  public record Check(String part, boolean passed, String words) {}

  public CommandResultMessage {
    checks = List.copyOf(checks);
    lines = List.copyOf(lines);
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("boot", boot).put("id", id).put("at", at);
          o.put("state", state.word()).put("reason", reason).put("detail", detail);
          if (!checks.isEmpty()) {
            o.array("checks", checks, CommandResultMessage::write);
          }
          if (!lines.isEmpty() || leftOut > 0) {
            o.put("lines", lines).put("left_out", leftOut);
          }
        });
  }

  private static void write(Check check, JsonText o) {
    o.put("part", check.part()).put("passed", check.passed()).put("words", check.words());
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/command-result.schema.json}
   */
  public static CommandResultMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    List<Check> checks = new ArrayList<>();
    for (JsonFields each : fields.objects("checks")) {
      checks.add(new Check(each.text("part"), each.truth("passed"), each.text("words")));
    }
    List<String> lines = fields.texts("lines");
    atMost(MOST_CHECKS, checks, "checks");
    atMost(CommandMessage.MOST_LINES, lines, "lines");
    return new CommandResultMessage(
        fields.word("boot", Boot::require),
        fields.word("id", Boot::require),
        fields.moment("at"),
        fields.word("state", State::of),
        fields.textOrNull("reason"),
        fields.textOrNull("detail"),
        checks,
        lines,
        fields.has("left_out") ? fields.whole("left_out", 0) : 0);
  }

  private static void atMost(int most, List<?> items, String name) throws BadMessage {
    if (items.size() > most) {
      throw new BadMessage("$." + name, "expected at most " + most);
    }
  }
}
