package city.seki.edge.kiosk;

import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.wire.ClockState;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.presence.fusion.Belief;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the display at a kiosk shows. Pure.
 *
 * <p>GOALS, in this order: whoever has tapped is answered in words as the light answers; unknown is
 * never called free; it says how old its news is; it goes on while the hub is away.
 *
 * <pre>
 * seat, hub there          as the hub has told
 * seat, hub away           as the kiosk decides: with the unit's own taps, and what time brought
 * room, hub there          as the hub has published
 * room, hub away           what this unit's sensors say, else unknown; bookings as known last
 * kit                      as the kiosk decides
 * the time is not known    seats and rooms unknown
 * </pre>
 */
final class Display {
  /** A link that comes back by itself within that time is no news. */
  static final long BLINK_MS = 5_000;

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

  private static final Map<String, Text> ZONES =
      Map.of(
          "number", new Text("番号系", "Number system"),
          "lgwan", new Text("LGWAN系", "LGWAN"),
          "internet", new Text("インターネット系", "Internet"));

  private final Unit unit;
  private final ZoneId zone;
  private final String version;

  /**
   * @param zone while the office's own time zone is not known
   * @param version of the program
   */
  Display(Unit unit, ZoneId zone, String version) {
    this.unit = unit;
    this.zone = zone;
    this.version = version;
  }

  /**
   * @param seen by the same monotonic clock as {@code now}
   */
  Screen screen(Seen seen, Now now) {
    Seating seating = seen.floor().seating();
    Office office = seating == null ? null : seating.city().office(unit.office());
    Moment moment = new Moment(seen, seating, now, clock(seating));
    List<Screen.Tile> seats =
        seating == null || office == null ? List.of() : seats(seating, office, moment);
    return new Screen(
        version,
        name(seen),
        moment.isTimeKnown() ? moment.hour(moment.at()) : null,
        away(moment),
        trouble(moment, office),
        answer(moment),
        notice(moment, seating, office),
        office == null ? List.of() : zones(office, seats),
        seats,
        rooms(moment),
        seating == null || office == null ? List.of() : kits(moment, seating, office));
  }

  /** Until the hub has said what people call it, the name in the city's file. */
  private Text name(Seen seen) {
    Text name = seen.news().name();
    return name == null ? new Text(unit.office(), unit.office()) : name;
  }

  private ZoneId clock(@Nullable Seating seating) {
    return seating == null ? zone : seating.city().timeZone();
  }

  /** What is seen, and when. */
  private record Moment(Seen seen, @Nullable Seating seating, Now now, ZoneId clock) {
    Instant at() {
      return now.wall().toInstant();
    }

    boolean isTimeKnown() {
      return now.clock() != ClockState.UNSET;
    }

    boolean isAway() {
      return seen.floor().hubThereMs() < now.monoMs() - BLINK_MS;
    }

    String hour(Instant at) {
      return HOUR.format(at.atZone(clock));
    }

    LocalDate day(Instant at) {
      return at.atZone(clock).toLocalDate();
    }

    /** Null where it is not on this day. */
    @Nullable String today(@Nullable Instant at) {
      return at != null && day(at).equals(day(at())) ? hour(at) : null;
    }
  }

  // How it stands

  private static @Nullable Text away(Moment moment) {
    if (!moment.isAway()) {
      return null;
    }
    long there = moment.seen().floor().hubThereMs();
    if (there == FloorNow.NEVER || !moment.isTimeKnown()) {
      return new Text("通信できません。以前の情報を表示しています", "No connection to the hub: this is from before");
    }
    Instant last = moment.at().minus(Duration.ofMillis(moment.now().monoMs() - there));
    String hour = moment.hour(last);
    return new Text(
        "%s 現在（通信できません）".formatted(hour), "As of %s, no connection to the hub".formatted(hour));
  }

  private static @Nullable Text trouble(Moment moment, @Nullable Office office) {
    if (!moment.seen().trouble() && (office != null || !moment.isAway())) {
      return null;
    }
    return new Text(
        "ただいま受け付けできません。続くときは担当へご連絡ください",
        "Not ready to take cards. If this lasts, please tell facilities");
  }

  private @Nullable Answer answer(Moment moment) {
    Spoken spoken = moment.seen().spoken();
    return spoken == null || !spoken.isRead(moment.now().monoMs())
        ? null
        : Answers.of(spoken.said(), moment.seating(), unit.office(), moment.at(), moment.isAway());
  }

  private static @Nullable Text notice(
      Moment moment, @Nullable Seating seating, @Nullable Office office) {
    Spoken spoken = moment.seen().spoken();
    boolean awaited = spoken != null && spoken.isTagAwaited(moment.now().monoMs());
    if (!awaited || seating == null || office == null || office.kits().isEmpty()) {
      return null;
    }
    return office.kits().stream().anyMatch(kit -> isThere(seating, office, kit))
        ? new Text("機材を借りるときは、続けて機材のタグをかざしてください", "To borrow a kit, hold its tag here now")
        : null;
  }

