package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.rules.Answer;
import city.seki.config.rules.Decision;
import city.seki.hub.access.AuditLog;
import city.seki.hub.access.Role;
import city.seki.hub.kit.KitAlerts;
import city.seki.hub.kit.KitView;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kits on loan over HTTP: what is to be had, who has what, and what facilities do. */
class KitsTest {
  private static final String KITS = "/api/v1/offices/chuo/kits";
  private static final String KIT = KITS + "/kit-1";

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

  private void link() throws Exception {
    HttpResponse<String> linked =
        hub.post(Role.FACILITIES, KIT + "/tag", "{\"tag\":\"felica:0100\"}");
    assertEquals(204, linked.statusCode(), linked.body());
  }

  private void borrow() throws Exception {
    link();
    hub.tapAtKiosk(HubAtWork.CARD, 1);
    hub.tapAtKiosk(HubAtWork.TAG, 2);
  }

  private String kits(Role role) throws Exception {
    return hub.get(role, KITS).body();
  }

  @Test
  void everybody_sees_what_is_to_be_had_and_what_has_to_be_in_it() throws Exception {
    String body = kits(Role.STAFF);
    assertTrue(body.contains("\"kit\":\"kit-1\""), body);
    assertTrue(body.contains("\"state\":\"available\",\"since\":null,\"due\":null"), body);
    assertTrue(body.contains("{\"ja\":\"マイク\",\"en\":\"microphone\"}"), body);
    assertTrue(body.contains("\"tags\":0"), body);
    link();
    assertTrue(kits(Role.STAFF).contains("\"tags\":1"));
  }

  @Test
  void who_has_a_kit_is_shown_to_those_only_who_look_after_kits() throws Exception {
    borrow();
    String seen = kits(Role.FACILITIES);
    assertTrue(seen.contains("\"state\":\"lent\""), seen);
    assertTrue(seen.contains("\"due\":\"2026-11-24T17:15:00.000+09:00\""), seen);
    assertTrue(seen.contains("\"staff_id\":\"1001\",\"name\":\"松本 花子\""), seen);
    String all = kits(Role.STAFF);
    assertTrue(all.contains("\"state\":\"lent\""), all);
    assertFalse(all.contains("holder") || all.contains("1001") || all.contains("花子"), all);
    assertEquals(403, hub.get(Role.STAFF, KIT + "/history").statusCode());
  }

  @Test
  void an_overdue_kit_comes_first_and_is_an_alert_until_it_is_back() throws Exception {
    borrow();
    hub.now(hub.now().plus(Duration.ofHours(8)));
    String all = hub.get(Role.STAFF, "/api/v1/kits").body();
    assertTrue(all.startsWith("[{\"office\":\"chuo\",\"kit\":\"kit-1\""), all);
    assertTrue(all.contains("\"state\":\"overdue\""), all);
    look();
    assertTrue(alerts().contains("\"kind\":\"kit-overdue\""), alerts());
    assertTrue(alerts().contains("\"place\":\"kit:kit-1\""), alerts());
    assertFalse(alerts().contains("花子"), alerts());
    hub.tapAtKiosk(HubAtWork.TAG, 3);
    look();
    assertFalse(alerts().contains("\"until\":null"), alerts());
  }

  private void look() {
    var office = Objects.requireNonNull(hub.allocation.state().city().office("chuo"));
    hub.alerts.lookAtFloor(
        KitAlerts.of(KitView.of(hub.allocation.state(), office, hub.now())), hub.now());
  }

  private String alerts() throws Exception {
    return hub.get(Role.FACILITIES, "/api/v1/alerts").body();
  }

  @Test
  void facilities_take_a_kit_back_by_hand_and_say_what_is_missing() throws Exception {
    borrow();
    hub.now(hub.now().plus(Duration.ofHours(1)));
    String note = "{\"note\":\"a cable is missing\"}";
    assertEquals(403, hub.post(Role.STAFF, KIT + "/return", note).statusCode());
    assertEquals(204, hub.post(Role.FACILITIES, KIT + "/return", note).statusCode());
    HttpResponse<String> again = hub.post(Role.FACILITIES, KIT + "/return", note);
    assertEquals(409, again.statusCode());
    assertTrue(again.body().contains("\"reason\":\"nothing-to-do\""), again.body());
    hub.settle();
    assertTrue(kits(Role.STAFF).contains("\"state\":\"available\""));
    String history = hub.get(Role.FACILITIES, KIT + "/history").body();
    assertTrue(history.contains("\"returned\":\"2026-11-24T11:00:00.000+09:00\""), history);
    assertTrue(history.contains("a cable is missing"), history);
    assertTrue(history.contains("\"name\":\"松本 花子\""), history);
    List<String> acts =
        hub.database.audit().after(0, 100).stream().map(AuditLog.Entry::act).toList();
    assertEquals(List.of("link-tag", "return-kit", "return-kit", "refused", "look"), acts);
  }

  @Test
  void a_tag_that_a_reader_showed_a_code_for_is_linked_by_that_code() throws Exception {
    var answered = (Decision.Answered) hub.tapAtKiosk(HubAtWork.TAG, 1);
    String code = ((Answer.Denied) answered.answer()).linkCode();
    String body = "{\"code\":\"" + code + "\"}";
    assertEquals(204, hub.post(Role.FACILITIES, KIT + "/tag", body).statusCode());
    hub.now(hub.now().plusSeconds(60));
    hub.tapAtKiosk(HubAtWork.CARD, 2);
    var lent = (Decision.Answered) hub.tapAtKiosk(HubAtWork.TAG, 3);
    assertTrue(lent.answer() instanceof Answer.Lent, lent.toString());
  }

  @Test
  void a_persons_card_is_no_kits_tag_and_a_wrong_number_says_what_is_expected() throws Exception {
    HttpResponse<String> card =
        hub.post(Role.FACILITIES, KIT + "/tag", "{\"tag\":\"felica:0123456789ABCDEF\"}");
    assertEquals(409, card.statusCode());
    assertTrue(card.body().contains("\"reason\":\"card-of-person\""), card.body());
    HttpResponse<String> wrong = hub.post(Role.FACILITIES, KIT + "/tag", "{\"tag\":\"0100\"}");
    assertEquals(400, wrong.statusCode());
    assertTrue(wrong.body().contains("$.tag"), wrong.body());
    HttpResponse<String> none = hub.post(Role.FACILITIES, KIT + "/tag", "{}");
    assertEquals(400, none.statusCode());
    assertTrue(none.body().contains("which a reader shows"), none.body());
    assertEquals(404, hub.post(Role.FACILITIES, KITS + "/none/return", "{}").statusCode());
    assertEquals(404, hub.get(Role.STAFF, "/api/v1/offices/none/kits").statusCode());
  }

  @Test
  void a_kit_without_its_tags_cannot_be_borrowed() throws Exception {
    link();
    assertEquals(204, hub.delete(Role.FACILITIES, KIT + "/tag").statusCode());
    assertEquals(409, hub.delete(Role.FACILITIES, KIT + "/tag").statusCode());
    hub.tapAtKiosk(HubAtWork.CARD, 1);
    var denied = (Decision.Answered) hub.tapAtKiosk(HubAtWork.TAG, 2);
    assertTrue(denied.answer() instanceof Answer.Denied, denied.toString());
  }
}
