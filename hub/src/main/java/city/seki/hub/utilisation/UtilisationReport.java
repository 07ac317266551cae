package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.hub.report.Comparison;
import city.seki.hub.report.Fraction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the seats, rooms and devices of a time were used. Of a time that is over the same question
 * has the same answer.
 */
public final class UtilisationReport {
  /**
   * Seats of one line.
   *
   * @param seats how many the city's files had on the last day
   * @param peak null where it is not known: of some offices together
   */
  record Seats(long seats, SeatUse use, @Nullable Peak peak) {}

  /**
   * A line of one zone, or of an office with its zones.
   *
   * @param id empty for seats whose zone nobody knows
   */
  record Line(String id, Text name, Seats seats, List<Line> zones) {}

  /** Minutes of an hour of a day of the week; 1 is Monday. */
  record Hour(int weekday, int hour, long offered, long claimed) {}

  /** Minutes of a day. */
  record Day(LocalDate date, long offered, long claimed, @Nullable Integer peak) {}

  /** Minutes of a seat. */
  record OneSeat(SeatId id, DayUse.OfSeat use) {}

  /** A room. */
  record OneRoom(RoomId id, Text name, RoomUse use) {}

  /** A device. */
  record OneDevice(DeviceId id, DeviceUse use) {}

  private final UtilisationQuery query;
  private final Usage.Known known;
  private final @Nullable UtilisationReport previous;

  private UtilisationReport(
      UtilisationQuery query, Usage.Known known, @Nullable UtilisationReport previous) {
    this.query = query;
    this.known = known;
    this.previous = previous;
  }

  /**
   * @param now what is open on record lasts to here
   */
  public static UtilisationReport of(UtilisationQuery query, Usage usage, Instant now) {
    Comparison comparison = query.comparison();
    UtilisationReport before = null;
    if (comparison != null) {
      Comparison.Days days = comparison.before(query.first(), query.last());
      UtilisationQuery earlier =
          new UtilisationQuery(
              days.first(), days.last(), query.offices(), query.zone(), query.rounding(), null);
      before = of(earlier, usage, now);
    }
    Usage.Known known = usage.of(query.first(), query.last(), query.wanted(), now);
    return new UtilisationReport(query, known, before);
  }

  public UtilisationQuery query() {
    return query;
  }

  City city() {
    return known.city();
  }

  LocalDate begins() {
    return known.begins();
  }

  /** Whether nothing at all is known of that time. */
  public boolean isEmpty() {
    return known.sum().parts().isEmpty();
  }

  @Nullable UtilisationReport previous() {
    return previous;
  }

  Seats total() {
    List<Part> whole = query.wanted().whole();
    SeatUse use = SeatUse.NONE;
    for (Part part : whole) {
      use = use.plus(use(part));
    }
    return new Seats(seats(whole), use, whole.size() == 1 ? use.peak() : null);
  }

  private SeatUse use(Part part) {
    UseSum.OfPart figures = known.sum().parts().get(part);
    return figures == null ? SeatUse.NONE : figures.use();
  }

  private long seats(List<Part> parts) {
    long seats = 0;
    for (Office office : city().offices().values()) {
      for (var seat : office.lasting().seats().values()) {
        boolean isIn =
            parts.stream()
                .anyMatch(
                    p ->
                        (p.office().equals(Part.ALL) || p.office().equals(office.id()))
                            && (p.zone().equals(Part.ALL) || p.zone().equals(seat.zone())));
        seats += isIn ? 1 : 0;
      }
    }
    return seats;
  }

  /** In the order of the city's files; those that it does not have any more follow. */
  List<Line> offices() {
    String zone = query.zone() == null ? Part.ALL : query.zone();
    Set<String> ids = new TreeSet<>(Comparator.comparingInt(this::order).thenComparing(id -> id));
    for (Part part : known.sum().parts().keySet()) {
      if (!part.office().equals(Part.ALL)) {
        ids.add(part.office());
      }
    }
    List<Line> lines = new ArrayList<>();
    for (String id : ids) {
      Part part = new Part(id, zone);
      Office office = city().office(id);
      Text name = office == null ? new Text(id, id) : office.name();
      lines.add(new Line(id, name, seats(part), zones(id)));
    }
    return lines;
  }

