package city.seki.edge.presence.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.fusion.Belief.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people of an office see of the fusion, one story each. */
class PlaceStateTest {
  @Test
  void at_first_nothing_is_known() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    assertEquals(Occupancy.UNKNOWN, room.said());
    assertEquals(0, room.belief().confidence());
    assertEquals("unknown", room.said().word());
  }

  @Test
  void one_who_reads_without_moving_for_an_hour_stays_under_a_radar() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    room.minutes(1);
    room.walk();
    room.radar(Target.MOVING, 1);
    for (int minute = 0; minute < 60; minute++) {
      room.radar(Target.STILL, 1);
      assertEquals(Occupancy.OCCUPIED, room.said(), "after " + minute + " min");
    }
    assertTrue(room.belief().confidence() > 0.9, () -> "is " + room.belief());
  }

  @Test
  void a_reader_whom_the_radar_loses_for_some_seconds_stays() {
    Place room = new Place(SensorKind.RADAR);
    room.radar(Target.MOVING, 2);
    for (int i = 0; i < 20; i++) {
      room.radar(Target.STILL, 2);
      room.say(SensorKind.RADAR, new Reading.Radar(Target.NONE, 0, 0, 0, 0));
      room.seconds(8);
      room.say(SensorKind.RADAR, new Reading.Radar(Target.NONE, 0, 0, 0, 0));
      room.seconds(7);
      assertEquals(Occupancy.OCCUPIED, room.said());
    }
  }

  @Test
  void a_radar_that_sees_nobody_makes_a_room_vacant_in_two_minutes() {
    Place room = new Place(SensorKind.RADAR);
    room.radar(Target.MOVING, 5);
    room.radar(Target.NONE, 2);
    assertEquals(Occupancy.VACANT, room.said());
  }

  @Test
  void under_a_pir_alone_who_sits_still_stays_for_ten_minutes_and_is_given_up_within_forty() {
    Place room = new Place(SensorKind.PIR);
    room.minutes(15);
    room.walk();
    assertEquals(Occupancy.OCCUPIED, room.said());
    room.minutes(10);
    assertEquals(Occupancy.OCCUPIED, room.said());
    room.minutes(30);
    assertEquals(Occupancy.VACANT, room.said());
  }

  @Test
  void a_single_pulse_of_a_pir_is_the_sun_and_two_are_somebody() {
    Place room = new Place(SensorKind.PIR);
    room.minutes(60);
    assertEquals(Occupancy.VACANT, room.said());
    room.pulse();
    room.seconds(10);
    assertEquals(Occupancy.VACANT, room.said());
    room.pulse();
    room.seconds(1);
    assertEquals(Occupancy.OCCUPIED, room.said());
  }

  @Test
  void pulses_while_a_pir_warms_up_count_for_nothing() {
    Place room = new Place(SensorKind.PIR);
    room.walk();
    room.walk();
    assertEquals(Occupancy.UNKNOWN, room.said());
    assertEquals(Condition.WARMING, room.condition(SensorKind.PIR));
  }

  @Test
  void a_camera_gives_the_number_of_people() {
    Place room = new Place(SensorKind.PIR, SensorKind.CAMERA);
    room.say(SensorKind.CAMERA, new Reading.Count(4));
    room.seconds(20);
    assertEquals(Occupancy.OCCUPIED, room.said());
    assertEquals(4, room.belief().people());
    for (int minute = 0; minute < 5; minute++) {
      room.say(SensorKind.CAMERA, new Reading.Count(0));
      room.minutes(1);
    }
    assertEquals(Occupancy.VACANT, room.said());
    assertEquals(0, room.belief().people());
  }

  @Test
  void a_count_that_contradicts_the_belief_is_not_told() {
    Place seat = new Place(SensorKind.PAD, SensorKind.RADAR, SensorKind.CAMERA);
    seat.say(SensorKind.PAD, new Reading.Pad(true));
    seat.say(SensorKind.CAMERA, new Reading.Count(0));
    seat.radar(Target.MOVING, 3);
    assertEquals(Occupancy.OCCUPIED, seat.said());
    assertNull(seat.belief().people());
  }

  @Test
  void a_pad_says_at_once_who_sits() {
    Place seat = new Place(SensorKind.PAD);
    seat.say(SensorKind.PAD, new Reading.Pad(true));
    seat.seconds(5);
    assertEquals(Occupancy.OCCUPIED, seat.said());
    seat.minutes(90);
    seat.say(SensorKind.PAD, new Reading.Pad(false));
    seat.seconds(30);
    assertEquals(Occupancy.VACANT, seat.said());
  }

  @Test
  void a_room_is_left_when_the_door_opens_and_shuts_and_nobody_moves_after() {
    Place room = meetingBehindADoor();
    room.door(true);
    room.pulse();
    room.seconds(2);
    room.door(false);
    room.minutes(6);
    assertEquals(Occupancy.VACANT, room.said());
  }

  @Test
  void who_moves_behind_a_closed_door_is_inside_until_it_opens() {
    Place room = meetingBehindADoor();
    room.door(true);
    room.seconds(5);
    room.door(false);
    room.minutes(1);
    room.pulse();
    for (int minute = 0; minute < 120; minute++) {
      room.minutes(1);
      assertEquals(Occupancy.OCCUPIED, room.said(), "after " + minute + " min");
    }
    room.door(true);
    room.seconds(5);
    room.door(false);
    room.minutes(10);
    assertEquals(Occupancy.VACANT, room.said());
  }

  private static Place meetingBehindADoor() {
    Place room = new Place(SensorKind.PIR, SensorKind.DOOR);
    room.door(true);
    room.minutes(2);
    room.door(false);
    room.seconds(10);
    room.walk();
    room.minutes(1);
    room.walk();
    assertEquals(Occupancy.OCCUPIED, room.said());
    return room;
  }

  @Test
  void stale_air_keeps_no_room_for_an_hour() {
    Place room = new Place(SensorKind.PIR, SensorKind.AIR);
    for (int i = 0; i < 12; i++) {
      room.walk();
      room.air(450 + i * 40, 490 + i * 40, 5);
    }
    assertEquals(Occupancy.OCCUPIED, room.said());
    room.air(930, 700, 30);
    assertEquals(Occupancy.VACANT, room.said());
    assertTrue(room.evidence(SensorKind.AIR).nats() < 0);
  }

  @Test
  void air_that_rises_tells_people_from_nobody() {
    Place room = new Place(SensorKind.AIR);
    room.air(430, 430, 120);
    assertEquals(Occupancy.VACANT, room.said());
    room.air(430, 630, 30);
    assertEquals(Occupancy.OCCUPIED, room.said());
  }

  @Test
  void where_all_that_could_tell_are_dead_nothing_is_known_within_45_s() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR, SensorKind.DOOR);
    room.door(false);
    room.radar(Target.MOVING, 2);
    assertEquals(Occupancy.OCCUPIED, room.said());
    room.dies(SensorKind.RADAR);
    room.dies(SensorKind.PIR);
    room.seconds(45);
    assertEquals(Occupancy.UNKNOWN, room.said());
    assertEquals(0, room.belief().confidence());
  }

  @Test
  void a_radar_that_falls_silent_is_dead_without_a_fault() {
    Place room = new Place(SensorKind.RADAR);
    room.radar(Target.NONE, 5);
    assertEquals(Occupancy.VACANT, room.said());
    room.seconds(12);
    assertEquals(Occupancy.UNKNOWN, room.said());
    assertEquals(Condition.DEAD, room.condition(SensorKind.RADAR));
    room.radar(Target.NONE, 5);
    assertEquals(Occupancy.VACANT, room.said());
  }

  @Test
  void the_silence_of_a_pir_does_not_stand_in_for_a_radar_that_died() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    room.radar(Target.NONE, 10);
    assertEquals(Occupancy.VACANT, room.said());
    room.dies(SensorKind.RADAR);
    room.seconds(2);
    assertEquals(Occupancy.UNKNOWN, room.said());
    room.minutes(60);
    assertEquals(Occupancy.UNKNOWN, room.said());
    room.walk();
    assertEquals(Occupancy.OCCUPIED, room.said());
  }

  @Test
  void a_radar_stands_in_for_a_pir_that_died() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    room.dies(SensorKind.PIR);
    room.radar(Target.NONE, 10);
    assertEquals(Occupancy.VACANT, room.said());
  }

  @Test
  void a_pir_that_is_high_for_half_an_hour_lies_stuck() {
    Place room = new Place(SensorKind.PIR);
    room.minutes(2);
    room.say(SensorKind.PIR, new Reading.Motion(true));
    room.minutes(29);
    assertEquals(Occupancy.OCCUPIED, room.said());
    room.minutes(2);
    assertEquals(Occupancy.UNKNOWN, room.said());
    assertEquals(Condition.STUCK, room.condition(SensorKind.PIR));
  }

  @Test
  void a_stuck_pir_does_not_keep_a_room_that_the_radar_sees_empty() {
    Place room = new Place(SensorKind.PIR, SensorKind.RADAR);
    room.minutes(2);
    room.say(SensorKind.PIR, new Reading.Motion(true));
    room.radar(Target.NONE, 45);
    assertEquals(Occupancy.VACANT, room.said());
    assertEquals(0, room.evidence(SensorKind.PIR).nats());
  }

  @Test
  void a_radar_that_says_the_same_figures_for_ten_minutes_lies_stuck() {
    Place room = new Place(SensorKind.RADAR);
    for (int i = 0; i < 11 * 30; i++) {
      room.say(SensorKind.RADAR, new Reading.Radar(Target.STILL, 0, 0, 120, 60));
      room.seconds(2);
    }
    assertEquals(Occupancy.UNKNOWN, room.said());
    assertEquals(Condition.STUCK, room.condition(SensorKind.RADAR));
  }

  @Test
  void air_that_never_changes_lies_stuck() {
    Place room = new Place(SensorKind.AIR);
    for (int i = 0; i < 62; i++) {
      room.say(SensorKind.AIR, new Reading.Air(612, 20 + i * 0.1, 40));
      room.seconds(30);
    }
    assertEquals(Condition.STUCK, room.condition(SensorKind.AIR));
    assertEquals(Occupancy.UNKNOWN, room.said());
  }

  @Test
  void nobody_sits_on_a_pad_for_sixteen_hours() {
    Place seat = new Place(SensorKind.PAD);
    seat.say(SensorKind.PAD, new Reading.Pad(true));
    seat.minutes(15 * 60);
    assertEquals(Occupancy.OCCUPIED, seat.said());
    seat.minutes(61);
    assertEquals(Occupancy.UNKNOWN, seat.said());
  }

  @Test
  void a_sensor_that_contradicts_all_others_for_half_an_hour_is_implausible() {
    Place seat = new Place(SensorKind.PAD, SensorKind.RADAR, SensorKind.DETECTOR);
    seat.say(SensorKind.PAD, new Reading.Pad(false));
    seat.say(SensorKind.DETECTOR, new Reading.Presence(true));
    seat.radar(Target.NONE, 40);
    assertEquals(Occupancy.VACANT, seat.said());
    assertEquals(Condition.IMPLAUSIBLE, seat.condition(SensorKind.DETECTOR));
    seat.say(SensorKind.DETECTOR, new Reading.Presence(false));
    seat.seconds(1);
    assertEquals(Condition.WELL, seat.condition(SensorKind.DETECTOR));
  }

  @Test
  void the_belief_says_since_when_and_why() {
    Place room = new Place(SensorKind.PAD, SensorKind.RADAR);
    room.say(SensorKind.PAD, new Reading.Pad(true));
    room.radar(Target.MOVING, 1);
    Belief belief = room.belief();
    assertTrue(belief.sinceMs() <= 5_000, () -> "is " + belief);
    Belief.Evidence pad = room.evidence(SensorKind.PAD);
    assertEquals("pressed", pad.says());
    assertEquals(60_000L, pad.ageMs());
    assertTrue(pad.nats() > 3);
    assertEquals("moving", room.evidence(SensorKind.RADAR).says());
  }

  @Test
  void a_detector_that_counts_says_how_many_are_there() {
    Place room = new Place(SensorKind.DETECTOR);
    room.say(SensorKind.DETECTOR, new Reading.Count(3));
    room.minutes(1);
    assertEquals(Occupancy.OCCUPIED, room.said());
    assertEquals(3, room.belief().people());
    room.say(SensorKind.DETECTOR, new Reading.Presence(true));
    room.seconds(1);
    assertEquals(Occupancy.OCCUPIED, room.said());
    assertNull(room.belief().people());
    room.say(SensorKind.DETECTOR, new Reading.Count(0));
    room.minutes(5);
    assertEquals(Occupancy.VACANT, room.said());
    assertEquals(0, room.belief().people());
  }

  @Test
  void what_is_not_declared_is_refused_with_its_name() {
    PlaceState room = PlaceState.initial(List.of(new DeclaredSensor("door 1", SensorKind.DOOR)), 0);
    SensorEvent moving = new SensorEvent.Read(new Reading.Motion(true));
    Exception unknown =
        assertThrows(
            IllegalArgumentException.class, () -> room.step(new Observation("pir 9", moving), 0));
    assertTrue(String.valueOf(unknown.getMessage()).contains("pir 9"));
    Exception wrong =
        assertThrows(
            IllegalArgumentException.class, () -> room.step(new Observation("door 1", moving), 0));
    assertTrue(String.valueOf(wrong.getMessage()).contains("door 1"));
    assertNotEquals(unknown.getMessage(), wrong.getMessage());
  }
}
