package city.seki.config.source;

import city.seki.config.model.Campaign;
import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceState;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Place;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Reserving;
import city.seki.config.model.Room;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Rounding;
import city.seki.config.model.Seat;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Slot;
import city.seki.config.model.StateWords;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Cities of every kind that may be written down, each of a seed. */
public final class Cities {
  /** What an author may type, and YAML has a meaning for. */
  private static final String[] SIGNS = {
    "a", "Z", "0", " ", "-", ":", "#", "'", "\"", "\\", "{", "}", "[", "]", ",", "&", "*", "!", "|",
    ">", "%", "@", "`", "~", "?", "=", "é", "波", "田", "公", "😀", "\u2028", "\u00A0", "\uFEFF", "yes"
  };

  private static final List<String> ZONES = List.of("number", "lgwan", "internet");
  private static final List<String> READERS =
      List.of("pn532:i2c:1:0x24", "pn532:spi:0.0", "pn532:spi:0.1", "pn532:hsu:/dev/ttyAMA0");
  private static final int[][] LIGHTS = {{17, 27, 22, 23}, {5, 6, 13, 19}, {12, 16, 20, 21}};

  private final Random random;
  private int names;

  private Cities(Random random) {
    this.random = random;
  }

  /** A city that the reader takes, with anything that a city may have. */
  public static City of(Random random) {
    return new Cities(random).city();
  }

