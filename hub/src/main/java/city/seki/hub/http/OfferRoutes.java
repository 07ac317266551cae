package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Lottery;
import city.seki.config.rules.Nearness;
import city.seki.config.rules.NextBest;
import city.seki.config.rules.Offers;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationRules;
import city.seki.config.rules.SeatView;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Wish;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Operation;
import city.seki.hub.live.Floor;
import city.seki.hub.live.SeatOnFloor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which seats the one who asks may have at a time, why not the others, and what is next best. No
 * request names a person, but for colleagues who let themselves be seen.
 */
final class OfferRoutes {
  private static final String NOW = "now";

  /** Near whom one may ask to sit at once. */
  private static final int MOST_COLLEAGUES = 5;

  private final HubParts hub;
  private final AccessRegister register;

  OfferRoutes(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.register = register;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/offices/{office}/offers", Operation.RESERVE, this::offers),
        new Route(
            "GET",
            "/api/v1/offices/{office}/seats/{seat}/next-best",
            Operation.RESERVE,
            this::nextBest));
  }

  private Offers asked(Call call, Instant now) {
    Seating state = hub.allocation().state();
    String id = MyRoutes.person(call.principal());
    Person person = state.directory().person(id);
    if (person == null) {
      throw Problem.forbidden("the roster has no zones for you: you may have no seat");
    }
    return Offers.of(state, person, now);
  }

  private Reply offers(Call call) {
    Instant now = hub.cityClock().get();
    Floor floor = hub.floor().now();
    City city = hub.allocation().state().city();
    Office office = FloorRoutes.office(city, call);
    Offers.When when = when(call, city, now);
    Offers offers = asked(call, now);
    Near near = near(call, when, now);
    ReservationRules.Interval interval = offers.interval(office, when);
    ZoneId zone = city.timeZone();
    List<Offers.When> slots = new ArrayList<>();
    for (Slot slot : List.of(Slot.AM, Slot.PM, Slot.DAY)) {
      Offers.When other = new Offers.When(when.date(), slot);
      if (offers.interval(office, other) != null) {
        slots.add(other);
      }
    }
    return Reply.json(
        JsonText.object(
            o -> {
              o.put("office", office.id());
              write(when, interval, o, zone);
              ReservationRules.Days days = ReservationRules.days(city, office, when.date());
              o.put("reservable_from", when.slot() == null ? null : days.opens(), zone);
              o.put("reservable_until", when.slot() == null ? null : days.closes(), zone);
              lottery(office, when, interval, offers, now, o);
              o.put("lotteries", lotteries(city));
              o.array("slots", slots, (s, f) -> write(s, offers.interval(office, s), f, zone));
              o.array("colleagues", near.nearness().places().entrySet(), near::write);
              o.array(
                  "seats",
                  near.nearness().sorted(office, offers.person(), offers.of(office, when)),
                  (s, f) -> {
                    write(s, floor, f, zone);
                    near.write(office, s.place(), f);
                  });
            }));
  }

  /** The offices at which lots are drawn for seats. */
  private static List<String> lotteries(City city) {
    return city.offices().values().stream()
        .filter(office -> office.policy().reserving().lottery() != null)
        .map(Office::id)
        .toList();
  }

  /**
   * How many wish for how many seats that the one who asks could have; null where none is drawn.
   */
  private void lottery(
      Office office,
      Offers.When when,
      ReservationRules.@Nullable Interval interval,
      Offers offers,
      Instant now,
      JsonText o) {
    Seating state = hub.allocation().state();
    Instant draws = Lottery.draws(state, office, when.date());
    boolean open = Lottery.isOpen(state, office, when.date(), now);
    if (when.slot() == null || interval == null || draws == null || !open) {
      o.putNull("lottery");
      return;
    }
    Lottery.Demand demand =
        Lottery.demand(state, office, offers.person(), interval.from(), interval.to());
    Wish own =
        state.wishes().of(offers.person().id()).stream()
            .filter(w -> w.overlaps(interval.from(), interval.to()))
            .findFirst()
            .orElse(null);
    o.object(
        "lottery",
        l -> {
          l.put("draws_at", draws, state.city().timeZone());
          l.put("wishes", demand.wishes()).put("seats", demand.seats());
          l.put("wish", own == null ? null : own.id());
          l.put(
              "reserved",
              Lottery.hasSeat(state, offers.person().id(), interval.from(), interval.to()));
        });
  }

  /**
   * Near whom the one who asks would like to sit.
   *
   * @param handles of those only who let themselves be seen, by person
   */
  private record Near(Nearness nearness, Map<String, String> handles) {
    void write(Map.Entry<String, SeatId> place, JsonText o) {
      o.put("id", handles.get(place.getKey()));
      o.put("office", place.getValue().office()).put("seat", place.getValue().seat());
    }

    void write(Office office, Seat place, JsonText o) {
      Nearness.Near near = nearness.nearest(office, place);
      if (near == null) {
        o.putNull("near");
      } else {
        o.object("near", n -> n.put("id", handles.get(near.person())).put("steps", near.steps()));
      }
    }
  }

  /** A name that is nobody's, and one of somebody who is not to be seen, are both nobody. */
  private Near near(Call call, Offers.When when, Instant now) {
    String query = call.query("near");
    List<String> asked = query == null ? List.of() : List.of(query.split(","));
    if (asked.size() > MOST_COLLEAGUES) {
      throw Problem.badRequest("near: expected at most " + MOST_COLLEAGUES + " colleagues");
    }
    Map<String, String> handles = new TreeMap<>();
    if (!asked.isEmpty()) {
      String self = MyRoutes.person(call.principal());
      for (String person : ColleagueRoutes.colleagues(hub, self).keySet()) {
        String handle = ColleagueRoutes.handle(self, person);
        if (asked.contains(handle)) {
          handles.put(person, handle);
        }
      }
      register.looks(call.principal(), AccessRegister.Purpose.COLLEAGUES, handles.keySet());
    }
    return new Near(Nearness.to(handles.keySet(), hub.allocation().state(), when, now), handles);
  }

  private static void write(
      Offers.When when, ReservationRules.@Nullable Interval interval, JsonText o, ZoneId zone) {
    o.put("date", when.date().toString());
    o.put("slot", when.slot() == null ? NOW : when.slot().word());
    o.put("from", interval == null ? null : interval.from(), zone);
    o.put("to", interval == null ? null : interval.to(), zone);
  }

  private static void write(Offers.Offer offer, Floor floor, JsonText o, ZoneId zone) {
    Seat place = offer.place();
    o.put("seat", place.id()).put("zone", place.zone());
    o.put("state", state(floor, offer.seat()).word());
    o.put("reason", offer.reason()).put("own", offer.own());
    o.put("instead_of", offer.insteadOf().stream().map(Reservation::id).toList());
    o.put("accessible", place.accessible()).put("spaced", offer.spaced());
    o.put("from", offer.from(), zone).put("to", offer.to(), zone);
  }

  /** How that seat is at this moment: one whose unit is silent may have been taken meanwhile. */
  private static SeatView.State state(Floor floor, SeatId id) {
    SeatOnFloor seat = floor.seat(id);
    return seat == null ? SeatView.State.UNKNOWN : seat.view().state();
  }

  private Reply nextBest(Call call) {
    Instant now = hub.cityClock().get();
    Floor floor = hub.floor().now();
    City city = hub.allocation().state().city();
    Office office = FloorRoutes.office(city, call);
    Seat seat = office.seat(call.path("seat"));
    if (seat == null) {
      throw Problem.notFound("there is no seat of that name");
    }
    List<NextBest.Suggestion> found =
        NextBest.to(
            asked(call, now),
            office,
            seat,
            when(call, city, now),
            id -> state(floor, id) == SeatView.State.FREE);
    return Reply.json(
        JsonText.array(
            found,
            (s, o) -> {
              o.put("kind", s.kind().word());
              o.put("office", s.seat().office()).put("seat", s.seat().seat());
              o.put("zone", s.place().zone());
              write(s.when(), new ReservationRules.Interval(s.from(), s.to()), o, city.timeZone());
            }));
  }

  /** What the query says: now, if it says nothing. */
  static Offers.When when(Call call, City city, Instant now) {
    LocalDate today = city.day(now);
    String slot = call.query("slot");
    if (slot == null || slot.equals(NOW)) {
      return new Offers.When(today, null);
    }
    String date = call.query("date");
    try {
      Slot part = Slot.of(slot);
      if (part == Slot.EXPLICIT) {
        throw Problem.badRequest("slot: expected now, am, pm or day");
      }
      return new Offers.When(date == null ? today : LocalDate.parse(date), part);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("slot: expected now, am, pm or day");
    } catch (DateTimeException e) {
      throw Problem.badRequest("date: expected a day such as 2026-11-28");
    }
  }
}