  // Seats

  private List<Screen.Tile> seats(Seating seating, Office office, Moment moment) {
    List<Screen.Tile> tiles = new ArrayList<>();
    for (Seat seat : office.seats().values()) {
      if (!seating.city().isThere(office, seat, moment.at())) {
        continue; // of a pop-up office, in another half day
      }
      SeatView view = SeatView.of(seating, new SeatId(office.id(), seat.id()), moment.at());
      SeatView shown = moment.isTimeKnown() ? view : view.unknown(null);
      tiles.add(
          new Screen.Tile(
              seat.id(),
              seat.x(),
              seat.y(),
              shown.state().word(),
              words(shown.state()),
              moment.today(shown.until())));
    }
    return tiles;
  }

  private static Text words(SeatView.State state) {
    return switch (state) {
      case FREE -> new Text("空き", "Free");
      case CLAIMED, UNCLAIMED_USE -> new Text("使用中", "In use");
      case RESERVED -> new Text("予約", "Reserved");
      case OUT_OF_SERVICE -> new Text("停止", "Not in use");
      case UNKNOWN -> new Text("不明", "Unknown");
    };
  }

  private static List<Screen.Zone> zones(Office office, List<Screen.Tile> tiles) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (Screen.Tile tile : tiles) {
      Seat seat = office.seat(tile.seat());
      if (seat != null) {
        int[] count = counts.computeIfAbsent(seat.zone(), zone -> new int[2]);
        count[0] += tile.state().equals(SeatView.State.FREE.word()) ? 1 : 0;
        count[1]++;
      }
    }
    List<Screen.Zone> zones = new ArrayList<>();
    counts.forEach(
        (zone, count) ->
            zones.add(
                new Screen.Zone(
                    ZONES.getOrDefault(zone, new Text(zone, zone)), count[0], count[1])));
    return zones;
  }

  // Rooms and kits

  private static List<Screen.Line> rooms(Moment moment) {
    Map<String, Screen.Line> lines = new LinkedHashMap<>();
    moment
        .seen()
        .news()
        .rooms()
        .forEach(
            (room, news) -> lines.put(room, room(news, occupancy(room, news, moment), moment)));
    moment
        .seen()
        .rooms()
        .beliefs()
        .forEach(
            (room, belief) ->
                lines.computeIfAbsent(
                    room,
                    name ->
                        room(
                            new RoomNews(name, new Text(name, name), belief.state(), null, null),
                            belief.state(),
                            moment)));
    return List.copyOf(lines.values());
  }

  private static Occupancy occupancy(String room, RoomNews news, Moment moment) {
    if (!moment.isAway()) {
      return news.occupancy();
    }
    Belief own = moment.seen().rooms().beliefs().get(room);
    return own == null ? Occupancy.UNKNOWN : own.state();
  }

  private static Screen.Line room(RoomNews news, Occupancy occupancy, Moment moment) {
    if (!moment.isTimeKnown()) {
      return new Screen.Line(news.name(), "unknown", new Text("不明", "Unknown"));
    }
    Instant at = moment.at();
    String until = moment.today(news.bookedUntil(at));
    String next = moment.today(news.nextAfter(at));
    if (news.isBooked(at)) {
      return new Screen.Line(
          news.name(),
          "taken",
          until == null
              ? new Text("予約中", "Booked")
              : new Text("予約中 %sまで".formatted(until), "Booked until %s".formatted(until)));
    }
    return switch (occupancy) {
      case OCCUPIED -> new Screen.Line(news.name(), "taken", new Text("使用中", "In use"));
      case VACANT ->
          new Screen.Line(
              news.name(),
              "free",
              next == null
                  ? new Text("空き", "Free")
                  : new Text("空き %sまで".formatted(next), "Free until %s".formatted(next)));
      case UNKNOWN ->
          new Screen.Line(
              news.name(),
              "unknown",
              next == null
                  ? new Text("不明", "Unknown")
                  : new Text(
                      "不明（%sから予約）".formatted(next), "Unknown, booked from %s".formatted(next)));
    };
  }

  private static List<Screen.Line> kits(Moment moment, Seating seating, Office office) {
    List<Screen.Line> lines = new ArrayList<>();
    for (Kit kit : office.kits()) {
      Text name = moment.seen().news().kits().getOrDefault(kit.id(), kit.name());
      boolean there = isThere(seating, office, kit);
      lines.add(
          new Screen.Line(
              name,
              there ? "free" : "taken",
              there ? new Text("貸出できます", "Can be lent") : new Text("貸出中", "Lent")));
    }
    return lines;
  }

  private static boolean isThere(Seating seating, Office office, Kit kit) {
    return seating.kits().loan(new KitId(office.id(), kit.id())) == null;
  }
}
