package city.seki.edge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.edge.agent.Now;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.fusion.Belief;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the hub is told of rooms and devices, and when. */
class SurveyTest {
  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-11-28T10:00:00+09:00");
  private static final Place ROOM = new Place.InRoom("vc-1");
  private static final String RADAR = "ld2410:/dev/ttyUSB0";

  private static final Unit UNIT =
      new Unit(
          "u1",
          "chuo",
          List.of(),
          List.of(new SensorWiring(ROOM, RADAR)),
          List.of(
              device("kit-1", "xapi+https://10.0.0.1"), device("display-1", "pjlink://10.0.0.2")));

  private final List<Survey.Telling> told = new ArrayList<>();
  private Survey survey = Survey.of(UNIT, 0);
  private long nowMs;

  private static RoomDevice device(String id, String address) {
    return new RoomDevice(id, "vc-1", new Text(id, id), address);
  }

  private void happens(SurveyEvent event) {
    Now now = new Now(TEN.plusNanos(nowMs * 1_000_000), nowMs, ClockState.SYNCED);
    Survey.Step step = survey.after(event, now);
    survey = step.survey();
    told.addAll(step.tell());
  }

  /** So many seconds, in each of which the radar says that. */
  private void pass(int seconds, Radar.@Nullable Target target) {
    for (int i = 0; i < seconds; i++) {
      nowMs += 1_000;
      if (target == null) {
        happens(new SurveyEvent.Tick());
      } else {
        int energy = 50 + i % 7;
        boolean somebody = target != Radar.Target.NONE;
        Radar radar =
            new Radar(target, 0, 0, somebody ? 150 + i % 5 : 0, somebody ? energy : i % 3);
        happens(new SurveyEvent.Sensed(RADAR, new SensorEvent.Read(radar)));
      }
    }
  }

  private void sees(String device, DeviceState state, @Nullable Integer people) {
    happens(
        new SurveyEvent.Seen(
            device,
            new DeviceReport(
                state,
                "xapi",
                state == DeviceState.OFFLINE ? "timeout" : null,
                null,
                null,
                List.of(),
                List.of(),
                people,
                new TreeMap<>())));
  }

  private List<Occupancy> states() {
    return told.stream()
        .filter(Survey.Telling.OfPlace.class::isInstance)
        .map(t -> ((Survey.Telling.OfPlace) t).belief().state())
        .toList();
  }

  private List<Survey.Telling.OfDevice> devices() {
    return told.stream()
        .filter(Survey.Telling.OfDevice.class::isInstance)
        .map(Survey.Telling.OfDevice.class::cast)
        .toList();
  }

  @Test
  void nothing_is_told_while_there_is_no_link_and_all_of_it_in_order_when_there_is() {
    pass(60, Radar.Target.STILL);
    pass(600, Radar.Target.NONE);
    assertEquals(List.of(), told);
    happens(new SurveyEvent.LinkUp());
    List<Occupancy> changes = states();
    assertEquals(Occupancy.UNKNOWN, changes.getFirst(), changes.toString());
    assertTrue(changes.contains(Occupancy.OCCUPIED), changes.toString());
    assertEquals(Occupancy.VACANT, changes.getLast(), changes.toString());
  }

  @Test
  void a_room_is_told_when_it_changes_and_twice_a_minute() {
    happens(new SurveyEvent.LinkUp());
    pass(120, Radar.Target.STILL);
    told.clear();
    pass(90, Radar.Target.STILL);
    assertEquals(List.of(Occupancy.OCCUPIED, Occupancy.OCCUPIED, Occupancy.OCCUPIED), states());
    told.clear();
    pass(300, Radar.Target.NONE);
    assertTrue(states().contains(Occupancy.VACANT), states().toString());
  }

