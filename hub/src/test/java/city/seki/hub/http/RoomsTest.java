package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Command;
import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.hub.access.Role;
import city.seki.hub.room.RoomDays;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms over HTTP: as they are, as their day was, and booked. */
class RoomsTest {
  private static final RoomId ROOM = new RoomId("chuo", "R1");
  private static final DeviceId DEVICE = new DeviceId("chuo", "display-1");
  private static final String ROOMS = "/api/v1/offices/chuo/rooms";

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    hub.fleet.heard("u1", hub.now());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void senses(Occupancy occupancy, long people, Instant at) throws Exception {
    var told =
        new PresenceMessage(
            "b",
            1,
            new Place.InRoom("R1"),
            occupancy,
            people,
            0.9,
            at.atZone(ZoneId.of("Asia/Tokyo")).toOffsetDateTime(),
            List.of(new PresenceMessage.SensorWord("pir:gpio:17", "motion", 1L, null)));
    hub.rooms.told(ROOM, told, at, hub.now());
    hub.allocation.ask(new Command.SenseRoom(ROOM, occupancy, people, at, at)).get();
  }

  private void sees(DeviceState state, Instant at) throws Exception {
    var since = at.atZone(ZoneId.of("Asia/Tokyo")).toOffsetDateTime();
    var told =
        new DeviceMessage(
            "b",
            1,
            "display-1",
            state,
            since,
            since,
            "pjlink",
            null,
            null,
            null,
            List.of(),
            List.of());
    hub.rooms.told(DEVICE, told, at, hub.now());
    hub.allocation.ask(new Command.SeeDevice(DEVICE, state, at)).get();
  }

  private String rooms() throws Exception {
    return hub.get(Role.STAFF, ROOMS).body();
  }

  @Test
  void a_room_that_nobody_told_of_is_unknown() throws Exception {
    String body = rooms();
    assertTrue(body.contains("\"state\":\"unknown\""), body);
    assertTrue(body.contains("\"facts\":[]"), body);
  }

  @Test
  void all_rooms_of_the_city_are_one_answer_each_with_its_office() throws Exception {
    String ofOffice = rooms();
    String all = hub.get(Role.STAFF, "/api/v1/rooms").body();
    assertTrue(ofOffice.contains("\"room\":\"R1\""), ofOffice);
    assertEquals(ofOffice, all.replace("\"office\":\"chuo\",", ""));
    assertTrue(all.startsWith("[{\"office\":\"chuo\",\"room\":\""), all);
  }

  @Test
  void a_room_shows_people_devices_and_what_follows() throws Exception {
    Instant ten = hub.now();
    senses(Occupancy.OCCUPIED, 3L, ten);
    sees(DeviceState.PRESENTING, ten);
    String busy = rooms();
    assertTrue(busy.contains("\"state\":\"occupied\"") && busy.contains("\"people\":3"), busy);
    assertTrue(busy.contains("\"device\":\"display-1\""), busy);
    assertTrue(busy.contains("\"sensor\":\"pir:gpio:17\""), busy);
    hub.now(ten.plusSeconds(60));
    senses(Occupancy.VACANT, 0L, hub.now());
    hub.now(ten.plusSeconds(60 + 12 * 60));
    hub.fleet.heard("u1", hub.now());
    String empty = rooms();
    assertTrue(empty.contains("\"fact\":\"free-now\""), empty);
    assertTrue(empty.contains("\"fact\":\"on-while-empty\""), empty);
    assertTrue(empty.contains("\"minutes\":12,\"device\":\"display-1\""), empty);
  }

  @Test
  void a_room_of_which_its_unit_tells_nothing_any_more_is_unknown_and_never_free()
      throws Exception {
    senses(Occupancy.VACANT, 0L, hub.now());
    assertTrue(rooms().contains("\"fact\":\"free-now\""));
    hub.nanos.addAndGet(Duration.ofSeconds(91).toNanos());
    hub.fleet.heard("u1", hub.now());
    String body = rooms();
    assertTrue(body.contains("\"state\":\"unknown\"") && body.contains("\"facts\":[]"), body);
  }

  @Test
  void a_rooms_day_is_told_in_spans_with_its_devices() throws Exception {
    Instant ten = hub.now();
    senses(Occupancy.VACANT, 0L, ten);
    senses(Occupancy.OCCUPIED, 2L, ten.plusSeconds(600));
    sees(DeviceState.IN_CALL, ten.plusSeconds(660));
    String body = hub.get(Role.STAFF, ROOMS + "/R1/day").body();
    assertTrue(body.contains("\"state\":\"vacant\""), body);
    assertTrue(body.contains("\"state\":\"occupied\",\"people\":2"), body);
    assertTrue(body.contains("\"state\":\"in-call\""), body);
    assertEquals(404, hub.get(Role.STAFF, ROOMS + "/attic/day").statusCode());
    assertEquals(400, hub.get(Role.STAFF, ROOMS + "/R1/day?date=today").statusCode());
    String past = hub.get(Role.STAFF, ROOMS + "/R1/day?date=2020-01-01").body();
    assertTrue(past.contains("\"spans\":[]"), past);
    hub.now(ten.plusSeconds(700));
    String history = hub.get(Role.STAFF, "/api/v1/offices/chuo/devices/display-1/history").body();
    assertTrue(history.contains("\"in-call\""), history);
  }

  @Test
  void people_who_come_and_go_in_a_used_room_make_spans_that_follow_each_other() throws Exception {
    Instant ten = hub.now();
    for (int people = 1; people <= 4; people++) {
      Instant told = ten.plusSeconds(60L * people);
      hub.allocation
          .ask(new Command.SenseRoom(ROOM, Occupancy.OCCUPIED, (long) people, ten, told))
          .get();
    }
    hub.allocation.ask(new Command.Advance(ten)).get(); // those who watch have heard by then
    List<RoomDays.Span> spans = hub.days.room(ROOM, ten, ten.plusSeconds(3600));
    assertEquals(
        List.of(ten, ten.plusSeconds(120), ten.plusSeconds(180), ten.plusSeconds(240)),
        spans.stream().map(RoomDays.Span::from).toList());
    assertEquals(List.of(1L, 2L, 3L, 4L), spans.stream().map(RoomDays.Span::people).toList());
  }

  @Test
  void a_room_is_booked_once_seen_by_who_booked_it_and_given_back() throws Exception {
    String wanted =
        """
        {"office":"chuo","room":"R1","date":"2026-11-24","from":"15:00","to":"16:00"}""";
    var made = hub.post(Role.STAFF, "/api/v1/reservations", wanted);
    assertEquals(201, made.statusCode(), made.body());
    assertTrue(made.body().contains("\"seat\":null,\"room\":\"R1\""), made.body());
    var again = hub.post(Role.STAFF, "/api/v1/reservations", wanted.replace("15:00", "15:30"));
    assertEquals(409, again.statusCode(), again.body());
    assertTrue(again.body().contains("reserved"), again.body());
    assertTrue(rooms().contains("\"next_booking\":\"2026-11-24T15:00"), rooms());
    String list = hub.get(Role.STAFF, "/api/v1/reservations").body();
    String id = list.replaceAll(".*\"id\":\"(r-[0-9a-f]+)\".*", "$1");
    assertEquals(
        204,
        hub.send(hub.as(Role.STAFF, "DELETE", "/api/v1/reservations/" + id, null)).statusCode());
    assertTrue(rooms().contains("\"next_booking\":null"), rooms());
    var attic = hub.post(Role.STAFF, "/api/v1/reservations", wanted.replace("R1", "attic"));
    assertTrue(attic.body().contains("unknown-room"), attic.body());
  }
}
