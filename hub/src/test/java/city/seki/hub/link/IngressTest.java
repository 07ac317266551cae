package city.seki.hub.link;

import static city.seki.hub.town.SmallTown.TEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.LinkMessage;
import city.seki.config.wire.PieceWantMessage;
import city.seki.config.wire.PongMessage;
import city.seki.config.wire.Sha256;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.rollout.Report;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.UntoldRooms;
import city.seki.hub.town.SmallTown;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a message to an answer, without a broker. */
@Timeout(30)
class IngressTest {
  private static final String TAP = "seki/1/unit/u1/tap";
  private static final String DECISION = "seki/1/unit/u1/decision";

  @TempDir private Path folder;
  private final BlockingQueue<LinkMessage> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final Quarantine quarantine = new Quarantine();
  private final Alerts alerts = new Alerts();
  private final Fleet fleet = new Fleet(() -> 0);
  private final UnitReports reports = new UnitReports(() -> TEN);

  @SuppressWarnings("NullAway.Init")
  private AllocationLoop allocation;

  @SuppressWarnings("NullAway.Init")
  private final List<String> wanted = new ArrayList<>();

  private Ingress ingress;

  @BeforeEach
  void start() throws Exception {
    allocation =
        new AllocationLoop(
            () -> SqliteLedger.open(folder.resolve("ledger.db")),
            SmallTown.empty(),
            past -> {},
            (events, now) -> {},
            failure -> {
              throw failure;
            },
            Thread::new);
    allocation.start();
    ingress =
        new Ingress(
            allocation,
            fleet,
            () -> TEN,
            quarantine,
            alerts,
            sent::add,
            UntoldRooms.of(allocation::state, fleet, () -> TEN, () -> 0),
            (unit, want) -> wanted.add(unit + " " + want.offset()),
            reports);
  }

  @Test
  void what_a_unit_says_that_it_is_is_kept_also_if_the_broker_had_kept_it() throws Exception {
    String said =
        """
        {"v":1,"boot":"b1","at":"2026-11-24T10:00:00.000+09:00","desired":7,
         "configuration":{"version":7,"sha256":null,"state":"returned","reason":"no-hub","detail":null},
         "software":{"version":"0.1.0","slot":null,"state":"running","wanted":null,"progress":null,
          "reason":null,"detail":null}}""";
    take("seki/1/unit/u1/config/reported", said, true, null);
    Report report = Objects.requireNonNull(reports.of("u1"));
    assertEquals(7, report.desired());
    assertEquals("no-hub", report.configuration().reason());
    take("seki/1/unit/u1/config/reported", "{\"v\":1}", true, null);
    assertEquals(1, quarantine.count());
  }

  @AfterEach
  void stop() {
    allocation.close();
  }

  private static String tap(long seq, int seat, int person, Instant at, String clock) {
    return """
    {"v":1,"boot":"b","seq":%d,"reader":"seat:%s","card":"%s","tech":"felica","at":"%s",\
    "mono_ms":1,"clock":"%s","provisional":null}\
    """
        .formatted(seq, SmallTown.name(seat), SmallTown.card(person), at, clock);
  }

  private void take(String topic, String payload, boolean retained, @Nullable String response)
      throws InterruptedException {
    ingress.take(
        new Ingress.Mail(
            topic,
            payload.getBytes(UTF_8),
            retained,
            response,
            new byte[] {7},
            () -> done.add(topic)));
  }

  private String answer(String topic) throws InterruptedException {
    LinkMessage message = Objects.requireNonNull(sent.poll(20, TimeUnit.SECONDS), "no answer");
    assertEquals(topic, message.topic());
    assertArrayEquals(new byte[] {7}, message.correlation());
    return new String(message.payload(), UTF_8);
  }

