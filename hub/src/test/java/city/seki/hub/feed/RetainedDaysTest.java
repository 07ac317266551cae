package city.seki.hub.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a dashboard finds at the broker. */
final class RetainedDaysTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final String YESTERDAY = "seki/1/stats/daily/2026-11-28";

  private final List<Visit> visits = new ArrayList<>();
  private final Map<String, String> broker = new TreeMap<>();
  private int published;
  private final RetainedDays days =
      new RetainedDays(
          (topic, payload) -> {
            published++;
            if (payload.length == 0) {
              broker.remove(topic);
            } else {
              broker.put(topic, new String(payload, StandardCharsets.UTF_8));
            }
          });

  private void visit(LocalDate day, String person) {
    Instant start = day.atTime(9, 0).atZone(TOKYO).toInstant();
    visits.add(
        new Visit(
            day,
            new SeatId("honcho", "A-" + person),
            person,
            "総務課",
            start,
            start.plusSeconds(1_800),
            null,
            Visit.Origin.LEDGER));
  }

  private void look(LocalDate today) {
    days.look(new AttendanceInMemory(visits, List.of(), TOKYO), today);
  }

  @Test
  void days_that_are_over_are_there_today_is_not_and_old_ones_go() {
    broker.put("seki/1/stats/daily/2026-10-24", "left by an earlier run");
    visit(TODAY.minusDays(1), "p1");
    visit(TODAY, "p1");
    look(TODAY);
    assertEquals(
        "{\"v\":1,\"date\":\"2026-11-28\",\"person_days\":1,\"visits\":1,\"minutes\":30,\"offices\":"
            + "[{\"office\":\"honcho\",\"person_days\":1,\"visits\":1,\"minutes\":30}]}",
        broker.get(YESTERDAY));
    assertEquals(RetainedDays.DAYS, broker.size());
    assertFalse(broker.containsKey("seki/1/stats/daily/2026-11-29"));
    look(TODAY.plusDays(1));
    assertEquals(RetainedDays.DAYS, broker.size());
    assertTrue(broker.containsKey("seki/1/stats/daily/2026-11-29"));
    assertFalse(broker.containsKey("seki/1/stats/daily/2026-10-25"));
  }

  @Test
  void a_day_is_told_again_only_when_it_became_otherwise() {
    visit(TODAY.minusDays(1), "p1");
    look(TODAY);
    int before = published;
    look(TODAY);
    assertEquals(before, published);
    visit(TODAY.minusDays(1), "p2");
    look(TODAY);
    assertEquals(before + 1, published);
    assertTrue(String.valueOf(broker.get(YESTERDAY)).contains("\"person_days\":2"));
  }
}
