package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.roster.RosterStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a member of staff does for a seat without a card: reserve, cancel, tap by phone. */
final class ReservationRoutes {
  private static final int ID_BYTES = 10;
  private static final String PHONE = "phone";

  private final HubParts hub;
  private final Commands commands;
  private final AtomicLong phoneTaps = new AtomicLong();

  ReservationRoutes(HubParts hub, Commands commands) {
    this.hub = hub;
    this.commands = commands;
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
    List<Reservation> shown =
        state.reservations().values().stream()
            .filter(r -> all || r.person().equals(principal.person()))
            .sorted(Comparator.comparing(Reservation::from).thenComparing(Reservation::id))
            .toList();
    return Reply.json(
        JsonText.array(
            shown,
            (r, o) -> {
              write(r, state.city(), o);
              RosterStore.Member member = all ? hub.roster().member(r.person()) : null;
              o.put("staff_id", member == null ? null : member.staffId());
            }));
  }

  private static void write(Reservation r, City city, JsonText o) {
    o.put("id", r.id()).put("office", r.seat().office()).put("seat", r.seat().seat());
    o.put("from", r.from(), city.timeZone()).put("to", r.to(), city.timeZone());
  }

  private Reply reserve(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    City city = hub.allocation().state().city();
    SeatId seat = new SeatId(body.text("office"), body.text("seat"));
    String person = personToReserveFor(call.principal(), body.textOrNull("staff_id"));
    Office office = city.office(seat.office());
    if (office == null) {
      throw Problem.refused(Refusal.UNKNOWN_SEAT.word());
    }
    ReservationRules.Interval when = interval(city, office, body);
    byte[] bits = new byte[ID_BYTES];
    hub.random().nextBytes(bits);
    Reservation asked =
        new Reservation(
            "r-" + HexFormat.of().formatHex(bits), seat, person, when.from(), when.to());
    carryOut(call.principal(), asked);
    return Reply.created(
        "/api/v1/reservations/" + asked.id(), JsonText.object(o -> write(asked, city, o)));
  }

  private void carryOut(Principal principal, Reservation asked) throws InterruptedException {
    Command.Reserve command =
        new Command.Reserve(
            asked.id(),
            asked.seat(),
            asked.person(),
            asked.from(),
            asked.to(),
            principal.who(),
            hub.cityClock().get());
    if (asked.person().equals(principal.person())) {
      commands.carryOut(command);
      return;
    }
    commands.carryOut(
        principal,
        "reserve",
        o ->
            o.put("id", asked.id())
                .put("office", asked.seat().office())
                .put("seat", asked.seat().seat())
                .put("person", asked.person()),
        command);
  }

  private String personToReserveFor(Principal principal, @Nullable String staffId) {
    if (staffId == null) {
      return ownPerson(principal);
    }
    String person = hub.roster().personOf(staffId);
    if (person != null && person.equals(principal.person())) {
      return person;
    }
    if (!principal.may(Operation.RESERVE_FOR_OTHERS)) {
      throw Problem.forbidden("you may reserve for yourself only");
    }
    if (person == null) {
      throw Problem.refused(Refusal.UNKNOWN_PERSON.word());
    }
    return person;
  }

  private static String ownPerson(Principal principal) {
    String person = principal.person();
    if (person == null) {
      throw Problem.forbidden("this token belongs to nobody in the roster");
    }
    return person;
  }

  private static ReservationRules.Interval interval(City city, Office office, JsonFields body)
      throws BadMessage {
    LocalDate date = body.has("date") ? body.word("date", ReservationRoutes::date) : null;
    if (!body.has("slot")) {
      Instant from = moment(city, date, body, "from");
      Instant to = moment(city, date, body, "to");
      if (!from.isBefore(to)) {
        throw new BadMessage("$.to", "expected a time after from");
      }
      return new ReservationRules.Interval(from, to);
    }
    Slot slot = body.word("slot", Slot::of);
    if (slot == Slot.EXPLICIT || date == null) {
      throw new BadMessage("$", "expected date and slot am, pm or day; or from and to");
    }
    ReservationRules.Interval interval = ReservationRules.interval(city, office, date, slot);
    if (interval == null) {
      boolean closed = city.hours(office, date) == null;
      throw Problem.refused((closed ? Refusal.OFFICE_CLOSED : Refusal.SLOT_NOT_OFFERED).word());
    }
    return interval;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a date such as 2026-11-21", e);
    }
  }

  /** A time of that day as {@code HH:mm}, or any moment as RFC 3339. */
  private static Instant moment(City city, @Nullable LocalDate date, JsonFields body, String name)
      throws BadMessage {
    if (date == null || body.text(name).length() > 8) {
      return body.moment(name).toInstant();
    }
    LocalTime time = body.word(name, ReservationRoutes::time);
    return date.atTime(time).atZone(city.timeZone()).toInstant();
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a time such as 09:30", e);
    }
  }

  private Reply cancel(Call call) throws InterruptedException {
    Principal principal = call.principal();
    Reservation found = hub.allocation().state().reservations().get(call.path("id"));
    if (found == null
        || (!found.person().equals(principal.person())
            && !principal.may(Operation.RESERVE_FOR_OTHERS))) {
      throw Problem.notFound("there is no reservation of that id, or it is not yours");
    }
    commands.carryOut(
        principal,
        "cancel",
        o -> o.put("id", found.id()).put("person", found.person()),
        new Command.CancelReservation(found.id(), principal.who(), hub.cityClock().get()));
    return Reply.done();
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
                ownPerson(call.principal()),
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
