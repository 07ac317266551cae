package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.AuditLog;
import city.seki.hub.access.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A room that is seats this morning, for everybody who asks the hub. */
class PopUpRoutesTest {
  private static final String MEASURES = "/api/v1/measures";
  private static final String SEATS = "/api/v1/offices/chuo/seats";

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String asked(String slot, String more) {
    return "{\"office\":\"chuo\",\"room\":\"R1\",\"seats\":3,\"zone\":\"lgwan\",\"slot\":\"%s\","
            .formatted(slot)
        + "\"from\":\"2026-11-24\",\"to\":\"2026-11-26\",\"note\":\"trial\""
        + more
        + "}";
  }

  private String opens(String slot) throws Exception {
    HttpResponse<String> made = hub.post(Role.FACILITIES, MEASURES, asked(slot, ""));
    assertEquals(201, made.statusCode(), made.body());
    Matcher id = Pattern.compile("\"measure\":\"(m-[0-9a-f]+)\"").matcher(made.body());
    assertTrue(id.find(), made.body());
    return id.group(1);
  }

  private HttpResponse<String> books(String slot) throws Exception {
    return hub.post(
        Role.STAFF,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"room\":\"R1\",\"date\":\"2026-11-24\",\"slot\":\"" + slot + "\"}");
  }

  private String tap(String seat) throws Exception {
    return hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"" + seat + "\"}")
        .body();
  }

  private String get(Role role, String path) throws Exception {
    return hub.get(role, path).body();
  }

  private void now(String time) throws Exception {
    hub.now(Instant.parse("2026-11-24T" + time + "+09:00"));
    hub.settle();
  }

  private static void assertHas(String text, String part) {
    assertTrue(text.contains(part), () -> part + " is not in " + text);
  }

  @Test
  void a_room_is_seats_in_its_half_days_everywhere_and_a_room_again_by_itself() throws Exception {
    books("am");
    String hits =
        get(
            Role.FACILITIES,
            MEASURES
                + "/hits?office=chuo&room=R1&seats=3&zone=lgwan&slot=am&from=2026-11-24&to=2026-11-26");
    assertHas(hits, "\"bookings\":1");
    assertHas(hits, "\"days\":1"); // the office is open on Tuesdays only
    opens("am");
    String list = get(Role.FACILITIES, MEASURES);
    assertHas(list, "\"kind\":\"pop-up\"");
    assertHas(list, "\"room\":\"R1\",\"seats\":3,\"prefix\":\"P\",\"slot\":\"am\"");
    assertFalse(get(Role.STAFF, "/api/v1/me/calendar.ics").contains("R1"), "the booking is gone");
    assertHas(get(Role.STAFF, SEATS), "\"seat\":\"P-03\",\"zone\":\"lgwan\",\"state\":\"free\"");
    assertHas(get(Role.STAFF, "/api/v1/offices"), "\"seats\":11,\"free\":10");
    assertHas(get(Role.STAFF, "/api/v1/search?text=p-02"), "\"seat\":\"P-02\"");
    assertHas(get(Role.STAFF, "/api/v1/offices/chuo/offers?slot=now"), "\"seat\":\"P-01\"");
    assertHas(books("am").body(), "room-taken");
    String rooms = get(Role.STAFF, "/api/v1/rooms");
    assertHas(rooms, "\"booked_until\":\"2026-11-24T12:00:00.000+09:00\"");
    assertHas(rooms, "\"pop_up\":true");
    assertHas(tap("P-01"), "\"outcome\":\"granted\"");
    assertHas(get(Role.FACILITIES, "/api/v1/muster"), "\"seat\":\"P-01\"");
    assertHas(get(Role.FACILITIES, MEASURES), "\"people_now\":1");

    now("12:00:00");
    String after = get(Role.STAFF, SEATS);
    assertFalse(after.contains("P-01"), after);
    assertHas(get(Role.STAFF, "/api/v1/offices"), "\"seats\":8,\"free\":7");
    assertHas(get(Role.STAFF, "/api/v1/rooms"), "\"pop_up\":false");
    assertHas(get(Role.STAFF, "/api/v1/search?text=p-02"), "\"all\":0");
    assertFalse(get(Role.FACILITIES, "/api/v1/muster").contains("\"seat\":\"P-01\""));
    assertHas(tap("P-01"), "out-of-service");
    assertEquals(0, hub.allocation.state().held().size());
    assertEquals(201, books("pm").statusCode());
    now("18:00:00");
    assertFalse(get(Role.FACILITIES, MEASURES).contains("pop-up"), "it is over");
  }

  @Test
  void it_is_ended_before_its_time_and_both_are_on_record() throws Exception {
    String id = opens("day");
    assertHas(tap("P-02"), "\"outcome\":\"granted\"");
    hub.post(
        Role.STAFF,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"P-01\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}");
    assertHas(get(Role.FACILITIES, MEASURES), "\"people_now\":1,\"promised\":1");
    hub.now(HubAtWork.START.plus(Duration.ofHours(1)));
    assertEquals(403, hub.delete(Role.STAFF, MEASURES + "/" + id).statusCode());
    assertEquals(204, hub.delete(Role.FACILITIES, MEASURES + "/" + id).statusCode());
    assertEquals(409, hub.delete(Role.FACILITIES, MEASURES + "/" + id).statusCode());
    assertEquals(0, hub.allocation.state().held().size());
    assertEquals(0, hub.allocation.state().reservations().size());
    assertFalse(get(Role.STAFF, SEATS).contains("P-0"));
    assertEquals(201, books("pm").statusCode());
    List<String> acts =
        hub.database.audit().after(0, 100).stream().map(AuditLog.Entry::act).toList();
    assertTrue(acts.containsAll(List.of("open-pop-up", "lift-measure")), acts.toString());
  }

  @Test
  void what_makes_no_sense_is_told_so() throws Exception {
    assertEquals(404, post(asked("am", "").replace("R1", "attic")));
    assertEquals(400, post(asked("am", "").replace("lgwan", "moon")));
    assertEquals(400, post(asked("explicit", "")));
    assertEquals(400, post(asked("am", "").replace("\"seats\":3", "\"seats\":0")));
    assertEquals(409, post(asked("am", ",\"prefix\":\"A\"")), "names of the office's own seats");
    assertEquals(403, hub.post(Role.STAFF, MEASURES, asked("am", "")).statusCode());
    opens("am");
    assertEquals(409, post(asked("am", ",\"prefix\":\"Q\"")), "the room is one already");
    String hits =
        get(
            Role.FACILITIES,
            MEASURES
                + "/hits?office=chuo&room=R1&seats=3&zone=lgwan&slot=day&from=2026-11-24&to=2026-11-24");
    assertHas(hits, "\"refused\":\"room-taken\"");
  }

  private int post(String body) throws Exception {
    return hub.post(Role.FACILITIES, MEASURES, body).statusCode();
  }

  @Test
  void its_seats_are_offered_in_its_half_days_and_used_there() throws Exception {
    opens("am");
    tap("P-01");
    now("18:00:00");
    hub.now(Instant.parse("2026-11-25T03:00:00+09:00"));
    hub.count(data);
    String use =
        get(
            Role.FACILITIES,
            "/api/v1/reports/utilisation?from=2026-11-24&to=2026-11-24&office=chuo");
    // Eight seats from 08:30 to 17:15 and three from 08:30 to 12:00; claimed from 10:00 to 12:00.
    assertHas(use, "\"offered_minutes\":" + (8 * 525 + 3 * 210));
    assertHas(use, "\"claimed_minutes\":120");
  }
}
