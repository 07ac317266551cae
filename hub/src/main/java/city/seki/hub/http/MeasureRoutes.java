package city.seki.hub.http;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.rules.Command;
import city.seki.config.rules.Event;
import city.seki.config.rules.Measure;
import city.seki.config.rules.MeasureRules;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.roster.RosterStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Offices that facilities close, or let take fewer people, and rooms that become pop-up offices,
 * for some days: at once, beside what the city's files say. What it would hit can be asked before.
 */
final class MeasureRoutes {
  private static final int LONGEST_NOTE = 500;
  private static final int ID_BYTES = 8;
  private static final String ID = "m-";

  /** Who decided that, and why. */
  private record Decided(String id, String note, String by, Instant at) {}

  /**
   * One line of the list.
   *
   * @param people null where it is closed
   * @param from null for always
   * @param to null for an open end
   * @param decided null for what the files say
   * @param opened null for all but pop-up offices
   */
  private record Line(
      String office,
      @Nullable Integer people,
      @Nullable String zone,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable Decided decided,
      Event.@Nullable PopUpOpened opened) {
    static Line of(Event.MeasureTaken e) {
      Measure m = e.measure();
      Decided decided = new Decided(m.id(), m.note(), e.by(), e.at());
      return new Line(m.office(), m.people(), m.zone(), m.from(), m.to(), decided, null);
    }

    static Line of(Event.PopUpOpened e) {
      PopUp p = e.popUp();
      Decided decided = new Decided(p.id(), p.note(), e.by(), e.at());
      return new Line(e.office(), null, p.zone(), p.from(), p.to(), decided, e);
    }

    static Line ofFiles(
        String office,
        @Nullable Integer people,
        @Nullable String zone,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
      return new Line(office, people, zone, from, to, null, null);
    }

    String kind() {
      return opened != null ? "pop-up" : people == null ? "closure" : "cap";
    }

    LocalDate begins() {
      return from == null ? LocalDate.MIN : from;
    }
  }

  private final HubParts hub;
  private final Commands commands;

  MeasureRoutes(HubParts hub, Commands commands) {
    this.hub = hub;
    this.commands = commands;
  }

  List<Route> routes() {
    String all = "/api/v1/measures";
    Operation decide = Operation.CLOSE_AND_CAP;
    return List.of(
        new Route("GET", all, decide, this::list),
        new Route("GET", all + "/hits", decide, this::hits),
        new Route("POST", all, decide, this::take),
        new Route("DELETE", all + "/{measure}", decide, this::lift));
  }

  private Reply list(Call call) {
    Seating now = hub.allocation().state();
    City files = now.measures().files();
    Instant at = hub.cityClock().get();
    LocalDate today = files.day(at);
    List<Line> lines = new ArrayList<>();
    now.measures().taken().values().forEach(e -> lines.add(Line.of(e)));
    now.measures().popUps().values().stream()
        .filter(e -> !e.popUp().isOver(now.city(), at))
        .forEach(e -> lines.add(Line.of(e)));
    files.offices().values().forEach(office -> ofFiles(office, lines));
    lines.removeIf(line -> line.to() != null && line.to().isBefore(today));
    lines.sort(Comparator.comparing(Line::begins).thenComparing(Line::office));
    return Reply.json(JsonText.array(lines, (line, o) -> write(line, now, at, o)));
  }

  /** Days that follow each other are one line. */
  private static void ofFiles(Office office, List<Line> lines) {
    LocalDate first = null;
    LocalDate last = null;
    for (LocalDate day : new TreeSet<>(office.closures())) {
      if (last == null || !day.equals(last.plusDays(1))) {
        if (first != null) {
          lines.add(Line.ofFiles(office.id(), null, null, first, last));
        }
        first = day;
      }
      last = day;
    }
    if (first != null) {
      lines.add(Line.ofFiles(office.id(), null, null, first, last));
    }
    for (Cap cap : office.caps()) {
      lines.add(Line.ofFiles(office.id(), cap.seats(), cap.zone(), cap.from(), cap.to()));
    }
  }

