package city.seki.hub.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Place;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.SensorNight;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the hub keeps of nights, and from when on a sensor is doubtful. */
class SensorNightsTest {
  private static final Instant AT = Instant.parse("2026-11-24T01:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Place SEAT = new Place.AtSeat("A-03");
  private static final String PAD = "pad:gpio:4";

  private static SensorNight night(LocalDate day) {
    return new SensorNight(PAD, SEAT, day, 0.0, 600, null, 0);
  }

  private static HealthMessage health(String boot, long uptimeMs) {
    return new HealthMessage(boot, uptimeMs, 0, null, null, null, null, null, List.of());
  }

  private static SensorView view(
      String kind,
      @Nullable Double falseOccupied,
      long closed,
      @Nullable Double falseVacant,
      long taken) {
    return SensorView.of(
        "u1",
        PAD,
        SEAT,
        kind,
        List.of(new SensorNight(PAD, SEAT, TODAY, falseOccupied, closed, falseVacant, taken)));
  }

  @Test
  void the_last_thirty_nights_are_kept_whatever_the_order_in_which_they_come() {
    SensorNights nights = new SensorNights();
    List<SensorNight> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(night(TODAY.minusDays(i)));
    }
    nights.told("u1", AT, all);
    List<SensorNight> kept = nights.of("u1", PAD, SEAT, TODAY);
    assertEquals(SensorNights.NIGHTS, kept.size());
    assertEquals(TODAY, kept.getLast().night());
    assertEquals(1, nights.of("u1", PAD, SEAT, TODAY.plusDays(30)).size(), "they grow old");
    assertEquals(List.of(), nights.of("u2", PAD, SEAT, TODAY));
  }

  @Test
  void a_night_that_has_not_been_yet_is_not_taken() {
    SensorNights nights = new SensorNights();
    nights.told("u1", AT, List.of(night(TODAY.plusYears(1)), night(TODAY.minusYears(1))));
    assertEquals(List.of(), nights.of("u1", PAD, SEAT, TODAY.minusYears(2)));
  }

  @Test
  void of_two_devices_with_one_identity_nothing_is_taken() {
    Fleet fleet = new Fleet(() -> 0);
    fleet.health("u1", AT, health("x", 1));
    fleet.health("u1", AT, health("y", 1));
    fleet.health("u1", AT, health("x", 2));
    assertTrue(fleet.held("u1") != null);
    fleet.health("u1", AT, health("y", 2).with(null, List.of(night(TODAY))));
    assertEquals(List.of(), fleet.sensorNights().of("u1", PAD, SEAT, TODAY));
  }

  @Test
  void it_takes_hours_enough_and_a_rate_above_the_bound() {
    assertTrue(view("pad", 0.11, 24 * 60, null, 0).isDoubtful());
    assertFalse(view("pad", 0.11, 24 * 60 - 1, null, 0).isDoubtful(), "too short");
    assertFalse(view("pad", 0.1, 24 * 60, null, 0).isDoubtful(), "not above");
    assertTrue(view("radar", 0.0, 24 * 60, 0.81, 24 * 60).isDoubtful());
    assertFalse(view("radar", 0.0, 24 * 60, 0.8, 24 * 60).isDoubtful());
    assertFalse(view("air", 0.9, 99 * 60, 0.9, 99 * 60).isDoubtful(), "late by nature");
  }

  @Test
  void nights_weigh_by_their_hours() {
    SensorView view =
        SensorView.of(
            "u1",
            PAD,
            SEAT,
            "pad",
            List.of(
                new SensorNight(PAD, SEAT, TODAY, 1.0, 60, null, 0),
                new SensorNight(PAD, SEAT, TODAY.minusDays(1), 0.0, 540, 0.5, 30)));
    assertEquals(0.1, view.falseOccupied());
    assertEquals(10.0, view.closedHours());
    assertEquals(0.5, view.falseVacant());
    assertEquals(2, view.nights());
  }
}
