package city.seki.config.rules;

import static city.seki.config.rules.Scene.WEDNESDAY;
import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Nearness.Near;
import city.seki.config.rules.Offers.Offer;
import city.seki.config.rules.Offers.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where colleagues are, and which seats are near to them. */
class NearnessTest {
  private static final int HISTORIES = 8;
  private static final int STEPS = 300;

  private final Scene scene = Scene.standard();

  private Nearness to(List<String> persons, String time, @Nullable Slot slot) {
    return Nearness.to(persons, scene.state, new When(WEDNESDAY, slot), at(time));
  }

  private Office office(String id) {
    return Objects.requireNonNull(scene.state.city().office(id));
  }

  private @Nullable Near nearest(Nearness nearness, String seat) {
    SeatId id = seat(seat);
    Office office = office(id.office());
    return nearness.nearest(office, Objects.requireNonNull(office.seat(id.seat())));
  }

  @Test
  void who_sits_there_counts_now_and_who_reserved_counts_then() {
    scene.taps("aya", "A-01", "09:00");
    scene.reserves("ben", "A-03", "13:00", "17:15", "09:30");
    assertEquals(
        Map.of("aya", seat("A-01")), to(List.of("aya", "ben", "chie"), "10:00", null).places());
    assertEquals(Map.of("ben", seat("A-03")), to(List.of("aya", "ben"), "10:00", Slot.PM).places());
    assertEquals(Map.of("aya", seat("A-01")), to(List.of("aya", "ben"), "10:00", Slot.AM).places());
    assertEquals(Map.of("aya", seat("A-01")), to(List.of("aya"), "13:30", Slot.PM).places());
  }

  @Test
  void the_nearest_is_told_with_the_steps_and_nobody_of_another_office() {
    scene.reserves("aya", "A-01", "08:30", "17:15");
    scene.reserves("ben", "M-01", "08:30", "17:15");
    Nearness both = to(List.of("aya", "ben"), "08:00", Slot.DAY);
    Near near = Objects.requireNonNull(nearest(both, "A-02"));
    assertEquals("aya", near.person());
    assertTrue(near.steps() > 0);
    assertEquals(new Near("ben", 0), nearest(both, "M-01"));
    assertNull(nearest(to(List.of("ben"), "08:00", Slot.DAY), "A-02"));
    assertNull(nearest(to(List.of(), "08:00", Slot.DAY), "A-02"));
  }

  @Test
  void who_needs_an_accessible_seat_still_sees_these_first() {
    Office office = office("honcho");
    scene.reserves("aya", "A-03", "08:30", "17:15");
    Nearness near = to(List.of("aya"), "08:00", Slot.DAY);
    List<Offer> offers = new ArrayList<>();
    for (Seat seat : office.seats().values()) {
      Seat place =
          new Seat(seat.id(), seat.zone(), seat.x(), seat.y(), false, seat.id().equals("A-01"));
      offers.add(new Offer(new SeatId("honcho", seat.id()), place, null, false, null, null));
    }
    Person needing = new Person("x", "d", List.of(), true);
    assertEquals("A-01", near.sorted(office, needing, offers).getFirst().seat().seat());
    Person other = new Person("y", "d", List.of(), false);
    assertEquals("A-03", near.sorted(office, other, offers).getFirst().seat().seat());
  }

  @Test
  void offers_are_the_same_sorted_by_steps_and_nobody_else_matters_after_any_history() {
    int sorted = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Seating state = Seating.of(Scene.standard().state.city(), Scene.directory());
      Instant last = at("08:00");
      int step = 0;
      for (Command command : Histories.of(seed, STEPS)) {
        Decision decision = SeatRules.decide(state, command);
        state = state.applyAll(decision.events());
        if (command instanceof Command.Reconfigure files) {
          state = state.reconfigured(files.city(), files.directory());
        }
        for (Event event : decision.events()) {
          last = Due.latest(last, event.at());
        }
        if (++step % 8 == 0) {
          sorted += look(state, last, "seed " + seed + " step " + step);
        }
      }
    }
    assertTrue(sorted > 100, sorted + " sorted");
  }

  private static int look(Seating state, Instant now, String told) {
    int sorted = 0;
    Set<String> known = state.directory().persons().keySet();
    for (When when :
        List.of(
            new When(state.city().day(now), null),
            new When(state.city().day(now.plus(Duration.ofDays(1))), Slot.AM))) {
      Map<String, SeatId> alone = new HashMap<>();
      for (String one : known) {
        alone.putAll(Nearness.to(List.of(one), state, when, now).places());
      }
      assertEquals(alone, Nearness.to(known, state, when, now).places(), told);
      for (Person person : state.directory().persons().values()) {
        Nearness near = Nearness.to(List.of(person.id()), state, when, now);
        for (Office office : state.city().offices().values()) {
          List<Offer> before = Offers.of(state, person, now).of(office, when);
          List<Offer> after = near.sorted(office, person, before);
          assertEquals(Set.copyOf(before), Set.copyOf(after), told);
          assertEquals(before.size(), after.size(), told);
          SeatId place = near.places().get(person.id());
          if (place != null && place.office().equals(office.id())) {
            int steps = 0;
            boolean spaced = true;
            for (Offer offer : after) {
              steps = spaced == offer.spaced() ? steps : 0; // the others begin anew
              spaced = offer.spaced();
              Near here = Objects.requireNonNull(near.nearest(office, offer.place()), told);
              assertTrue(here.steps() >= steps, told);
              steps = here.steps();
            }
            sorted++;
          } else {
            assertEquals(before, after, told);
          }
        }
      }
    }
    return sorted;
  }
}
