package city.seki.hub.roster;

import city.seki.config.model.Names;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.hub.data.CsvText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a roster one after the other and says what is wrong with them. */
final class RosterLines implements CsvText.Lines {
  private static final List<String> HEADER =
      List.of("staff_id", "name", "department", "zones", "card");
  private static final String NEEDS = "needs";
  private static final String ACCESSIBLE = "accessible-seat";
  private static final int LONGEST_TEXT = 200;

  private final Set<String> zones;
  private final CardKey key;
  private final RosterFile.Progress progress;
  private final List<RosterEntry> entries = new ArrayList<>();
  private final List<LineProblem> problems = new ArrayList<>();
  private final Map<String, Long> lineOfStaffId = new HashMap<>();
  private final Map<String, Long> lineOfCard = new HashMap<>();
  private boolean header;
  private int columns = HEADER.size();

  RosterLines(Set<String> zones, CardKey key, RosterFile.Progress progress) {
    this.zones = zones;
    this.key = key;
    this.progress = progress;
  }

  @Override
  public boolean take(long line, List<String> fields) {
    progress.read(line);
    if (!header) {
      List<String> found = fields.stream().map(String::strip).toList();
      columns = found.size() == HEADER.size() + 1 ? found.size() : HEADER.size();
      header = found.equals(columns == HEADER.size() ? HEADER : withNeeds());
      if (!header) {
        problem(line, "the first line must be " + String.join(",", HEADER));
      }
      return header;
    }
    if (fields.size() != columns) {
      problem(
          line,
          fields.size()
              + (fields.size() == 1 ? " field" : " fields")
              + " instead of "
              + columns
              + ": "
              + (fields.size() < columns
                  ? "some are missing (an empty one still has its comma)"
                  : "put a field that holds a comma in \"quotes\""));
      return true;
    }
    person(line, fields.stream().map(String::strip).toList());
    return true;
  }

  private static List<String> withNeeds() {
    List<String> columns = new ArrayList<>(HEADER);
    columns.add(NEEDS);
    return columns;
  }

  @Override
  public void broken(long line) {
    problem(
        line,
        "the CSV breaks off here: a quoted field is not closed before the end of the file, or is"
            + " too long; a quote within a field is written twice");
  }

  RosterFile.Result result() {
    if (!header && problems.isEmpty()) {
      problem(1, "the file is empty: its first line must be " + String.join(",", HEADER));
    }
    return problems.isEmpty() ? new RosterFile.Loaded(entries) : new RosterFile.Rejected(problems);
  }

  private void person(long line, List<String> fields) {
    int before = problems.size();
    String staffId = fields.get(0);
    staffId(line, staffId);
    text(line, "name", fields.get(1));
    text(line, "department", fields.get(2));
    Set<String> eligible = zones(line, fields.get(3));
    CardId card = card(line, fields.get(4));
    boolean accessible = fields.size() > HEADER.size() && needs(line, fields.get(HEADER.size()));
    // Once one line is wrong nothing is imported: then there is no need to keep entries.
    if (problems.size() == before && problems.isEmpty()) {
      entries.add(
          new RosterEntry(
              staffId,
              fields.get(1),
              fields.get(2),
              List.copyOf(eligible),
              accessible,
              card == null ? null : key.digest(card),
              card == null ? null : key.digestBefore(card.tech(), card.hex())));
    }
  }

  private void staffId(long line, String staffId) {
    if (staffId.isEmpty()) {
      problem(line, "staff_id is missing");
    } else if (!Names.isName(staffId)) {
      problem(line, "staff_id must be 1 to 64 of A-Z a-z 0-9 _ . - and a letter or digit first");
    } else {
      Long first = lineOfStaffId.putIfAbsent(staffId, line);
      if (first != null) {
        problem(line, "staff_id is the same as on line " + first + ": a person has one line");
      }
    }
  }

  private void text(long line, String what, String text) {
    if (text.isEmpty()) {
      problem(line, what + " is missing");
    } else if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
      problem(line, what + " must be on one line and have at most " + LONGEST_TEXT + " characters");
    }
  }

  private Set<String> zones(long line, String field) {
    Set<String> eligible = new LinkedHashSet<>();
    if (field.isEmpty()) {
      problem(line, "zones is missing: name one or more of " + known() + ", separated by |");
      return eligible;
    }
    for (String zone : field.split("\\|", -1)) {
      String name = zone.strip();
      if (!zones.contains(name)) {
        // Not repeated: where columns are shifted it is a name or a card.
        problem(line, "a zone is unknown: the city has " + known() + ", separated by |");
      } else {
        eligible.add(name);
      }
    }
    return eligible;
  }

  /** Not repeated where it is wrong: it may be somebody's state of health. */
  private boolean needs(long line, String field) {
    if (!field.isEmpty() && !field.equals(ACCESSIBLE)) {
      problem(line, "needs must be empty or " + ACCESSIBLE);
    }
    return field.equals(ACCESSIBLE);
  }

  private @Nullable CardId card(long line, String text) {
    if (text.isEmpty()) {
      return null;
    }
    CardId card;
    try {
      card = CardId.parse(text);
    } catch (IllegalArgumentException e) {
      problem(line, "card: " + e.getMessage());
      return null;
    }
    Long first = lineOfCard.putIfAbsent(key.digest(card), line);
    if (first != null) {
      problem(line, "card is the same as on line " + first + ": a card belongs to one person");
    }
    return card;
  }

  private String known() {
    return String.join(", ", zones.stream().sorted().toList());
  }

  private void problem(long line, String reason) {
    problems.add(new LineProblem(line, reason));
  }
}
