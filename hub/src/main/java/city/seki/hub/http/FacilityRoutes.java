package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Outage;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** What facilities do to a seat; each act is in the audit log. */
final class FacilityRoutes {
  private static final int LONGEST_NOTE = 500;

  private final HubParts hub;
  private final Commands commands;

  FacilityRoutes(HubParts hub, Commands commands) {
    this.hub = hub;
    this.commands = commands;
  }

  List<Route> routes() {
    String seat = "/api/v1/offices/{office}/seats/{seat}/";
    return List.of(
        new Route("POST", seat + "end", Operation.END_CLAIM, this::end),
        new Route("GET", seat + "out-of-service", Operation.TAKE_OUT_OF_SERVICE, this::look),
        new Route("POST", seat + "out-of-service", Operation.TAKE_OUT_OF_SERVICE, this::takeOut),
        new Route("DELETE", seat + "out-of-service", Operation.TAKE_OUT_OF_SERVICE, this::putBack));
  }

  private Reply end(Call call) throws BadMessage, InterruptedException {
    SeatId seat = seat(call);
    Principal principal = call.principal();
    requireOwnDepartment(principal, seat);
    String note = note(call);
    commands.carryOut(
        principal,
        "end-claim",
        about(seat, note),
        new Command.EndClaim(seat, principal.who(), note, hub.cityClock().get()));
    return Reply.done();
  }

  private void requireOwnDepartment(Principal principal, SeatId seat) {
    if (principal.may(Operation.END_ANY_CLAIM)) {
      return;
    }
    Seating state = hub.allocation().state();
    Claim claim = state.seat(seat).claim();
    Directory.Person supervisor =
        principal.person() == null ? null : state.directory().person(principal.person());
    if (claim != null
        && (supervisor == null || !supervisor.department().equals(claim.department()))) {
      throw Problem.forbidden("a supervisor may end claims of the own department only");
    }
  }

  /** When the seat is out, and whom it would hit if it were from one moment to another. */
  private Reply look(Call call) {
    SeatId id = seat(call);
    Seating now = hub.allocation().state();
    ZoneId zone = now.city().timeZone();
    Instant at = hub.cityClock().get();
    CityTimes times = new CityTimes(now.city());
    String asked = call.query("from");
    Instant from = asked == null ? at : later(times.asked("from", asked), at);
    String end = call.query("until");
    Instant until = end == null ? null : times.asked("until", end);
    SeatState seat = now.seat(id);
    boolean known = seat.outage() != null && seat.outage().lastsAfter(at);
    return Reply.json(
        JsonText.object(
            o -> {
              Outage outage = seat.outage();
              if (known && outage != null) {
                o.object("outage", f -> write(outage, f, zone));
              } else {
                o.putNull("outage");
              }
              o.put("claimed", seat.claim() != null);
              o.array(
                  "reservations",
                  seat.promisedIn(from, until),
                  (r, f) -> f.put("from", r.from(), zone).put("to", r.to(), zone));
            }));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static void write(Outage outage, JsonText o, ZoneId zone) {
    o.put("reason", outage.reason().word()).put("note", outage.note());
    o.put("from", outage.from(), zone).put("until", outage.until(), zone);
  }

  private Reply takeOut(Call call) throws BadMessage, InterruptedException {
    SeatId seat = seat(call);
    JsonFields body = call.json();
    String note = note(call);
    City city = hub.allocation().state().city();
    CityTimes times = new CityTimes(city);
    Instant at = hub.cityClock().get();
    Outage.Reason reason =
        body.has("reason") ? body.word("reason", Outage.Reason::of) : Outage.Reason.OTHER;
    Instant asked = body.has("from") ? body.word("from", times::moment) : at;
    Instant from = later(asked, at);
    Instant until = body.has("until") ? body.word("until", times::moment) : null;
    if (until != null && !from.isBefore(until)) {
      throw new BadMessage("$.until", "expected a time after from, and after now");
    }
    boolean cancels = body.has("cancel_reservations") && body.truth("cancel_reservations");
    Outage outage = new Outage(reason, note, from, until);
    commands.carryOut(
        call.principal(),
        "out-of-service",
        o -> {
          o.put("office", seat.office()).put("seat", seat.seat());
          write(outage, o, city.timeZone());
          o.put("cancel_reservations", cancels);
        },
        new Command.TakeOutOfService(seat, outage, cancels, call.principal().who(), at));
    return Reply.done();
  }

  private Reply putBack(Call call) throws InterruptedException {
    SeatId seat = seat(call);
    commands.carryOut(
        call.principal(),
        "in-service",
        o -> o.put("office", seat.office()).put("seat", seat.seat()),
        new Command.PutIntoService(seat, call.principal().who(), hub.cityClock().get()));
    return Reply.done();
  }

  private static Consumer<JsonText> about(SeatId seat, String note) {
    return o -> o.put("office", seat.office()).put("seat", seat.seat()).put("note", note);
  }

  private SeatId seat(Call call) {
    SeatId seat = new SeatId(call.path("office"), call.path("seat"));
    if (hub.allocation().state().city().seat(seat) == null) {
      throw Problem.notFound("there is no seat of that name in that office");
    }
    return seat;
  }

  private static String note(Call call) throws BadMessage {
    String note = call.json().text("note").strip();
    if (note.isEmpty() || note.length() > LONGEST_NOTE) {
      throw new BadMessage("$.note", "expected the reason, in 1 to " + LONGEST_NOTE + " letters");
    }
    return note;
  }
}
