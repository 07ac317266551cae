package city.seki.config.source;

import city.seki.config.model.Cap;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Room;
import city.seki.config.model.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one office. */
final class OfficeReading {
  private static final Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final Pattern DAYS =
      Pattern.compile("(?i)^(mon|tue|wed|thu|fri|sat|sun)|曜|[月火水木金土日][~〜～-]");
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final int MOST_SEATS = 10_000;

  private final Block block;
  private final @Nullable String id;
  private final SeatsReading seats;
  private final Set<String> roomNames = new HashSet<>();
  private boolean roomsComplete = true;
  private final @Nullable Office office;

  OfficeReading(Block block, Set<String> zones) {
    this.block = block;
    id = block.name("id", "office");
    seats = new SeatsReading(block, zones);
    Text name = CityReading.text(block, "name");
    Map<DayOfWeek, OpeningHours> hours = hours(block);
    Set<LocalDate> closures = closures(block);
    List<Cap> caps = caps(block, zones);
    var policy = PolicyReading.policy(block.block("policy", Shape.POLICY));
    List<Room> rooms = rooms(block);
    List<Kit> kits = kits(block);
    boolean opensOnHolidays = block.flag("open_on_holidays", false);
    office =
        id == null || name == null
            ? null
            : new Office(
                id,
                name,
                hours,
                opensOnHolidays,
                closures,
                caps,
                policy,
                Office.byName(seats.seats()),
                rooms,
                kits);
  }

  Block block() {
    return block;
  }

  @Nullable String id() {
    return id;
  }

  SeatsReading seats() {
    return seats;
  }

  /** The names of its rooms, those with other problems too. */
  Set<String> rooms() {
    return roomNames;
  }

  /** Whether it makes sense to look for that room's absence: not if some could not be read. */
  boolean lacksRoom(String room) {
    return roomsComplete && !roomNames.contains(room);
  }

  /** Null if there were problems with its id or name. */
  @Nullable Office office() {
    return office;
  }

  private static Map<DayOfWeek, OpeningHours> hours(Block office) {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    Value value = office.get("hours");
    if (value == null) {
      return hours;
    }
    if (!value.isBlock()) {
      OpeningHours daily = openingHours(value);
      if (daily != null) {
        for (int day = 1; day <= 5; day++) {
          hours.put(DayOfWeek.of(day), daily);
        }
      }
      return hours;
    }
    Block week = office.block("hours", Shape.HOURS);
    boolean anyDay = false;
    for (DayOfWeek day : DayOfWeek.values()) {
      Value at = week == null ? null : week.get(Shape.dayKey(day));
      anyDay |= at != null;
      OpeningHours daily = at == null ? null : openingHours(at);
      if (daily != null) {
        hours.put(day, daily);
      }
    }
    if (!anyDay && week != null && !week.hasUnknownKeys()) {
      value.problem("the office never opens: give the hours of at least one day");
    }
    return hours;
  }

  private static @Nullable OpeningHours openingHours(Value value) {
    String text = value.text();
    if (text == null) {
      return null;
    }
    Matcher parts = HOURS.matcher(text);
    if (!parts.matches()
        || !TIME.matcher(parts.group(1)).matches()
        || !TIME.matcher(parts.group(2)).matches()) {
      value.problem(
          DAYS.matcher(text).find()
              ? "the days of '" + text + "' are keys: write {tue: \"09:00-17:00\", wed: …}"
              : "'"
                  + text
                  + "' are no opening hours: write \"08:30-17:15\""
                  + Value.timeRemedy(text));
      return null;
    }
    LocalTime opens = LocalTime.parse(parts.group(1));
    LocalTime closes = LocalTime.parse(parts.group(2));
    if (!opens.isBefore(closes)) {
      value.problem(
          "the office never opens: it must open before it closes on the same day, not " + text);
      return null;
    }
    return new OpeningHours(opens, closes);
  }

  private static Set<LocalDate> closures(Block office) {
    Set<LocalDate> closures = new HashSet<>();
    for (Value item : office.items("closures")) {
      LocalDate day = item.date();
      if (day != null && !closures.add(day)) {
        item.problem("the closure " + day + " is there twice: leave one out");
      }
    }
    return closures;
  }

  private List<Cap> caps(Block office, Set<String> zones) {
    List<Cap> caps = new ArrayList<>();
    for (Block each : office.blocks("caps", Shape.CAP)) {
      Value zoneValue = each.get("zone");
      String zone = zoneValue == null ? null : zoneValue.word("zone", zones);
      int most = most(each, zone);
      LocalDate from = each.date("from");
      LocalDate to = each.date("to");
      if (from != null && to != null && to.isBefore(from)) {
        each.problem("to", "the cap ends on " + to + " before it begins on " + from);
      } else {
        caps.add(new Cap(most, zone, from, to));
      }
    }
    return caps;
  }

  /** A percentage is worked out for its author: of what, nobody should have to guess later. */
  private int most(Block cap, @Nullable String zone) {
    Value value = cap.get("seats");
    Integer percent = value == null ? null : value.percent();
    if (value == null || percent == null) {
      return cap.integer("seats", 0, MOST_SEATS, 0);
    }
    long all = seats.seats().stream().filter(it -> zone == null || zone.equals(it.zone())).count();
    value.problem(
        "a cap is a number of seats: "
            + percent
            + " % of "
            + all
            + " is "
            + all * percent / 100
            + ", write that");
    return 0;
  }

  private static List<Kit> kits(Block office) {
    List<Kit> kits = new ArrayList<>();
    Unique ids = new Unique("kit");
    for (Block each : office.blocks("kits", Shape.KIT)) {
      String kit = each.name("id", "kit");
      Text name = CityReading.text(each, "name");
      List<Text> parts = new ArrayList<>();
      for (Block part : each.blocks("parts", Shape.TEXT)) {
        Text words = CityReading.text(part);
        if (words != null) {
          parts.add(words);
        }
      }
      int days = each.integer("days", 1, Kit.MOST_DAYS, 1);
      if (kit != null && ids.add(kit, each.get("id")) && name != null) {
        kits.add(new Kit(kit, name, parts, days));
      }
    }
    return kits;
  }

  private List<Room> rooms(Block office) {
    List<Room> rooms = new ArrayList<>();
    Unique ids = new Unique("room");
    roomsComplete = !office.misspells("rooms");
    for (Block each : office.blocks("rooms", Shape.ROOM)) {
      String room = each.name("id", "room");
      Text name = CityReading.text(each, "name");
      roomsComplete &= room != null;
      if (room != null) {
        roomNames.add(room);
      }
      if (room != null && ids.add(room, each.get("id")) && name != null) {
        rooms.add(new Room(room, name, each.flag("booked", false)));
      }
    }
    return rooms;
  }
}
