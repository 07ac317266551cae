package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Series;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.roster.RosterStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a member of staff does for a seat without a card: reserve, cancel, tap by phone. */
final class ReservationRoutes {
  private static final int ID_BYTES = 10;
  private static final String PHONE = "phone";

  private final HubParts hub;
  private final Commands commands;
  private final AccessRegister register;
  private final AtomicLong phoneTaps = new AtomicLong();

  ReservationRoutes(HubParts hub, Commands commands, AccessRegister register) {
    this.hub = hub;
    this.commands = commands;
    this.register = register;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/reservations", Operation.RESERVE, this::list),
        new Route("POST", "/api/v1/reservations", Operation.RESERVE, this::reserve),
        new Route("DELETE", "/api/v1/reservations/{id}", Operation.RESERVE, this::cancel),
        new Route("POST", "/api/v1/taps", Operation.TAP, this::tap));
  }

  private Reply list(Call call) {
    Principal principal = call.principal();
    boolean all = principal.may(Operation.RESERVE_FOR_OTHERS);
    Seating state = hub.allocation().state();
    Instant now = hub.cityClock().get();
    List<Promise> shown =
        Stream.concat(
                state.reservations().values().stream().map(Promise::of),
                state.rooms().bookings().values().stream()
                    .filter(b -> b.to().isAfter(now))
                    .map(Promise::of))
            .filter(p -> all || p.person().equals(principal.person()))
            .sorted(Comparator.comparing(Promise::from).thenComparing(Promise::id))
            .toList();
    if (all) {
      List<String> persons = shown.stream().map(Promise::person).toList();
      register.looks(principal, AccessRegister.Purpose.RESERVATIONS, persons);
    }
    return Reply.json(
        JsonText.array(
            shown,
            (promise, o) -> {
              promise.write(state.city(), o);
              RosterStore.Member member = all ? hub.roster().member(promise.person()) : null;
              o.put("staff_id", member == null ? null : member.staffId());
            }));
  }

  /** A seat or a room that is promised to somebody. */
  private record Promise(
      String id,
      String office,
      @Nullable String seat,
      @Nullable String room,
      String person,
      Instant from,
      Instant to) {
    static Promise of(Reservation r) {
      return new Promise(
          r.id(), r.seat().office(), r.seat().seat(), null, r.person(), r.from(), r.to());
    }

    static Promise of(Booking b) {
      return new Promise(
          b.id(), b.room().office(), null, b.room().room(), b.person(), b.from(), b.to());
    }

    void write(City city, JsonText o) {
      o.put("id", id).put("series", Series.of(id));
      o.put("office", office).put("seat", seat).put("room", room);
      o.put("from", from, city.timeZone()).put("to", to, city.timeZone());
    }
  }

  private Reply reserve(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    City city = hub.allocation().state().city();
    Set<String> insteadOf = Set.copyOf(body.texts("instead_of"));
    if (body.has("room")) {
      if (!insteadOf.isEmpty()) {
        throw new BadMessage("$.instead_of", "expected it for a seat only");
      }
      return book(call.principal(), body);
    }
    SeatId seat = new SeatId(body.text("office"), body.text("seat"));
    String person = ForWhom.of(hub.roster(), call.principal(), body.textOrNull("staff_id"));
    Office office = city.office(seat.office());
    if (office == null) {
      throw Problem.refused(Refusal.UNKNOWN_SEAT.word());
    }
    ReservationRules.Interval when = WantedTime.of(city, office, body);
    Reservation asked = new Reservation(newId(), seat, person, when.from(), when.to());
    carryOut(call.principal(), asked, insteadOf);
    return Reply.created(
        "/api/v1/reservations/" + asked.id(),
        JsonText.object(o -> Promise.of(asked).write(city, o)));
  }

  private String newId() {
    byte[] bits = new byte[ID_BYTES];
    hub.random().nextBytes(bits);
    return "r-" + HexFormat.of().formatHex(bits);
  }

  private Reply book(Principal principal, JsonFields body) throws BadMessage, InterruptedException {
    City city = hub.allocation().state().city();
    RoomId room = new RoomId(body.text("office"), body.text("room"));
    Office office = city.office(room.office());
    if (office == null) {
      throw Problem.refused(Refusal.UNKNOWN_ROOM.word());
    }
    String person = ForWhom.of(hub.roster(), principal, body.textOrNull("staff_id"));
    ReservationRules.Interval when = WantedTime.of(city, office, body);
    Booking asked = new Booking(newId(), room, person, when.from(), when.to());
    Command.BookRoom command =
        new Command.BookRoom(
            asked.id(),
            room,
            person,
            asked.from(),
            asked.to(),
            principal.who(),
            hub.cityClock().get());
    if (person.equals(principal.person())) {
      commands.carryOut(command);
    } else {
      commands.carryOut(
          principal,
          "book",
          o ->
              o.put("id", asked.id())
                  .put("office", room.office())
                  .put("room", room.room())
                  .put("person", person),
          command);
    }
    return Reply.created(
        "/api/v1/reservations/" + asked.id(),
        JsonText.object(o -> Promise.of(asked).write(city, o)));
  }

  private void carryOut(Principal principal, Reservation asked, Set<String> insteadOf)
      throws InterruptedException {
    Command.Reserve command =
        new Command.Reserve(
            asked.id(),
            asked.seat(),
            asked.person(),
            asked.from(),
            asked.to(),
            principal.who(),
            insteadOf,
            hub.cityClock().get());
    boolean changes = !insteadOf.isEmpty(); // a promise is taken back: that is on record, as ever
    if (asked.person().equals(principal.person()) && !changes) {
      commands.carryOut(command);
      return;
    }
    commands.carryOut(
        principal,
        changes ? "change-reservation" : "reserve",
        o ->
            o.put("id", asked.id())
                .put("office", asked.seat().office())
                .put("seat", asked.seat().seat())
                .put("instead_of", insteadOf)
                .put("person", asked.person()),
        command);
  }

  private Reply cancel(Call call) throws InterruptedException {
    Principal principal = call.principal();
    String id = call.path("id");
    String person = promisedTo(id);
    if (person == null || !ForWhom.isFor(principal, person)) {
      throw Problem.notFound("there is no reservation of that id, or it is not yours");
    }
    commands.carryOut(
        principal,
        "cancel",
        o -> o.put("id", id).put("person", person),
        new Command.CancelReservation(id, principal.who(), hub.cityClock().get()));
    return Reply.done();
  }

  /** To whom a seat or room of that name is promised, null if none is. */
  private @Nullable String promisedTo(String id) {
    Seating state = hub.allocation().state();
    Reservation seat = state.reservations().get(id);
    Booking room = state.rooms().bookings().get(id);
    return seat != null ? seat.person() : room != null ? room.person() : null;
  }

  private Reply tap(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    SeatId seat = new SeatId(body.text("office"), body.text("seat"));
    String run = hub.about().run();
    long number = phoneTaps.incrementAndGet();
    Decision decision =
        commands.ask(
            new Command.PhoneTap(
                new TapId(PHONE, run, number),
                seat,
                ForWhom.oneself(call.principal()),
                hub.cityClock().get()));
    if (!(decision instanceof Decision.Answered answered)) {
      throw new IllegalStateException("a tap is always answered");
    }
    return Reply.json(
        DecisionMessage.of(
                run, number, answered.answer(), hub.allocation().state().city().timeZone())
            .toJson());
  }
}