  private City city() {
    List<Office> offices = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Office office = office();
      offices.add(office);
      units.addAll(units(office));
    }
    ZoneId zone = ZoneId.of(random.nextBoolean() ? "Asia/Tokyo" : "Europe/Berlin");
    return new City(text(), zone, ZONES, offices, units, Set.of())
        .withCampaigns(campaigns(offices.getFirst().id()));
  }

  private List<Campaign> campaigns(String office) {
    List<Campaign> campaigns = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      LocalDate first = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3_000));
      LocalDate last = first.plusDays(random.nextInt(100));
      campaigns.add(
          new Campaign(
              name("campaign"),
              text(),
              first,
              last,
              random.nextBoolean() ? new TreeSet<>() : new TreeSet<>(List.of(first, last)),
              random.nextBoolean() ? Rounding.HALF_UP : Rounding.FLOOR,
              random.nextBoolean() ? DayWeight.WHOLE : DayWeight.HALF,
              random.nextBoolean()
                  ? Decimals.USUAL
                  : new Decimals(random.nextInt(7), random.nextInt(7), random.nextInt(7)),
              random.nextBoolean() ? List.of() : List.of(office),
              random.nextBoolean() ? List.of() : List.of(words())));
    }
    return campaigns;
  }

  private String name(String kind) {
    names++;
    return kind + "_" + names + (random.nextBoolean() ? "." : "-") + names;
  }

  private Text text() {
    return new Text(words(), words());
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      words.append(SIGNS[random.nextInt(SIGNS.length)]);
    }
    return words.isEmpty() || words.toString().isBlank() ? "席" : words.toString();
  }

  private Office office() {
    Map<String, Seat> seats = Office.byName(seats());
    int extent =
        Math.max(
            seats.values().stream().mapToInt(Seat::x).max().orElse(0)
                - seats.values().stream().mapToInt(Seat::x).min().orElse(0),
            seats.values().stream().mapToInt(Seat::y).max().orElse(0)
                - seats.values().stream().mapToInt(Seat::y).min().orElse(0));
    return new Office(
        name("office"),
        text(),
        hours(),
        random.nextBoolean(),
        days(),
        caps(seats),
        random.nextBoolean() ? Policy.STANDARD : policy(extent),
        seats,
        rooms(),
        kits());
  }

  private Map<DayOfWeek, OpeningHours> hours() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(4) > 0 || day == DayOfWeek.MONDAY) {
        hours.put(
            day,
            new OpeningHours(
                LocalTime.of(7 + random.nextInt(3), random.nextInt(60)),
                LocalTime.of(16 + random.nextInt(5), random.nextInt(60))));
      }
    }
    return hours;
  }

  private Set<LocalDate> days() {
    Set<LocalDate> days = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      days.add(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400)));
    }
    return days;
  }

  private List<Cap> caps(Map<String, Seat> seats) {
    List<Cap> caps = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String zone = random.nextBoolean() ? null : seats.values().iterator().next().zone();
      LocalDate from = random.nextBoolean() ? null : LocalDate.of(2026, 4, 1);
      LocalDate to = random.nextBoolean() ? null : LocalDate.of(2026, 4, 1 + random.nextInt(30));
      caps.add(new Cap(random.nextInt(20), zone, from, to));
    }
    return caps;
  }

  /** Mornings of 90 minutes at least, afternoons of two hours. */
  private Policy policy(int extent) {
    Set<Slot> slots = EnumSet.noneOf(Slot.class);
    for (Slot slot : Slot.values()) {
      if (random.nextBoolean()) {
        slots.add(slot);
      }
    }
    Policy.Departments[] departments = Policy.Departments.values();
    return new Policy(
        slots,
        LocalTime.of(11, 30 + random.nextInt(30)),
        LocalTime.of(12 + random.nextInt(2), random.nextInt(60)),
        Duration.ofMinutes(random.nextInt(60)),
        Duration.ofMinutes(random.nextInt(1441)),
        Duration.ofMinutes(random.nextInt(60)),
        Duration.ofMinutes(random.nextInt(1441)),
        Duration.ofMinutes(random.nextInt(60)),
        7 + random.nextInt(360),
        reserving(),
        random.nextBoolean(),
        new Policy.Kiosk(
            departments[random.nextInt(departments.length)],
            random.nextInt(extent + 1),
            random.nextBoolean()));
  }

  private Reserving reserving() {
    boolean ends = random.nextBoolean();
    return new Reserving(
        ends ? random.nextInt(8) : 0,
        ends ? LocalTime.of(random.nextInt(24), random.nextInt(60)) : null,
        random.nextBoolean(),
        random.nextInt(1000),
        random.nextBoolean(),
        random.nextBoolean()
            ? null
            : new Reserving.Lottery(
                7, ends ? LocalTime.MIDNIGHT : LocalTime.of(random.nextInt(24), 30)));
  }

  private List<Seat> seats() {
    List<Seat> seats = new ArrayList<>();
    Set<List<Integer>> places = new HashSet<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      int x = random.nextInt(20);
      int y = random.nextInt(20);
      if (places.add(List.of(x, y))) {
        String zone = ZONES.get(random.nextInt(ZONES.size()));
        seats.add(new Seat(name("seat"), zone, x, y, random.nextBoolean(), random.nextInt(4) == 0));
      }
    }
    return seats;
  }

  private List<Room> rooms() {
    List<Room> rooms = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      rooms.add(new Room(name("room"), text(), random.nextBoolean()));
    }
    return rooms;
  }

  private List<Kit> kits() {
    List<Kit> kits = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<Text> parts = random.nextBoolean() ? List.of() : List.of(text(), text());
      kits.add(new Kit(name("kit"), text(), parts, 1 + random.nextInt(Kit.MOST_DAYS)));
    }
    return kits;
  }

  private List<Unit> units(Office office) {
    List<ReaderName> stands = new ArrayList<>();
    stands.add(new ReaderName.Kiosk(name("kiosk")));
    office.seats().keySet().forEach(seat -> stands.add(new ReaderName.AtSeat(seat)));
    List<Unit> units = new ArrayList<>();
    for (int from = 0; from < stands.size(); from += READERS.size()) {
      List<Wiring> readers = new ArrayList<>();
      for (int i = from; i < Math.min(from + READERS.size(), stands.size()); i++) {
        readers.add(wiring(stands.get(i), i - from));
      }
      boolean first = from == 0;
      units.add(
          new Unit(
              name("unit"),
              office.id(),
              readers,
              first ? sensors(office) : List.of(),
              first ? devices(office) : List.of()));
    }
    return units;
  }

  private Wiring wiring(ReaderName name, int at) {
    int[] pins = at < LIGHTS.length && random.nextBoolean() ? LIGHTS[at] : new int[0];
    FelicaMac[] macs = FelicaMac.values();
    return new Wiring(
        name,
        READERS.get(at),
        pins.length == 0
            ? null
            : new Wiring.LightPins(
                pins[0], pins[1], pins[2], random.nextBoolean() ? null : pins[3]),
        macs[random.nextInt(macs.length)]);
  }

  private List<SensorWiring> sensors(Office office) {
    List<SensorWiring> sensors = new ArrayList<>();
    office
        .rooms()
        .forEach(room -> sensors.add(new SensorWiring(new Place.InRoom(room.id()), device())));
    String seat = office.seats().keySet().iterator().next();
    if (random.nextBoolean()) {
      sensors.add(new SensorWiring(new Place.AtSeat(seat), device()));
    }
    return sensors;
  }

  private String device() {
    names++;
    return switch (random.nextInt(3)) {
      case 0 -> "coap:post-" + names;
      case 1 -> "ld2410:/dev/ttyUSB" + names + "@256000";
      default -> "ld2410:/dev/serial/by-id/usb-" + names;
    };
  }

  private List<RoomDevice> devices(Office office) {
    List<RoomDevice> devices = new ArrayList<>();
    for (Room room : office.rooms()) {
      String id = name("device");
      devices.add(
          random.nextBoolean()
              ? new RoomDevice(id, room.id(), text(), "pjlink://" + id.replace("_", "") + ":4352")
              : new RoomDevice(id, room.id(), text(), "mqtts://[fd00::1]:8883", mapping(id)));
    }
    return devices;
  }

  private DeviceMapping mapping(String id) {
    Map<String, DeviceState> words = new LinkedHashMap<>();
    words.put("ON", DeviceState.IDLE);
    words.put(": odd #", DeviceState.STANDBY);
    TreeMap<BigDecimal, DeviceState> from = new TreeMap<>();
    if (random.nextBoolean()) {
      from.put(new BigDecimal("20.5"), DeviceState.IDLE);
    }
    DeviceMapping.Source source = new DeviceMapping.Source("stat/" + id + "/POWER", null);
    return new DeviceMapping(
        random.nextBoolean()
            ? List.of()
            : List.of(new DeviceMapping.Availability(source, "Online", "offline")),
        new DeviceMapping.State(
            source,
            new StateWords(words, from),
            random.nextBoolean() ? null : Duration.ofMinutes(1 + random.nextInt(10_080))),
        random.nextBoolean() ? null : source,
        null);
  }
}