  private void write(Line line, Seating now, Instant at, JsonText o) {
    Decided decided = line.decided();
    o.put("measure", decided == null ? null : decided.id());
    o.put("kind", line.kind()).put("office", line.office());
    o.put("people", line.people() == null ? null : (Long) line.people().longValue());
    o.put("zone", line.zone()).put("from", text(line.from())).put("to", text(line.to()));
    PopUpAct.write(line.opened(), now, at, o);
    o.put("note", decided == null ? null : decided.note());
    o.put("by", decided == null ? null : decided.by());
    o.put("name", decided == null ? null : name(decided.by()));
    o.put("at", decided == null ? null : decided.at(), now.city().timeZone());
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  /** Which colleague that was; null for the token of a desk, or of somebody who left. */
  private @Nullable String name(String by) {
    RosterStore.Member member = hub.roster().member(by);
    return member == null ? null : member.name();
  }

  private Reply hits(Call call) {
    Seating now = hub.allocation().state();
    String room = call.query("room");
    if (room != null) {
      return PopUpAct.hits(now, call, room, hub.cityClock().get());
    }
    String people = call.query("people");
    Measure asked;
    try {
      asked =
          measure(
              String.valueOf(call.query("office")),
              people == null ? null : Integer.valueOf(people),
              call.query("zone"),
              String.valueOf(call.query("from")),
              call.query("to"),
              "");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
    require(now.city(), asked);
    MeasureRules.Hits hits = MeasureRules.hits(now, asked, hub.cityClock().get());
    return Reply.json(
        JsonText.object(
            o ->
                o.put("people", hits.people())
                    .put("reservations", hits.reservations().size())
                    .put("bookings", hits.bookings().size())
                    .array(
                        "full",
                        hits.full().entrySet(),
                        (e, f) -> f.put("date", e.getKey().toString()).put("most", e.getValue()))));
  }

  private static Measure measure(
      String office,
      @Nullable Integer people,
      @Nullable String zone,
      String from,
      @Nullable String to,
      String note) {
    LocalDate last = to == null ? null : LocalDate.parse(to);
    return new Measure("", office, people, zone, LocalDate.parse(from), last, note);
  }

  private static void require(City city, Measure asked) {
    Office office = city.office(asked.office());
    if (office == null) {
      throw Problem.notFound("there is no office of that name");
    }
    boolean known =
        asked.zone() == null
            || office.seats().values().stream().anyMatch(s -> s.zone().equals(asked.zone()));
    if (!known) {
      throw Problem.badRequest("zone: that office has no seats in it");
    }
  }

  private Reply take(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    String note = body.text("note").strip();
    if (note.isEmpty() || note.length() > LONGEST_NOTE) {
      throw new BadMessage("$.note", "expected the reason, in 1 to " + LONGEST_NOTE + " letters");
    }
    if (body.has("room")) {
      return open(call, body, note);
    }
    Measure asked;
    try {
      Long people = body.wholeOrNull("people");
      Measure wanted =
          measure(
              body.text("office"),
              people == null ? null : Math.toIntExact(people),
              body.textOrNull("zone"),
              body.text("from"),
              body.textOrNull("to"),
              note);
      asked = wanted.named(newId());
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
    require(hub.allocation().state().city(), asked);
    String who = call.principal().who();
    commands.carryOut(
        call.principal(),
        asked.isClosure() ? "close-office" : "cap-office",
        o -> {
          o.put("measure", asked.id()).put("office", asked.office());
          o.put("people", asked.people() == null ? null : (Long) asked.people().longValue());
          o.put("zone", asked.zone()).put("from", asked.from().toString());
          o.put("to", asked.to() == null ? null : asked.to().toString()).put("note", note);
        },
        new Command.TakeMeasure(asked, who, hub.cityClock().get()));
    return created(asked.id());
  }

  private Reply open(Call call, JsonFields body, String note)
      throws BadMessage, InterruptedException {
    PopUp asked = PopUpAct.of(body, newId(), note);
    PopUpAct.require(hub.allocation().state().city(), asked);
    commands.carryOut(
        call.principal(),
        "open-pop-up",
        o -> PopUpAct.record(asked, o),
        new Command.OpenPopUp(asked, call.principal().who(), hub.cityClock().get()));
    return created(asked.id());
  }

  private static Reply created(String id) {
    return Reply.created("/api/v1/measures/" + id, JsonText.object(o -> o.put("measure", id)));
  }

  private String newId() {
    byte[] bits = new byte[ID_BYTES];
    hub.random().nextBytes(bits);
    return ID + HexFormat.of().formatHex(bits);
  }

  private Reply lift(Call call) throws InterruptedException {
    String id = call.path("measure");
    commands.carryOut(
        call.principal(),
        "lift-measure",
        o -> o.put("measure", id),
        new Command.LiftMeasure(id, call.principal().who(), hub.cityClock().get()));
    return Reply.done();
  }
}