  @Test
  void a_sensor_that_is_pulled_makes_the_room_unknown_at_once_and_says_why() {
    happens(new SurveyEvent.LinkUp());
    pass(300, Radar.Target.NONE);
    told.clear();
    happens(
        new SurveyEvent.Sensed(
            RADAR, new SensorEvent.Fault(SensorFault.Cause.GONE, "it was unplugged")));
    pass(45, null);
    var last = assertInstanceOf(Survey.Telling.OfPlace.class, told.getLast());
    assertEquals(Occupancy.UNKNOWN, last.belief().state());
    PresenceMessage message = new SurveyMessages("b").of(last);
    assertEquals(Occupancy.UNKNOWN, message.occupancy());
    assertEquals("dead", message.sensors().getFirst().fault());
  }

  @Test
  void a_camera_that_counts_is_a_sensor_of_its_room() {
    happens(new SurveyEvent.LinkUp());
    for (int i = 0; i < 20; i++) {
      nowMs += 5_000;
      sees("kit-1", DeviceState.IN_CALL, 3);
    }
    var last = told.stream().filter(Survey.Telling.OfPlace.class::isInstance).toList().getLast();
    Belief belief = ((Survey.Telling.OfPlace) last).belief();
    assertEquals(Occupancy.OCCUPIED, belief.state());
    assertEquals(3, belief.people());
  }

  @Test
  void others_see_the_rooms_and_devices_as_they_are_now() {
    assertEquals(RoomsNow.NOTHING.beliefs().keySet(), Set.of());
    pass(60, Radar.Target.STILL);
    sees("kit-1", DeviceState.IN_CALL, null);
    Now now = new Now(TEN.plusSeconds(60), 60_000, ClockState.SYNCED);
    RoomsNow rooms = RoomsNow.of(survey, now);
    Belief belief = rooms.beliefs().get("vc-1");
    assertNotNull(belief);
    assertEquals(Occupancy.OCCUPIED, belief.state());
    assertEquals(TEN.toInstant().plusMillis(belief.sinceMs()), rooms.since(belief));
    assertEquals(Map.of("kit-1", DeviceState.IN_CALL), rooms.devices());
    assertNull(RoomsNow.NOTHING.since(belief));
  }

  @Test
  void the_hub_knows_each_sensor_by_the_kind_that_it_has_here() {
    for (String device :
        List.of("pir:gpio:4", RADAR, "scd4x:i2c:1", "door:gpio:5", "pad:gpio:6", "coap:desk")) {
      SensorWiring wiring = new SensorWiring(ROOM, device);
      Unit unit = new Unit("u1", "chuo", List.of(), List.of(wiring), List.of());
      Belief belief = Objects.requireNonNull(Survey.of(unit, 0).beliefs().get(ROOM));
      assertEquals(wiring.kind(), belief.evidence().getFirst().kind().word(), device);
    }
  }

  @Test
  void a_device_is_told_with_the_time_of_its_state_and_when_it_answered_last() {
    happens(new SurveyEvent.LinkUp());
    nowMs = 10_000;
    sees("display-1", DeviceState.STANDBY, null);
    nowMs = 40_000;
    sees("display-1", DeviceState.STANDBY, null);
    nowMs = 70_000;
    sees("display-1", DeviceState.OFFLINE, null);
    List<DeviceMessage> messages =
        devices().stream().map(t -> new SurveyMessages("b").of(t)).toList();
    assertEquals(3, messages.size());
    assertEquals(TEN.plusSeconds(10), messages.get(1).since());
    assertEquals(TEN.plusSeconds(40), messages.get(1).seen());
    DeviceMessage gone = messages.getLast();
    assertEquals(DeviceState.OFFLINE, gone.state());
    assertEquals(TEN.plusSeconds(70), gone.since());
    assertEquals(TEN.plusSeconds(40), gone.seen());
    assertEquals("timeout", gone.cause());
    told.clear();
    pass(31, null);
    assertTrue(told.stream().anyMatch(Survey.Telling.OfDevice.class::isInstance), "a sign of life");
  }

  @Test
  void a_device_that_never_answered_was_never_seen() {
    happens(new SurveyEvent.LinkUp());
    sees("display-1", DeviceState.OFFLINE, null);
    var of = assertInstanceOf(Survey.Telling.OfDevice.class, devices().getFirst());
    assertNull(new SurveyMessages("b").of(of).seen());
    assertEquals(TEN, of.since().wall());
  }
}