  @Test
  void what_cannot_be_understood_is_an_alert_once_a_minute() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      ingress.take(new Ingress.Mail(TAP, new byte[] {'?'}, false, null, null, () -> {}));
    }
    assertEquals(3, quarantine.count());
    assertEquals(
        List.of(Alerts.Kind.BAD_MESSAGE), alerts.list().stream().map(Alerts.Alert::kind).toList());
  }

  @Test
  void a_tap_is_answered_and_acknowledged_once_it_is_decided() throws Exception {
    take(TAP, tap(1, 1, 1, TEN, "synced"), false, DECISION);
    assertTrue(answer(DECISION).contains("\"granted\""));
    assertEquals(TAP, done.poll(20, TimeUnit.SECONDS));
    assertTrue(fleet.isThere("u1"));
    assertNull(sent.poll());
  }

  @Test
  void an_answer_is_asked_for_elsewhere_but_never_on_another_units_topic() throws Exception {
    take(TAP, tap(1, 1, 1, TEN, "synced"), false, "my/answers");
    answer(DECISION);
    answer("my/answers");
    for (String forbidden :
        new String[] {"seki/1/unit/u2/command", "seki/1/office/chuo/seat/A-01", "a/#", "+/b", ""}) {
      take(TAP, tap(1, 1, 1, TEN, "synced"), false, forbidden);
      answer(DECISION);
    }
    take(TAP, tap(2, 2, 2, TEN, "synced"), false, null);
    answer(DECISION);
    assertNull(sent.poll());
  }

  @Test
  void what_cannot_be_understood_is_answered_acknowledged_and_kept_without_numbers()
      throws Exception {
    take(TAP, "{\"card\":\"011603005B1BD402\"", false, DECISION);
    assertTrue(answer(DECISION).contains("\"bad-request\""));
    assertEquals(TAP, done.poll());
    assertFalse(quarantine.list().getFirst().text().contains("5B1BD402"));
    take("seki/1/unit/u9/tap", tap(1, 1, 1, TEN, "synced"), false, "my/answers");
    assertTrue(answer("seki/1/unit/u9/decision").contains("unknown unit"));
    answer("my/answers");
    take("other/topic", "x", false, null);
    take("seki/1/unit/u1/health", "x", false, null);
    assertEquals(4, quarantine.count());
    assertEquals(0, allocation.state().held().size());
    assertNull(sent.poll(), "only taps are answered");
  }

  @Test
  void a_clock_that_cannot_be_right_counts_as_the_arrival_and_a_late_tap_by_its_own_time()
      throws Exception {
    Instant[] told = {
      TEN.plus(Ingress.AHEAD).plusMillis(1), TEN.minus(Ingress.BEHIND).minusMillis(1), Instant.EPOCH
    };
    for (int i = 0; i < told.length; i++) {
      String clock = told[i].equals(Instant.EPOCH) ? "unset" : "synced";
      take(TAP, tap(i + 1, i + 1, i + 1, told[i], clock), false, DECISION);
      answer(DECISION);
      var claim = Objects.requireNonNull(allocation.state().seat(SmallTown.seat(i + 1)).claim());
      assertEquals(TEN, claim.since());
    }
    assertEquals(2, quarantine.count(), "an unset clock is no fault of the message");
    Instant early = TEN.minus(Duration.ofMinutes(30));
    take(TAP, tap(9, 4, 4, early, "synced"), false, DECISION);
    answer(DECISION);
    var claim = Objects.requireNonNull(allocation.state().seat(SmallTown.seat(4)).claim());
    assertEquals(early, claim.since());
  }

  @Test
  void a_retained_status_proves_nothing_and_a_fresh_one_does() throws Exception {
    String online = "{\"state\":\"online\",\"boot\":\"b\",\"version\":\"1\",\"config\":null}";
    take("seki/1/unit/u1/status", online, true, null);
    assertFalse(fleet.isThere("u1"));
    take("seki/1/unit/u1/status", online, false, null);
    assertTrue(fleet.isThere("u1"));
    take("seki/1/unit/u1/status", online.replace("online", "offline"), false, null);
    assertFalse(fleet.isThere("u1"));
    assertEquals(3, done.size());
  }

  @Test
  void health_that_asks_is_answered_by_a_pong() throws Exception {
    String health = "{\"v\":1,\"boot\":\"b\",\"uptime_ms\":1,\"owes\":0,\"readers\":[]}";
    take("seki/1/unit/u1/health", health, false, "seki/1/unit/u1/pong");
    String pong = answer("seki/1/unit/u1/pong");
    PongMessage told = PongMessage.parse(pong.getBytes(UTF_8));
    assertEquals(TEN, Objects.requireNonNull(told.now()).toInstant());
    assertTrue(fleet.isThere("u1"));
  }

  private static String health(String boot, long uptimeMs) {
    return "{\"v\":1,\"boot\":\"%s\",\"uptime_ms\":%d,\"owes\":3}".formatted(boot, uptimeMs);
  }

  @Test
  void a_tap_of_a_unit_that_is_held_back_is_neither_decided_nor_answered() throws Exception {
    for (String said : List.of(health("a", 5), health("b", 5), health("a", 6))) {
      take("seki/1/unit/u1/health", said, false, null);
    }
    take(TAP, tap(1, 1, 1, TEN, "synced"), false, DECISION);
    assertEquals(TAP, done.stream().toList().getLast());
    assertTrue(fleet.release("u1"));
    take(TAP, tap(2, 2, 2, TEN, "synced"), false, DECISION);
    assertTrue(answer(DECISION).contains("\"seq\":2"));
    assertTrue(sent.isEmpty());
    assertEquals(1, allocation.state().held().size());
    take(TAP, tap(1, 1, 1, TEN, "synced"), false, DECISION);
    assertTrue(answer(DECISION).contains("granted"));
  }

  @Test
  void what_a_broker_keeps_of_a_unit_that_is_no_more_is_cleared_and_nothing_else()
      throws Exception {
    String status = "{\"state\":\"offline\",\"boot\":\"x\",\"version\":\"1\",\"config\":null}";
    take("seki/1/unit/gone/status", status, true, null);
    List<String> cleared = new ArrayList<>();
    while (!sent.isEmpty()) {
      LinkMessage message = sent.remove();
      assertTrue(message.retained() && message.payload().length == 0);
      cleared.add(message.topic());
    }
    assertEquals(
        List.of(
            "seki/1/unit/gone/status",
            "seki/1/unit/gone/snapshot",
            "seki/1/unit/gone/config/desired",
            "seki/1/unit/gone/config/reported"),
        cleared);
    take("seki/1/unit/gone/status", "", false, null); // the broker tells that it was cleared
    take("seki/1/unit/u1/status", status, true, null);
    assertTrue(sent.isEmpty());
    assertEquals(0, quarantine.count());
  }

  @Test
  void what_a_unit_wants_in_pieces_is_handed_on_for_units_of_this_city_only() throws Exception {
    byte[] want = new PieceWantMessage(Sha256.of(new byte[1]), 65_536, 100, null).toJson();
    for (String unit : List.of("u1", "stranger-01")) {
      ingress.take(
          new Ingress.Mail(
              "seki/1/unit/" + unit + "/piece/want", want, false, null, null, () -> {}));
    }
    assertEquals(List.of("u1 65536"), wanted);
  }
}
