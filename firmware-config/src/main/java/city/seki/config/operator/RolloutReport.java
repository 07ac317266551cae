package city.seki.config.operator;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A roll-out as text for a terminal: how far it is, who failed and why, what can be done. Pure. */
public final class RolloutReport {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /** Columns of the table, by the states of units. */
  private static final Map<String, String> COLUMNS = columns();

  private final JsonFields rollout;
  private final StringBuilder text = new StringBuilder();

  private RolloutReport(JsonFields rollout) {
    this.rollout = rollout;
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("confirmed", "confirmed");
    columns.put("failed", "failed");
    columns.put("under-way", "under way");
    columns.put("waiting", "waiting");
    columns.put("off", "off");
    columns.put("left-out", "left out");
    return columns;
  }

  /**
   * All there is to say, with a line break at its end.
   *
   * @param rollout as {@code /api/v1/rollouts/{rollout}} answers
   * @throws BadMessage if it is none
   */
  public static String of(JsonFields rollout) throws BadMessage {
    return new RolloutReport(rollout).whole();
  }

  /** One line for a list. */
  public static String line(JsonFields rollout) throws BadMessage {
    JsonFields units = rollout.object("units");
    return "%d\t%s\t%s\twave %d of %d\t%d of %d confirmed, %d failed%s"
        .formatted(
            rollout.whole("rollout"),
            goal(rollout.object("goal")),
            rollout.object("phase").text("state"),
            rollout.whole("wave"),
            rollout.whole("waves"),
            units.whole("confirmed"),
            units.whole("all"),
            units.whole("failed"),
            units.whole("off") == 0 ? "" : ", " + units.whole("off") + " off");
  }

  private String whole() throws BadMessage {
    String note = rollout.textOrNull("note");
    line(
        "Roll-out %d: %s%s, started %s by %s"
            .formatted(
                rollout.whole("rollout"),
                goal(rollout.object("goal")),
                note == null ? "" : " (" + note + ")",
                MOMENT.format(rollout.moment("at")),
                rollout.text("by")));
    phase(rollout.object("phase"));
    line("");
    table();
    units("Failed:", "failed", RolloutReport::failure);
    units("Not asked yet, although it is their turn:", "waiting", RolloutReport::hindrances);
    units("Off; they are asked when they are back:", "off", unit -> "since " + since(unit));
    return text.toString();
  }

  private static String goal(JsonFields goal) throws BadMessage {
    if (goal.has("configuration")) {
      return "configuration " + goal.whole("configuration");
    }
    return goal.has("before")
        ? "back to what was before roll-out " + goal.whole("before")
        : "software " + goal.object("software").text("version");
  }

  private void phase(JsonFields phase) throws BadMessage {
    String state = phase.text("state");
    OffsetDateTime at = phase.momentOrNull("at");
    String reason = phase.textOrNull("reason");
    String by = phase.textOrNull("by");
    line(
        state.toUpperCase(Locale.ROOT)
            + (at == null ? "" : " " + MOMENT.format(at))
            + (by == null ? "" : " by " + by)
            + (phase.has("successor") ? " by roll-out " + phase.whole("successor") : "")
            + (reason == null || reason.isEmpty() ? "" : ": " + reason));
    if (state.equals("paused")) {
      line(
          "Go on: seki-config rollout resume %1$d --reason WHY; end it: stop %1$d; take it back: back %1$d"
              .formatted(rollout.whole("rollout")));
    }
  }

  private void table() throws BadMessage {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("wave", "units"));
    head.addAll(COLUMNS.values());
    rows.add(head);
    long waves = rollout.whole("waves");
    for (JsonFields step : rollout.objects("steps")) {
      String mark = step.text("state").equals("current") ? " *" : "";
      rows.add(row(step.whole("wave") + " of " + waves + mark, step.objects("units")));
    }
    List<JsonFields> all = new ArrayList<>();
    for (JsonFields step : rollout.objects("steps")) {
      all.addAll(step.objects("units"));
    }
    rows.add(row("all", all));
    print(rows);
  }

  private static List<String> row(String name, List<JsonFields> units) throws BadMessage {
    List<String> row = new ArrayList<>(List.of(name, String.valueOf(units.size())));
    for (String state : COLUMNS.keySet()) {
      int count = 0;
      for (JsonFields unit : units) {
        count += unit.text("state").equals(state) ? 1 : 0;
      }
      row.add(count == 0 ? "-" : String.valueOf(count));
    }
    return row;
  }

  private void print(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      line(line.toString());
    }
  }

  /** What is said of one unit, null where nothing is. */
  @FunctionalInterface
  private interface Saying {
    @Nullable String of(JsonFields unit) throws BadMessage;
  }

  private void units(String title, String state, Saying saying) throws BadMessage {
    List<List<String>> rows = new ArrayList<>();
    for (JsonFields step : rollout.objects("steps")) {
      for (JsonFields unit : step.objects("units")) {
        String said = unit.text("state").equals(state) ? saying.of(unit) : null;
        if (said != null) {
          rows.add(List.of("  " + unit.text("unit"), unit.text("office"), said));
        }
      }
    }
    if (!rows.isEmpty()) {
      line("");
      line(title);
      int unit = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
      int office = rows.stream().mapToInt(row -> row.get(1).length()).max().orElse(0);
      for (List<String> row : rows) {
        line(("%-" + unit + "s  %-" + office + "s  %s").formatted(row.toArray()));
      }
    }
  }

  private static String failure(JsonFields unit) throws BadMessage {
    String part = unit.textOrNull("part");
    String reason = unit.textOrNull("reason");
    String detail = unit.textOrNull("detail");
    return unit.text("how")
        + (part == null ? "" : " " + part)
        + (reason == null ? "" : ": " + reason)
        + (detail == null ? "" : " (" + detail + ")");
  }

  private static @Nullable String hindrances(JsonFields unit) throws BadMessage {
    List<String> words = new ArrayList<>();
    for (String word : unit.texts("hindrances")) {
      words.add(
          switch (word) {
            case "off" -> "it does not answer";
            case "call" -> "a call runs in its room";
            case "claimed" -> "somebody holds a seat of it";
            case "reserved" -> "a reservation starts soon";
            case "office" -> "another unit of its office is under way";
            default -> word;
          });
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }

  private static String since(JsonFields unit) throws BadMessage {
    return MOMENT.format(unit.moment("since"));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
