package city.seki.config.source;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The keys that one kind of block has. The JSON Schema has a definition of the same name; a test
 * keeps the two in step.
 */
record Shape(String name, List<String> required, List<String> optional) {
  static final Shape CITY =
      new Shape(
          "city",
          List.of("name", "zones"),
          List.of("time_zone", "felica_mac", "campaigns", "offices", "units"));
  static final Shape CAMPAIGN =
      new Shape(
          "campaign",
          List.of("id", "name", "from", "to"),
          List.of("closures", "rounding", "half_days", "decimals", "offices", "departments"));
  static final Shape DECIMALS =
      new Shape("decimals", List.of(), List.of("per_open_day", "per_person", "rate_percent"));
  static final Shape TEXT = new Shape("text", List.of("ja", "en"), List.of());
  static final Shape OFFICE =
      new Shape(
          "office",
          List.of("id", "name", "hours"),
          List.of(
              "open_on_holidays", "closures", "caps", "policy", "rows", "seats", "rooms", "kits"));
  static final Shape HOURS =
      new Shape("hours", List.of(), Arrays.stream(DayOfWeek.values()).map(Shape::dayKey).toList());
  static final Shape CAP = new Shape("cap", List.of("seats"), List.of("zone", "from", "to"));
  static final Shape POLICY =
      new Shape(
          "policy",
          List.of(),
          List.of(
              "slots",
              "am_ends",
              "pm_starts",
              "grace_minutes",
              "reserved_before_minutes",
              "warn_before_minutes",
              "no_presence_minutes",
              "unclaimed_use_minutes",
              "days_ahead",
              "reserving",
              "ask_after_use",
              "kiosk"));
  static final Shape RESERVING =
      new Shape(
          "reserving",
          List.of(),
          List.of(
              "days_before",
              "until",
              "binds_facilities",
              "most_ahead",
              "not_same_seat_twice",
              "lottery"));
  static final Shape LOTTERY = new Shape("lottery", List.of("at"), List.of("days_before"));
  static final Shape KIOSK =
      new Shape("kiosk", List.of(), List.of("departments", "spacing", "not_same_seat_twice"));
  static final Shape ROW =
      new Shape(
          "row",
          List.of("prefix", "zone", "seats", "y"),
          List.of("x", "first", "aisle_after", "sensor", "accessible"));
  static final Shape SEAT =
      new Shape("seat", List.of("id", "zone", "x", "y"), List.of("sensor", "accessible"));
  static final Shape ROOM = new Shape("room", List.of("id", "name"), List.of("booked"));
  static final Shape KIT = new Shape("kit", List.of("id", "name"), List.of("parts", "days"));
  static final Shape UNIT =
      new Shape("unit", List.of("id", "office", "readers"), List.of("sensors", "devices"));
  static final Shape READER =
      new Shape("reader", List.of("name", "device"), List.of("light", "felica_mac"));
  static final Shape LIGHT = new Shape("light", List.of("red", "green", "blue"), List.of("buzzer"));

  static final Shape SENSOR = new Shape("sensor", List.of("place", "device"), List.of());
  static final Shape ROOM_DEVICE =
      new Shape("room_device", List.of("id", "room", "name", "address"), List.of("mapping"));
  static final Shape MAPPING =
      new Shape("mapping", List.of("state"), List.of("availability", "model", "firmware"));
  static final Shape AVAILABILITY =
      new Shape("availability", List.of("topic"), List.of("member", "online", "offline"));
  static final Shape MAPPED_STATE =
      new Shape("mapped_state", List.of("topic", "values"), List.of("member", "silence_minutes"));
  static final Shape MAPPED_TEXT = new Shape("mapped_text", List.of("topic"), List.of("member"));

  static final Shape UNIT_FILE =
      new Shape(
          "unit file",
          List.of("unit", "office", "hub", "card_key", "readers"),
          List.of("est", "hub_key", "card_key_before", "sensors", "devices"));

  /** A unit file without secrets. */
  static final Shape UNIT_SETTINGS =
      new Shape(
          "unit configuration",
          List.of("unit", "office", "hub", "readers"),
          List.of("est", "hub_key", "sensors", "devices"));

  static final Shape CLAIM_FILE =
      new Shape(
          "claim file",
          List.of("est"),
          List.of("unit", "root", "certificate", "key", "code", "readers"));
  static final Shape DIRECTORY_FILE =
      new Shape(
          "directory file",
          List.of("issuer", "client_id"),
          List.of(
              "client_secret_file",
              "ca_file",
              "scopes",
              "staff_number",
              "groups",
              "roles",
              "everyone",
              "name"));
  static final Shape GROUP_ROLES = new Shape("group", List.of("group", "roles"), List.of());
  static final Shape NOTICES_FILE =
      new Shape("notices file", List.of(), List.of("mail", "chat_hosts"));
  static final Shape MAIL =
      new Shape(
          "mail",
          List.of("server", "from", "domains"),
          List.of("user", "password_file", "ca_file"));
  static final Shape CARD_KEY = new Shape("card_key", List.of("id", "secret"), List.of());

  static final List<Shape> ALL =
      List.of(
          CITY,
          CAMPAIGN,
          DECIMALS,
          TEXT,
          OFFICE,
          HOURS,
          CAP,
          POLICY,
          RESERVING,
          LOTTERY,
          KIOSK,
          ROW,
          SEAT,
          ROOM,
          KIT,
          UNIT,
          READER,
          LIGHT,
          SENSOR,
          ROOM_DEVICE,
          MAPPING,
          AVAILABILITY,
          MAPPED_STATE,
          MAPPED_TEXT,
          UNIT_FILE,
          UNIT_SETTINGS,
          CARD_KEY,
          CLAIM_FILE,
          DIRECTORY_FILE,
          GROUP_ROLES,
          NOTICES_FILE,
          MAIL);

  /** {@code mon} to {@code sun}. */
  static String dayKey(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  /** The keys of the days from one to another, as {@code tue-sat}; none if it is no such span. */
  static List<String> daysOf(String span) {
    String[] ends = span.toLowerCase(Locale.ROOT).split("[-~–～〜]", -1);
    List<String> week = List.copyOf(HOURS.keys());
    int first = week.indexOf(ends[0].strip());
    int last = week.indexOf(ends[ends.length - 1].strip());
    return ends.length == 2 && first >= 0 && first < last
        ? week.subList(first, last + 1)
        : List.of();
  }

  /** What the JSON Schema calls it. */
  String definition() {
    return name.replace(' ', '_');
  }

  Collection<String> keys() {
    Set<String> keys = new LinkedHashSet<>(required);
    keys.addAll(optional);
    return keys;
  }
}
