package city.seki.hub.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.rules.DayName;
import city.seki.config.rules.Event;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Wish;
import city.seki.hub.history.DayNaming;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A wish loses its person as the reservations of its day do, however early it was made. */
class WishesForgottenTest {
  private static final LocalDate DAY = LocalDate.of(2023, 6, 1);
  private static final Instant MADE = Instant.parse("2023-05-20T09:00:00Z");

  private static List<Event> events() {
    Wish wish =
        new Wish(
            "w-1",
            "p-1",
            "chuo",
            "A-01",
            "lgwan",
            DAY,
            Instant.parse("2023-06-01T09:00:00Z"),
            Instant.parse("2023-06-01T12:00:00Z"));
    return List.of(
        new Event.WishMade(wish, MADE),
        new Event.Drawn("chuo", DAY, "00", MADE.plusSeconds(60)),
        new Event.WishLost("w-1", Refusal.NOT_DRAWN, MADE.plusSeconds(60)));
  }

  private static List<Event> forgotten(LocalDate before) {
    Standing standing = new Standing();
    events().forEach(standing::happened);
    Forgetting forgetting =
        new Forgetting(
            new Age(before, ZoneOffset.UTC),
            standing,
            Set.of(),
            DayNaming.random(new SecureRandom()));
    return events().stream().map(forgetting).toList();
  }

  @Test
  void a_wish_for_an_old_day_has_no_person_any_more() {
    List<Event> left = forgotten(DAY.plusDays(1));
    assertEquals(3, left.size());
    left.stream().flatMap(Persons::of).forEach(p -> assertTrue(DayName.isOne(p), p));
    assertEquals(1, left.stream().flatMap(Persons::of).count());
  }

  @Test
  void one_for_a_day_that_is_not_old_stays_as_it_is() {
    assertEquals(events(), forgotten(DAY));
  }
}
