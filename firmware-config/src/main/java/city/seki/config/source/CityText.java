package city.seki.config.source;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.DeviceMapping;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Seat;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Slot;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a city as the YAML that {@link CityFile} reads. */
final class CityText {
  private final StringBuilder out = new StringBuilder();

  private CityText() {}

  static String of(City city) {
    CityText text = new CityText();
    text.head(city);
    text.line("offices:");
    city.offices().values().forEach(text::office);
    if (!city.units().isEmpty()) {
      text.line("units:");
      city.units().values().forEach(text::unit);
    }
    return text.out.toString();
  }

  static SequencedMap<String, String> folder(City city) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    CityText head = new CityText();
    head.head(city);
    files.put(CityFolder.CITY, head.out.toString());
    city.offices()
        .forEach(
            (id, office) -> {
              CityText text = new CityText();
              text.office(office);
              files.put(CityFolder.OFFICES + "/" + id + ".yaml", text.asBlock());
            });
    city.units()
        .forEach(
            (id, unit) -> {
              CityText text = new CityText();
              text.unit(unit);
              files.put(CityFolder.UNITS + "/" + id + ".yaml", text.asBlock());
            });
    return files;
  }

  /**
   * An item of a list as a block of its own: without its dash, and as far to the left as it goes.
   */
  private String asBlock() {
    return out.toString()
        .lines()
        .map(line -> line.substring(4) + "\n")
        .collect(Collectors.joining());
  }

  private void head(City city) {
    line("name: " + words(city.name()));
    line("time_zone: " + quoted(city.timeZone().getId()));
    line("zones: " + names(city.zones()));
    if (!city.campaigns().isEmpty()) {
      line("campaigns:");
      city.campaigns().forEach(campaign -> line("  - " + CampaignText.of(campaign)));
    }
  }

  /** The {@code readers} list of a unit, each line indented by so many blanks. */
  static String readers(List<Wiring> readers, int indent) {
    return readers.stream()
        .map(reader -> " ".repeat(indent) + "- " + reader(reader) + "\n")
        .collect(Collectors.joining());
  }

  /** In double quotes, so that YAML takes every character as it is. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c >= '\uFEFF') {
        quoted.append(String.format("\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void office(Office office) {
    line("  - id: " + quoted(office.id()));
    line("    name: " + words(office.name()));
    line("    hours: " + hours(office.hours()));
    if (office.opensOnHolidays()) {
      line("    open_on_holidays: true");
    }
    if (!office.closures().isEmpty()) {
      line("    closures: " + days(office));
    }
    if (!office.caps().isEmpty()) {
      line("    caps:");
      office.caps().forEach(cap -> line("      - " + cap(cap)));
    }
    String policy = policy(office.policy());
    if (!policy.equals("{}")) {
      line("    policy: " + policy);
    }
    line("    seats:");
    office.seats().values().forEach(seat -> line("      - " + seat(seat)));
    if (!office.rooms().isEmpty()) {
      line("    rooms:");
      office
          .rooms()
          .forEach(
              room ->
                  line(
                      "      - {id: "
                          + quoted(room.id())
                          + ", name: "
                          + words(room.name())
                          + (room.booked() ? ", booked: true" : "")
                          + "}"));
    }
    if (!office.kits().isEmpty()) {
      line("    kits:");
      office.kits().forEach(kit -> line("      - " + kit(kit)));
    }
  }

  private static String kit(Kit kit) {
    return "{id: "
        + quoted(kit.id())
        + ", name: "
        + words(kit.name())
        + (kit.days() == 1 ? "" : ", days: " + kit.days())
        + (kit.parts().isEmpty()
            ? ""
            : kit.parts().stream()
                .map(CityText::words)
                .collect(Collectors.joining(", ", ", parts: [", "]")))
        + "}";
  }

  private void unit(Unit unit) {
    line("  - id: " + quoted(unit.id()));
    line("    office: " + quoted(unit.office()));
    line("    readers:");
    out.append(readers(unit.readers(), 6)).append(surveyed(unit, 4));
  }

  /** The {@code sensors} and {@code devices} of a unit, indented by so many blanks. */
  static String surveyed(Unit unit, int indent) {
    StringBuilder text = new StringBuilder();
    String blanks = " ".repeat(indent);
    if (!unit.sensors().isEmpty()) {
      text.append(blanks).append("sensors:\n");
      for (SensorWiring sensor : unit.sensors()) {
        text.append(blanks).append("  - {place: ").append(quoted(sensor.place().toString()));
        text.append(", device: ").append(quoted(sensor.device())).append("}\n");
      }
    }
    if (!unit.devices().isEmpty()) {
      text.append(blanks).append("devices:\n");
      for (RoomDevice device : unit.devices()) {
        text.append(blanks).append("  - {id: ").append(quoted(device.id()));
        text.append(", room: ").append(quoted(device.room()));
        text.append(", name: ").append(words(device.name()));
        text.append(", address: ").append(quoted(device.address()));
        DeviceMapping mapping = device.mapping();
        if (mapping != null) {
          text.append(", mapping: ").append(MappingText.of(mapping));
        }
        text.append("}\n");
      }
    }
    return text.toString();
  }

  private static String reader(Wiring reader) {
    String text =
        "{name: "
            + quoted(reader.name().toString())
            + ", device: "
            + quoted(reader.device())
            + (reader.felicaMac() == FelicaMac.OFF
                ? ""
                : ", felica_mac: " + quoted(reader.felicaMac().word()));
    Wiring.LightPins light = reader.light();
    if (light == null) {
      return text + "}";
    }
    return text
        + ", light: {red: "
        + light.red()
        + ", green: "
        + light.green()
        + ", blue: "
        + light.blue()
        + (light.buzzer() == null ? "" : ", buzzer: " + light.buzzer())
        + "}}";
  }

  static String words(Text text) {
    return "{ja: " + quoted(text.ja()) + ", en: " + quoted(text.en()) + "}";
  }

  static String names(List<String> names) {
    return names.stream().map(CityText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String hours(Map<DayOfWeek, OpeningHours> hours) {
    return new TreeMap<>(hours)
        .entrySet().stream()
            .map(
                day ->
                    Shape.dayKey(day.getKey())
                        + ": \""
                        + day.getValue().opens()
                        + "-"
                        + day.getValue().closes()
                        + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String days(Office office) {
    return office.closures().stream()
        .sorted()
        .map(LocalDate::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String cap(Cap cap) {
    return "{seats: "
        + cap.seats()
        + (cap.zone() == null ? "" : ", zone: " + quoted(cap.zone()))
        + (cap.from() == null ? "" : ", from: " + cap.from())
        + (cap.to() == null ? "" : ", to: " + cap.to())
        + "}";
  }

  private static String seat(Seat seat) {
    return "{id: "
        + quoted(seat.id())
        + ", zone: "
        + quoted(seat.zone())
        + ", x: "
        + seat.x()
        + ", y: "
        + seat.y()
        + (seat.sensor() ? ", sensor: true" : "")
        + (seat.accessible() ? ", accessible: true" : "")
        + "}";
  }

  private static String policy(Policy policy) {
    Policy standard = Policy.STANDARD;
    List<String> keys = new ArrayList<>();
    if (!policy.slots().equals(standard.slots())) {
      keys.add("slots: " + names(policy.slots().stream().sorted().map(Slot::word).toList()));
    }
    add(keys, "am_ends: \"" + policy.amEnds() + "\"", policy.amEnds().equals(standard.amEnds()));
    add(
        keys,
        "pm_starts: \"" + policy.pmStarts() + "\"",
        policy.pmStarts().equals(standard.pmStarts()));
    number(keys, "grace_minutes", policy.grace().toMinutes(), standard.grace().toMinutes());
    number(
        keys,
        "reserved_before_minutes",
        policy.reservedBefore().toMinutes(),
        standard.reservedBefore().toMinutes());
    number(
        keys,
        "warn_before_minutes",
        policy.warnBefore().toMinutes(),
        standard.warnBefore().toMinutes());
    number(
        keys,
        "no_presence_minutes",
        policy.noPresence().toMinutes(),
        standard.noPresence().toMinutes());
    number(
        keys,
        "unclaimed_use_minutes",
        policy.unclaimedUse().toMinutes(),
        standard.unclaimedUse().toMinutes());
    number(keys, "days_ahead", policy.daysAhead(), standard.daysAhead());
    Reserving reserving = policy.reserving();
    add(keys, "reserving: " + reserving(reserving), reserving.equals(standard.reserving()));
    add(keys, "ask_after_use: true", !policy.asksAfterUse());
    Policy.Kiosk kiosk = policy.kiosk();
    add(keys, "kiosk: " + kiosk(kiosk), kiosk.equals(standard.kiosk()));
    return "{" + String.join(", ", keys) + "}";
  }

  private static String reserving(Reserving reserving) {
    return "{"
        + (reserving.until() == null
            ? ""
            : "days_before: " + reserving.daysBefore() + ", until: \"" + reserving.until() + "\", ")
        + "binds_facilities: "
        + reserving.bindsFacilities()
        + ", most_ahead: "
        + reserving.most()
        + ", not_same_seat_twice: "
        + reserving.notSameSeatTwice()
        + lottery(reserving.lottery())
        + "}";
  }

  private static String lottery(Reserving.@Nullable Lottery lottery) {
    return lottery == null
        ? ""
        : ", lottery: {days_before: " + lottery.daysBefore() + ", at: \"" + lottery.at() + "\"}";
  }

  private static String kiosk(Policy.Kiosk kiosk) {
    return "{departments: "
        + PolicyReading.word(kiosk.departments())
        + ", spacing: "
        + kiosk.spacing()
        + ", not_same_seat_twice: "
        + kiosk.notSameSeatTwice()
        + "}";
  }

  private static void number(List<String> keys, String key, long value, long standard) {
    add(keys, key + ": " + value, value == standard);
  }

  private static void add(List<String> keys, String text, boolean standard) {
    if (!standard) {
      keys.add(text);
    }
  }
}