  private Seats seats(Part part) {
    SeatUse use = use(part);
    return new Seats(seats(List.of(part)), use, use.peak());
  }

  private int order(String office) {
    int place = List.copyOf(city().offices().keySet()).indexOf(office);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  /** Of an office, or of {@link Part#ALL}. */
  List<Line> zones(String office) {
    List<Line> lines = new ArrayList<>();
    for (Part part : known.sum().parts().keySet()) {
      if (part.office().equals(office) && !part.zone().equals(Part.ALL)) {
        lines.add(
            new Line(part.zone(), new Text(part.zone(), part.zone()), seats(part), List.of()));
      }
    }
    return lines;
  }

  /** Those in which something was offered. */
  List<Hour> hours() {
    List<Hour> hours = new ArrayList<>();
    for (int of = 0; of < UseSum.HOURS_OF_WEEK; of++) {
      long offered = 0;
      long claimed = 0;
      for (Part part : query.wanted().whole()) {
        UseSum.OfPart figures = known.sum().parts().get(part);
        offered += figures == null ? 0 : figures.offered(of);
        claimed += figures == null ? 0 : figures.claimed(of);
      }
      if (offered > 0) {
        hours.add(new Hour(of / DayMinutes.HOURS + 1, of % DayMinutes.HOURS, offered, claimed));
      }
    }
    return hours;
  }

  /** Every day of the time of which something is known and that has begun. */
  List<Day> days() {
    List<Part> whole = query.wanted().whole();
    NavigableMap<LocalDate, Day> days = new TreeMap<>();
    for (Part part : whole) {
      UseSum.OfPart figures = known.sum().parts().get(part);
      for (Map.Entry<LocalDate, UseSum.OneDay> each :
          figures == null
              ? Set.<Map.Entry<LocalDate, UseSum.OneDay>>of()
              : figures.days().entrySet()) {
        LocalDate date = each.getKey();
        UseSum.OneDay day = each.getValue();
        Integer peak = whole.size() == 1 ? (Integer) day.peak().claimed() : null;
        days.merge(
            date,
            new Day(date, day.offered(), day.claimed(), peak),
            (a, b) -> new Day(date, a.offered() + b.offered(), a.claimed() + b.claimed(), null));
      }
    }
    return List.copyOf(days.values());
  }

  /** Of one office only, if one was asked for. */
  List<OneSeat> seats() {
    List<OneSeat> seats = new ArrayList<>();
    known
        .sum()
        .seats()
        .forEach(
            (id, use) -> {
              if (query.zone() == null || query.zone().equals(use.zone())) {
                seats.add(new OneSeat(id, use));
              }
            });
    return seats;
  }

  List<OneRoom> rooms() {
    List<OneRoom> rooms = new ArrayList<>();
    known.sum().rooms().forEach((id, use) -> rooms.add(new OneRoom(id, name(id), use)));
    rooms.sort(
        Comparator.<OneRoom>comparingInt(r -> order(r.id().office()))
            .thenComparing(r -> r.id().office())
            .thenComparing(r -> r.id().room()));
    return rooms;
  }

  private Text name(RoomId id) {
    Office office = city().office(id.office());
    if (office != null) {
      for (Room room : office.rooms()) {
        if (room.id().equals(id.room())) {
          return room.name();
        }
      }
    }
    return new Text(id.room(), id.room());
  }

  List<OneDevice> devices() {
    List<OneDevice> devices = new ArrayList<>();
    known.sum().devices().forEach((id, use) -> devices.add(new OneDevice(id, use)));
    devices.sort(
        Comparator.<OneDevice>comparingInt(d -> order(d.id().office()))
            .thenComparing(d -> d.id().office())
            .thenComparing(d -> d.use().room())
            .thenComparing(d -> d.id().device()));
    return devices;
  }

  /** Whole per cent; null of nothing. */
  @Nullable BigDecimal percent(long part, long whole) {
    return whole == 0 ? null : Fraction.of(part, whole).times(100).rounded(0, query.rounding());
  }

  List<UseNote> notes() {
    return UseNote.of(this);
  }
}
