package city.seki.config.rules;

import static city.seki.config.rules.Scene.WEDNESDAY;
import static city.seki.config.rules.Scene.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Offers.Offer;
import city.seki.config.rules.Offers.When;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An office that keeps people apart offers seats that are apart first, and all others after. */
class SpacingTest {
  private static final int CITIES = 60;
  private static final int PEOPLE = 9;

  /** Seats of one zone at random places, and some of them promised to others. */
  private static Seating seating(int spacing, Random random) {
    Scene scene = Scene.standard();
    City city = scene.state.city();
    Office model = Objects.requireNonNull(city.office("honcho"));
    Policy p = model.policy();
    Policy policy =
        new Policy(
            p.slots(),
            p.amEnds(),
            p.pmStarts(),
            p.grace(),
            p.reservedBefore(),
            p.warnBefore(),
            p.noPresence(),
            p.unclaimedUse(),
            p.daysAhead(),
            new Policy.Kiosk(Policy.Departments.ANY, spacing, false));
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      seats.add(new Seat("S-" + i, "lgwan", random.nextInt(8), random.nextInt(4), false));
    }
    Office office =
        new Office(
            "honcho",
            model.name(),
            model.hours(),
            true,
            Set.of(),
            List.of(),
            policy,
            Office.byName(seats),
            List.of());
    Map<String, Person> persons = new HashMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      persons.put("p" + i, new Person("p" + i, "d", List.of("lgwan")));
    }
    City one =
        new City(city.name(), city.timeZone(), city.zones(), List.of(office), List.of(), Set.of());
    Seating state = Seating.of(one, new Directory(Map.of(), persons));
    for (int i = 1; i < random.nextInt(PEOPLE); i++) {
      SeatId seat = new SeatId("honcho", "S-" + random.nextInt(12));
      Command reserve =
          new Command.Reserve(
              "r" + i, seat, "p" + i, at("08:30"), at("17:15"), "p" + i, at("07:00"));
      state = state.applyAll(SeatRules.decide(state, reserve).events());
    }
    return state;
  }

  private static List<Offer> offers(Seating state) {
    Person person = Objects.requireNonNull(state.directory().person("p0"));
    Office office = Objects.requireNonNull(state.city().office("honcho"));
    return Offers.of(state, person, at("07:10")).of(office, new When(WEDNESDAY, Slot.DAY));
  }

  /** Steps to the nearest seat that somebody has reserved, worked out from the outside. */
  private static int nearest(Seating state, Seat seat) {
    int nearest = Integer.MAX_VALUE;
    for (Reservation promise : state.reservations().values()) {
      Seat other = Objects.requireNonNull(state.city().seat(promise.seat()));
      nearest =
          Math.min(
              nearest, Math.max(Math.abs(seat.x() - other.x()), Math.abs(seat.y() - other.y())));
    }
    return nearest;
  }

  @Test
  void seats_that_are_apart_come_first_and_no_seat_is_refused_for_it() {
    int close = 0;
    for (long seed = 1; seed <= CITIES; seed++) {
      Seating spaced = seating(3, new Random(seed));
      List<Offer> offers = offers(spaced);
      int missing = 0;
      for (Offer offer : offers) {
        int lacks = Math.max(0, 3 - nearest(spaced, offer.place()));
        assertTrue(lacks >= missing, "seed " + seed + " " + offers);
        assertEquals(lacks == 0, offer.spaced(), "seed " + seed + " " + offer);
        missing = lacks;
        close += lacks > 0 && offer.isFree() ? 1 : 0;
      }
      List<Offer> free = offers(seating(0, new Random(seed)));
      assertEquals(reasons(free), reasons(offers), "seed " + seed);
      assertTrue(free.stream().allMatch(Offer::spaced), "no office asks for it");
    }
    assertTrue(close > 50, close + " are close to somebody and may be had");
  }

  private static Map<String, String> reasons(List<Offer> offers) {
    return offers.stream()
        .collect(Collectors.toMap(o -> o.seat().seat(), o -> String.valueOf(o.reason())));
  }
}
