package city.seki.config.wire;

import city.seki.config.model.Cap;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatDays;
import city.seki.config.model.Text;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An office as far as taps at it are decided by it: hours, closed days, caps, policy, seats. */
final class OfficeJson {
  private OfficeJson() {}

  static void write(Office office, JsonText o) {
    o.put("id", office.id());
    o.array(
        "hours",
        new EnumMap<>(office.hours()).entrySet(),
        (e, f) ->
            f.put("day", word(e.getKey()))
                .put("opens", e.getValue().opens().toString())
                .put("closes", e.getValue().closes().toString()));
    o.put("closed", new TreeSet<>(office.closures()).stream().map(LocalDate::toString).toList());
    o.array("caps", office.caps(), OfficeJson::cap);
    o.object("policy", f -> policy(office.policy(), f));
    // Many seats share few such times: those of one pop-up office each.
    List<SeatDays> some =
        office.seats().values().stream()
            .map(Seat::days)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    o.array(
        "seats",
        office.seats().values(),
        (s, f) -> {
          f.put("seat", s.id()).put("zone", s.zone()).put("x", s.x()).put("y", s.y());
          f.put("sensor", s.sensor());
          if (s.days() != null) {
            f.put("only", some.indexOf(s.days()));
          }
        });
    if (!some.isEmpty()) {
      o.array(
          "only", some, (days, f) -> f.array("days", days.sorted().entrySet(), OfficeJson::day));
    }
    if (!office.kits().isEmpty()) {
      o.array("kits", office.kits(), (k, f) -> f.put("kit", k.id()).put("days", k.days()));
    }
  }

  private static void day(Map.Entry<LocalDate, OpeningHours> day, JsonText o) {
    o.put("date", day.getKey().toString());
    o.put("opens", day.getValue().opens().toString());
    o.put("closes", day.getValue().closes().toString());
  }

  private static void cap(Cap cap, JsonText o) {
    o.put("seats", cap.seats()).put("zone", cap.zone());
    o.put("from", text(cap.from())).put("to", text(cap.to()));
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  private static void policy(Policy policy, JsonText o) {
    o.put("grace_s", policy.grace().toSeconds());
    o.put("reserved_before_s", policy.reservedBefore().toSeconds());
    o.put("warn_before_s", policy.warnBefore().toSeconds());
    o.put("no_presence_s", policy.noPresence().toSeconds());
    o.put("unclaimed_use_s", policy.unclaimedUse().toSeconds());
    o.put("departments", word(policy.kiosk().departments()));
    o.put("spacing", policy.kiosk().spacing());
    o.put("not_same_seat_twice", policy.kiosk().notSameSeatTwice());
  }

  /**
   * @throws IllegalArgumentException if the office contradicts itself
   */
  static Office read(JsonFields fields) throws BadMessage {
    String id = fields.text("id");
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (JsonFields day : fields.objects("hours")) {
      hours.put(
          day.word("day", word -> of(DayOfWeek.values(), word)),
          new OpeningHours(time(day, "opens"), time(day, "closes")));
    }
    Set<LocalDate> closed = new TreeSet<>();
    for (String day : fields.texts("closed")) {
      closed.add(date("$.office.closed", day));
    }
    List<Cap> caps = new ArrayList<>();
    for (JsonFields cap : fields.objects("caps")) {
      caps.add(
          new Cap(
              small(cap, "seats"),
              cap.textOrNull("zone"),
              dateOrNull(cap, "from"),
              dateOrNull(cap, "to")));
    }
    List<SeatDays> some = seatDays(fields);
    List<Seat> seats = new ArrayList<>();
    for (JsonFields seat : fields.objects("seats")) {
      seats.add(
          new Seat(
              seat.text("seat"),
              seat.text("zone"),
              small(seat, "x"),
              small(seat, "y"),
              seat.truth("sensor"),
              false,
              seat.has("only") ? which(some, small(seat, "only")) : null));
    }
    List<Kit> kits = new ArrayList<>();
    for (JsonFields kit : fields.objects("kits")) {
      String name = kit.text("kit");
      kits.add(new Kit(name, new Text(name, name), List.of(), small(kit, "days")));
    }
    return new Office(
        id,
        new Text(id, id),
        hours,
        true,
        closed,
        caps,
        policy(fields.object("policy")),
        Office.byName(seats),
        List.of(),
        kits);
  }

  private static List<SeatDays> seatDays(JsonFields fields) throws BadMessage {
    List<SeatDays> all = new ArrayList<>();
    for (JsonFields some : fields.objects("only")) {
      Map<LocalDate, OpeningHours> days = new TreeMap<>();
      for (JsonFields day : some.objects("days")) {
        days.put(
            date("$.office.only", day.text("date")),
            new OpeningHours(time(day, "opens"), time(day, "closes")));
      }
      all.add(new SeatDays(days));
    }
    return all;
  }

  private static SeatDays which(List<SeatDays> all, int index) throws BadMessage {
    if (index >= all.size()) {
      throw new BadMessage("$.office.seats", "only is the place of one of $.office.only");
    }
    return all.get(index);
  }

  private static Policy policy(JsonFields fields) throws BadMessage {
    Policy all = Policy.STANDARD;
    return new Policy(
        all.slots(),
        all.amEnds(),
        all.pmStarts(),
        seconds(fields, "grace_s"),
        seconds(fields, "reserved_before_s"),
        seconds(fields, "warn_before_s"),
        seconds(fields, "no_presence_s"),
        seconds(fields, "unclaimed_use_s"),
        all.daysAhead(),
        new Policy.Kiosk(
            fields.word("departments", word -> of(Policy.Departments.values(), word)),
            small(fields, "spacing"),
            fields.truth("not_same_seat_twice")));
  }

  private static Duration seconds(JsonFields fields, String name) throws BadMessage {
    return Duration.ofSeconds(small(fields, name));
  }

  private static int small(JsonFields fields, String name) throws BadMessage {
    long value = fields.whole(name, 0);
    if (value > Integer.MAX_VALUE) {
      throw new BadMessage("$.office", name + " is at most " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static LocalTime time(JsonFields fields, String name) throws BadMessage {
    try {
      return LocalTime.parse(fields.text(name));
    } catch (DateTimeException e) {
      throw new BadMessage("$.office.hours", "expected " + name + " as HH:MM");
    }
  }

  private static @Nullable LocalDate dateOrNull(JsonFields fields, String name) throws BadMessage {
    String text = fields.textOrNull(name);
    return text == null ? null : date("$.office.caps", text);
  }

  private static LocalDate date(String place, String text) throws BadMessage {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new BadMessage(place, "expected dates as 2026-11-21");
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E of(E[] all, String word) {
    for (E value : all) {
      if (word(value).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is none of the words that may stand here");
  }
}
