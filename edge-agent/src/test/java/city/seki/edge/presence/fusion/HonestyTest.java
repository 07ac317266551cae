package city.seki.edge.presence.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class HonestyTest {
  private static final long MINUTE = 60_000;

  private static Honesty.Rates of(SensorKind kind, Honesty honesty) {
    return honesty.rates().stream()
        .filter(its -> its.sensor().equals(kind.word()))
        .findFirst()
        .orElseThrow();
  }

  private static Honesty minute(Honesty before, Place place, boolean claimed, boolean open) {
    return before.and(new Honesty.Interval(MINUTE, place.belief(), claimed, open));
  }

  @Test
  void a_radar_that_sees_somebody_in_a_closed_office_is_wrong_there() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    Honesty night = Honesty.NONE;
    for (int minute = 0; minute < 40; minute++) {
      room.radar(minute < 10 ? Target.STILL : Target.NONE, 1);
      night = minute(night, room, false, false);
    }
    assertEquals(0.25, of(SensorKind.RADAR, night).falseOccupied());
    assertEquals(40, of(SensorKind.RADAR, night).closedMinutes());
    // While the radar spoke, nobody could say that the PIR was wrong to be silent.
    assertEquals(30, of(SensorKind.PIR, night).closedMinutes());
    assertEquals(0.0, of(SensorKind.PIR, night).falseOccupied());
  }

  @Test
  void somebody_who_cleans_is_seen_by_two_and_counts_against_neither() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    room.minutes(2);
    room.walk();
    room.radar(Target.MOVING, 1);
    Honesty night = minute(Honesty.NONE, room, false, false);
    assertNull(of(SensorKind.RADAR, night).falseOccupied());
    assertNull(of(SensorKind.PIR, night).falseOccupied());
  }

  @Test
  void a_pad_that_says_nobody_while_a_tap_says_somebody_is_wrong() {
    Place seat = new Place(SensorKind.PAD);
    seat.say(SensorKind.PAD, new Reading.Pad(false));
    Honesty day = minute(Honesty.NONE, seat, true, true);
    seat.say(SensorKind.PAD, new Reading.Pad(true));
    for (int i = 0; i < 3; i++) {
      day = minute(day, seat, true, true);
    }
    assertEquals(0.25, of(SensorKind.PAD, day).falseVacant());
    assertEquals(4, of(SensorKind.PAD, day).takenMinutes());
    assertNull(of(SensorKind.PAD, day).falseOccupied());
  }

  @Test
  void a_pir_that_sees_nothing_while_the_radar_sees_somebody_is_wrong_after_a_while() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    Honesty day = Honesty.NONE;
    for (int minute = 0; minute < 60; minute++) {
      room.radar(Target.STILL, 1);
      day = minute(day, room, false, true);
    }
    assertEquals(60, of(SensorKind.PIR, day).takenMinutes());
    Double wrong = of(SensorKind.PIR, day).falseVacant();
    assertEquals(true, wrong != null && wrong > 0.5, () -> "was " + wrong);
    assertEquals(0, of(SensorKind.RADAR, day).takenMinutes());
  }

  @Test
  void a_sensor_that_died_says_nothing_and_no_time_counts_for_it() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    room.radar(Target.STILL, 2);
    room.minutes(2); // its last word was "somebody"
    Honesty night = minute(Honesty.NONE, room, false, false);
    room.dies(SensorKind.RADAR);
    night = minute(night, room, false, false);
    assertEquals(List.of("pir"), List.copyOf(night.tallies().keySet()));
    assertEquals(2, of(SensorKind.PIR, night).closedMinutes());
    assertEquals(night, Honesty.of(night.tallies()));
  }

  @Test
  void open_hours_without_a_witness_tell_nothing() {
    Place room = new Place(SensorKind.RADAR);
    room.radar(Target.STILL, 5);
    Honesty day = minute(Honesty.NONE, room, false, true);
    assertNull(of(SensorKind.RADAR, day).falseOccupied());
    assertNull(of(SensorKind.RADAR, day).falseVacant());
  }

  @Test
  void the_same_time_cut_in_pieces_gives_the_same_rates() {
    Place room = new Place(SensorKind.RADAR);
    room.radar(Target.STILL, 5);
    Belief belief = room.belief();
    Honesty whole = Honesty.NONE.and(new Honesty.Interval(MINUTE, belief, false, false));
    Honesty cut =
        Honesty.NONE
            .and(new Honesty.Interval(20_000, belief, false, false))
            .and(new Honesty.Interval(40_000, belief, false, false));
    assertEquals(whole, cut);
    assertThrows(
        IllegalArgumentException.class, () -> new Honesty.Interval(0, belief, false, false));
  }
}
