package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Offices closed and capped by facilities. */
class MeasureTest {
  private static final LocalDate TODAY = Scene.WEDNESDAY;
  private static final LocalDate TOMORROW = TODAY.plusDays(1);

  private final Scene scene = Scene.standard();

  private static Measure measure(@Nullable Integer people, LocalDate from, @Nullable LocalDate to) {
    return new Measure("m-1", "honcho", people, null, from, to, "typhoon");
  }

  private Decision takes(Measure measure, String now) {
    return scene.does(new Command.TakeMeasure(measure, "fac", at(now)));
  }

  private Decision lifts(String now) {
    return scene.does(new Command.LiftMeasure("m-1", "fac", at(now)));
  }

  @Test
  void a_closed_office_denies_at_once_and_whoever_sits_there_has_to_go() {
    scene.taps("aya", "A-01", "09:00");
    scene.taps("ben", "M-01", "09:00");
    takes(measure(null, TODAY, TODAY), "10:00");
    assertNull(scene.state.held().get("aya"));
    assertEquals(seat("M-01"), scene.state.held().get("ben"), "of another office");
    assertEquals(
        Answer.Denied.because(DenyReason.OFFICE_CLOSED, seat("A-02")),
        scene.taps("chie", "A-02", "10:01"));
    Event.Ended ended =
        (Event.Ended)
            scene.events.stream().filter(e -> e instanceof Event.Ended).findFirst().orElseThrow();
    assertEquals(EndReason.BY_STAFF, ended.reason());
    assertEquals("typhoon", ended.note());
    lifts("11:00");
    assertInstanceOf(Answer.Granted.class, scene.taps("chie", "A-02", "11:01"));
  }

  @Test
  void what_was_promised_for_days_that_are_closed_is_taken_back_and_the_rest_stays() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    scene.reserves("ben", "A-02", TOMORROW + "T09:00", TOMORROW + "T12:00");
    scene.reserves("chie", "A-03", "2026-11-20T09:00", "2026-11-20T12:00");
    Measure closed = measure(null, TOMORROW, TOMORROW);
    MeasureRules.Hits hits = MeasureRules.hits(scene.state, closed, at("10:00"));
    assertEquals(List.of("ben"), hits.reservations().stream().map(Reservation::person).toList());
    assertEquals(0, hits.people());
    takes(closed, "10:00");
    assertEquals(
        List.of("A-01", "A-03"),
        scene.state.reservations().values().stream().map(r -> r.seat().seat()).sorted().toList());
    assertEquals(
        Refusal.OFFICE_CLOSED,
        assertInstanceOf(
                Decision.Refused.class,
                scene.reserves("ben", "A-02", TOMORROW + "T09:00", TOMORROW + "T12:00", "10:01"))
            .reason());
  }

  @Test
  void a_cap_counts_from_now_on_beside_that_of_the_files_and_takes_nobody_away() {
    scene.taps("aya", "A-01", "09:00");
    scene.reserves("ben", "A-02", TOMORROW + "T09:00", TOMORROW + "T12:00");
    scene.reserves("chie", "A-03", TOMORROW + "T10:00", TOMORROW + "T12:00");
    Measure capped = measure(1, TODAY, TOMORROW);
    assertEquals(Map.of(TOMORROW, 2L), MeasureRules.hits(scene.state, capped, at("10:00")).full());
    takes(capped, "10:00");
    assertEquals(seat("A-01"), scene.state.held().get("aya"));
    assertEquals(2, scene.state.reservations().size());
    assertEquals(
        Answer.Denied.because(DenyReason.CAPACITY, seat("A-02")),
        scene.taps("ben", "A-02", "10:01"));
    lifts("10:02");
    assertInstanceOf(Answer.Granted.class, scene.taps("ben", "A-02", "10:03"));
  }

  @Test
  void it_is_beside_the_files_and_outlives_their_change() {
    City files = scene.state.city();
    takes(measure(null, TOMORROW, TOMORROW), "10:00");
    scene.state = scene.state.reconfigured(files, Scene.directory());
    assertTrue(
        Objects.requireNonNull(scene.state.city().office("honcho")).closures().contains(TOMORROW));
    assertEquals(files, scene.state.measures().files());
    lifts("10:01");
    assertEquals(files, scene.state.city());
  }

  @Test
  void a_unit_that_is_alone_knows_of_it() {
    takes(measure(null, TOMORROW, TOMORROW), "10:00");
    OfficeState told =
        OfficeState.of(
            scene.state,
            Objects.requireNonNull(scene.state.city().office("honcho")),
            List.of(),
            Scene.directory(),
            at("10:01"));
    assertTrue(told.office().closures().contains(TOMORROW));
  }

  @Test
  void what_is_over_or_unknown_is_refused_and_the_past_stays_as_it_was() {
    assertInstanceOf(
        Decision.Refused.class,
        takes(measure(null, TODAY.minusDays(2), TODAY.minusDays(1)), "10:00"));
    takes(measure(3, TODAY.minusDays(7), null), "10:00");
    assertEquals(
        TODAY, Objects.requireNonNull(scene.state.measures().taken().get("m-1")).measure().from());
    assertInstanceOf(Decision.Refused.class, takes(measure(3, TODAY, null), "10:01"));
    lifts("10:02");
    assertInstanceOf(Decision.Refused.class, lifts("10:03"));
    assertThrows(IllegalArgumentException.class, () -> measure(null, TODAY, null));
    assertThrows(IllegalArgumentException.class, () -> measure(null, TODAY, TODAY.plusDays(366)));
  }
}
