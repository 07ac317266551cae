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
import city.seki.config.rules.Series;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reservations of one seat week after week: each is asked for by itself, so that what the rules
 * refuse on one day takes nothing from the others, and is told with the day.
 */
final class SeriesRoutes {
  private static final String PATH = "/api/v1/reservations/series";
  private static final int ID_BYTES = 10;

  private final HubParts hub;
  private final Commands commands;

  SeriesRoutes(HubParts hub, Commands commands) {
    this.hub = hub;
    this.commands = commands;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, Operation.RESERVE, this::reserve),
        new Route("DELETE", PATH + "/{id}", Operation.RESERVE, this::cancel));
  }

  /** What became of one day: a reservation, or why there is none. */
  private record Day(LocalDate date, @Nullable Reservation made, @Nullable Refusal refusal) {
    void write(JsonText o, ZoneId zone) {
      o.put("date", date.toString());
      o.put("id", made == null ? null : made.id());
      o.put("from", made == null ? null : made.from(), zone);
      o.put("to", made == null ? null : made.to(), zone);
      o.put("reason", refusal == null ? null : refusal.word());
    }
  }

  private record Wanted(SeatId seat, LocalDate first, Slot slot, int weeks) {
    static Wanted of(JsonFields body) throws BadMessage {
      SeatId seat = new SeatId(body.text("office"), body.text("seat"));
      LocalDate first = body.word("date", WantedTime::date);
      Slot slot = body.word("slot", Slot::of);
      long weeks = body.whole("weeks", 1);
      if (slot == Slot.EXPLICIT || weeks > Series.MOST_WEEKS) {
        throw new BadMessage(
            "$", "expected slot am, pm or day, and weeks from 1 to " + Series.MOST_WEEKS);
      }
      return new Wanted(seat, first, slot, (int) weeks);
    }
  }

  private Reply reserve(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    Principal principal = call.principal();
    Wanted wanted = Wanted.of(body);
    City city = hub.allocation().state().city();
    Office office = city.office(wanted.seat().office());
    if (office == null || city.seat(wanted.seat()) == null) {
      throw Problem.refused(Refusal.UNKNOWN_SEAT.word());
    }
    String person = ForWhom.of(hub.roster(), principal, body.textOrNull("staff_id"));
    String series = newId();
    if (!person.equals(principal.person())) {
      long _ =
          commands.record(
              principal,
              "reserve-series",
              o ->
                  o.put("id", series)
                      .put("office", office.id())
                      .put("seat", wanted.seat().seat())
                      .put("person", person));
    }
    List<Day> days = new ArrayList<>();
    for (LocalDate date : Series.days(wanted.first(), wanted.weeks())) {
      String id = Series.reservation(series, days.size() + 1);
      days.add(day(date, wanted, city, office, id, person, principal));
    }
    boolean any = days.stream().anyMatch(day -> day.made() != null);
    byte[] json =
        JsonText.object(
            o -> {
              o.put("series", any ? series : null);
              o.array("days", days, (day, f) -> day.write(f, city.timeZone()));
            });
    return any ? Reply.created(PATH + "/" + series, json) : Reply.json(json);
  }

  private Day day(
      LocalDate date,
      Wanted wanted,
      City city,
      Office office,
      String id,
      String person,
      Principal principal)
      throws InterruptedException {
    ReservationRules.Interval when = ReservationRules.interval(city, office, date, wanted.slot());
    if (when == null) {
      boolean closed = city.hours(office, date) == null;
      return new Day(date, null, closed ? Refusal.OFFICE_CLOSED : Refusal.SLOT_NOT_OFFERED);
    }
    Decision decision =
        commands.ask(
            new Command.Reserve(
                id,
                wanted.seat(),
                person,
                when.from(),
                when.to(),
                principal.who(),
                hub.cityClock().get()));
    return decision instanceof Decision.Refused refused
        ? new Day(date, null, refused.reason())
        : new Day(date, new Reservation(id, wanted.seat(), person, when.from(), when.to()), null);
  }

  private String newId() {
    byte[] bits = new byte[ID_BYTES];
    hub.random().nextBytes(bits);
    return "s-" + HexFormat.of().formatHex(bits);
  }

  /** What is kept or cancelled already stays as it is. */
  private Reply cancel(Call call) throws InterruptedException {
    Principal principal = call.principal();
    String series = call.path("id");
    List<Reservation> open =
        hub.allocation().state().reservations().values().stream()
            .filter(r -> series.equals(Series.of(r.id())))
            .filter(r -> ForWhom.isFor(principal, r.person()))
            .sorted(Comparator.comparing(Reservation::from))
            .toList();
    if (open.isEmpty()) {
      throw Problem.notFound("there is no series of that id with reservations, or it is not yours");
    }
    long _ =
        commands.record(
            principal,
            "cancel-series",
            o -> o.put("id", series).put("person", open.getFirst().person()));
    int cancelled = 0;
    for (Reservation reservation : open) {
      Decision decision =
          commands.ask(
              new Command.CancelReservation(
                  reservation.id(), principal.who(), hub.cityClock().get()));
      cancelled += decision instanceof Decision.Done ? 1 : 0;
    }
    int told = cancelled;
    return Reply.json(JsonText.object(o -> o.put("cancelled", told)));
  }
}
