package city.seki.edge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.Now;
import city.seki.edge.presence.fusion.Belief;
import city.seki.edge.presence.fusion.Belief.Condition;
import city.seki.edge.presence.fusion.SensorKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nights of sensors, by a clock that the test turns; the office is open from 8 to 17. */
class AccountTest {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Place ROOM = new Place.InRoom("vc-1");
  private static final Place SEAT = new Place.AtSeat("A-03");
  private static final Map<String, Place> PLACES = Map.of("radar", ROOM, "pad", SEAT);
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);

  private ZoneId zone = JAPAN;
  private long wallOffMs;
  private long trueMs = ZonedDateTime.of(TUESDAY, LocalTime.NOON, JAPAN).toInstant().toEpochMilli();
  private long monoMs;
  private ClockState clock = ClockState.SYNCED;
  private Occupancy radar = Occupancy.VACANT;
  private Condition radarIs = Condition.WELL;
  private Occupancy pad = Occupancy.VACANT;
  private boolean known = true;
  private boolean on = true;
  private Set<String> claimed = Set.of();
  private Account account = Account.begun(PLACES, 0);

  private Now now() {
    return new Now(
        java.time.Instant.ofEpochMilli(trueMs + wallOffMs).atZone(zone).toOffsetDateTime(),
        monoMs,
        clock);
  }

  private @Nullable Setting setting() {
    LocalTime time = now().wall().toLocalTime();
    boolean quiet = time.isBefore(LocalTime.of(7, 0)) || time.isAfter(LocalTime.of(19, 0));
    return known ? new Setting(quiet, claimed) : null;
  }

  private static Belief belief(
      String sensor, SensorKind kind, Occupancy alone, Condition condition) {
    return new Belief(
        alone,
        null,
        0.9,
        0,
        List.of(new Belief.Evidence(sensor, kind, "so", alone, 1L, condition, 1)));
  }

  private Map<Place, Belief> beliefs() {
    Map<Place, Belief> beliefs = new LinkedHashMap<>();
    beliefs.put(ROOM, belief("radar", SensorKind.RADAR, radar, radarIs));
    beliefs.put(SEAT, belief("pad", SensorKind.PAD, pad, Condition.WELL));
    return beliefs;
  }

  /** Time passes until that moment of the true time. */
  private void until(LocalDateTime moment) {
    long end = moment.atZone(zone).toInstant().toEpochMilli();
    while (trueMs < end) {
      long step = Math.min(30_000, end - trueMs);
      trueMs += step;
      monoMs += step;
      if (on && account.isDue(monoMs)) {
        account = account.and(beliefs(), setting(), now());
      }
    }
  }

  private void until(LocalDate day, int hour) {
    until(day.atTime(hour, 0));
  }

  /** The unit is switched off, and on again at that moment: memory and monotonic clock are gone. */
  private void offUntil(LocalDate day, int hour) throws BadMessage {
    byte[] disk = AccountText.write(account);
    on = false;
    until(day, hour);
    on = true;
    monoMs = 0;
    account = AccountText.read(disk, PLACES, 0);
  }

  private SensorNight night(String sensor, LocalDate day) {
    return account.nights().stream()
        .filter(n -> n.sensor().equals(sensor) && n.night().equals(day))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such night: " + account.nights()));
  }

  /** As far as steps of half a minute tell. */
  private static void assertRate(double expected, @Nullable Double rate) {
    assertTrue(rate != null && Math.abs(rate - expected) < 0.001, expected + ", was " + rate);
  }

  @Test
  void a_radar_that_sees_somebody_for_a_quarter_of_the_quiet_hours_is_wrong_for_that_long() {
    until(TUESDAY, 19);
    radar = Occupancy.OCCUPIED;
    until(TUESDAY.atTime(21, 45));
    radar = Occupancy.VACANT;
    until(TUESDAY.plusDays(1).atTime(5, 59));
    assertEquals(List.of(), account.nights(), "the night is not over");
    until(TUESDAY.plusDays(1).atTime(6, 1));
    SensorNight night = night("radar", TUESDAY);
    assertRate(0.25, night.falseOccupied());
    assertEquals(660, night.closedMinutes());
    assertNull(night.falseVacant());
    assertEquals(0, night.takenMinutes());
    assertEquals(0.0, night("pad", TUESDAY).falseOccupied());
  }

  @Test
  void a_pad_that_says_nobody_while_its_seat_is_claimed_is_wrong() {
    claimed = Set.of("A-03");
    until(TUESDAY, 15);
    pad = Occupancy.OCCUPIED;
    until(TUESDAY, 16);
    claimed = Set.of();
    until(TUESDAY.plusDays(1), 7);
    SensorNight night = night("pad", TUESDAY);
    assertRate(0.75, night.falseVacant());
    assertEquals(240, night.takenMinutes());
  }

  @Test
  void people_who_stay_on_make_no_sensor_a_liar() {
    radar = Occupancy.OCCUPIED;
    until(TUESDAY.atTime(18, 59));
    radar = Occupancy.VACANT;
    until(TUESDAY.plusDays(1), 7);
    assertEquals(0.0, night("radar", TUESDAY).falseOccupied());
  }

  @Test
  void a_unit_that_is_off_over_the_night_tells_nothing_of_it() throws BadMessage {
    claimed = Set.of("A-03");
    until(TUESDAY, 17);
    claimed = Set.of();
    offUntil(TUESDAY.plusDays(1), 8);
    until(TUESDAY.plusDays(1), 9);
    SensorNight night = night("pad", TUESDAY);
    assertNull(night.falseOccupied());
    assertEquals(0, night.closedMinutes());
    assertEquals(1.0, night.falseVacant());
    assertEquals(300, night.takenMinutes());
    assertTrue(account.nights().stream().noneMatch(n -> n.sensor().equals("radar")));
  }

  @Test
  void a_restart_in_the_night_goes_on_and_what_was_not_seen_does_not_count() throws BadMessage {
    radar = Occupancy.OCCUPIED;
    until(TUESDAY, 21);
    offUntil(TUESDAY, 23);
    radar = Occupancy.VACANT;
    until(TUESDAY.plusDays(1), 7);
    SensorNight night = night("radar", TUESDAY);
    assertEquals(540, night.closedMinutes());
    assertRate(120 / 540.0, night.falseOccupied());
  }

  @Test
  void a_unit_that_was_away_for_days_ends_the_night_that_it_was_in_and_begins_the_present_one()
      throws BadMessage {
    until(TUESDAY, 22);
    offUntil(TUESDAY.plusDays(5), 22);
    until(TUESDAY.plusDays(6), 7);
    assertEquals(180, night("radar", TUESDAY).closedMinutes());
    assertEquals(480, night("radar", TUESDAY.plusDays(5)).closedMinutes());
    assertEquals(4, account.nights().size());
  }

  @Test
  void a_sensor_that_died_is_looked_at_no_longer() {
    radar = Occupancy.OCCUPIED;
    until(TUESDAY, 20);
    radarIs = Condition.DEAD;
    until(TUESDAY.plusDays(1), 7);
    SensorNight night = night("radar", TUESDAY);
    assertEquals(60, night.closedMinutes());
    assertEquals(1.0, night.falseOccupied());
    until(TUESDAY.plusDays(2), 7);
    assertTrue(
        account.nights().stream()
            .noneMatch(n -> n.sensor().equals("radar") && n.night().equals(TUESDAY.plusDays(1))),
        "a night of which it said nothing is none");
  }

  @Test
  void while_the_time_or_the_office_is_not_known_nothing_counts() {
    known = false;
    until(TUESDAY, 22);
    known = true;
    clock = ClockState.UNSET;
    until(TUESDAY, 23);
    clock = ClockState.CORRECTED;
    until(TUESDAY.plusDays(1), 7);
    assertEquals(420, night("radar", TUESDAY).closedMinutes());
  }

  @Test
  void the_night_in_which_the_clocks_change_is_an_hour_longer_or_shorter() {
    zone = BERLIN;
    LocalDate autumn = LocalDate.of(2026, 10, 24);
    trueMs = autumn.atTime(12, 0).atZone(BERLIN).toInstant().toEpochMilli();
    until(autumn.plusDays(1), 7);
    assertEquals(12 * 60, night("radar", autumn).closedMinutes());
    LocalDate spring = LocalDate.of(2027, 3, 27);
    trueMs = spring.atTime(12, 0).atZone(BERLIN).toInstant().toEpochMilli();
    until(spring.plusDays(1), 7);
    assertEquals(10 * 60, night("radar", spring).closedMinutes());
  }

  @Test
  void a_clock_that_is_set_back_a_little_ends_no_night_twice() {
    until(TUESDAY.plusDays(1).atTime(6, 1));
    wallOffMs = -Duration.ofMinutes(5).toMillis();
    until(TUESDAY.plusDays(2), 7);
    assertEquals(4, account.nights().size(), account.nights().toString());
    SensorNight night = night("radar", TUESDAY.plusDays(1));
    assertEquals(660 + 59, (double) night.closedMinutes(), 7, "an hour of Tuesday's end is in it");
  }

  @Test
  void nights_that_a_wrong_clock_made_up_go_when_it_is_set_right() {
    until(TUESDAY.plusDays(1), 7);
    wallOffMs = Duration.ofDays(400).toMillis();
    until(TUESDAY.plusDays(1), 12);
    wallOffMs = 0;
    until(TUESDAY.plusDays(2), 7);
    assertEquals(
        List.of(TUESDAY, TUESDAY.plusDays(1)),
        account.nights().stream().map(SensorNight::night).distinct().toList());
    assertEquals(660, night("radar", TUESDAY.plusDays(1)).closedMinutes());
  }

  @Test
  void a_machine_that_slept_saw_nothing_meanwhile() {
    until(TUESDAY, 22);
    trueMs += Duration.ofHours(3).toMillis();
    monoMs += Duration.ofHours(3).toMillis();
    until(TUESDAY.plusDays(1), 7);
    assertEquals(660 - 180, (double) night("radar", TUESDAY).closedMinutes(), 1);
  }

  @Test
  void thirty_nights_are_kept_and_survive_the_disk() throws BadMessage {
    until(TUESDAY.plusDays(40), 7);
    assertEquals(2 * Account.NIGHTS, account.nights().size());
    assertEquals(TUESDAY.plusDays(39), account.nights().getLast().night());
    assertEquals(TUESDAY.plusDays(10), account.nights().getFirst().night());
    assertEquals(account, AccountText.read(AccountText.write(account), PLACES, monoMs));
  }

  @Test
  void of_a_sensor_that_is_gone_or_looks_elsewhere_nothing_is_left() throws BadMessage {
    until(TUESDAY.plusDays(2), 20);
    byte[] disk = AccountText.write(account);
    Map<String, Place> other = Map.of("radar", new Place.InRoom("vc-2"), "pad", SEAT);
    Account after = AccountText.read(disk, other, 0);
    assertEquals(List.of("pad"), List.copyOf(after.running().tallies().keySet()));
    assertEquals(Set.of("pad"), Set.copyOf(after.nights().stream().map(n -> n.sensor()).toList()));
  }

  @Test
  void what_is_no_account_is_refused_with_its_place() {
    until(TUESDAY.plusDays(1), 20);
    String good = new String(AccountText.write(account), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            good.substring(1),
            good.substring(0, good.length() / 2),
            good.replace("\"v\":1", "\"v\":2"),
            good.replace("2026", "20x6"),
            good.replace("room:vc-1", "vc-1"),
            good.replace("\"false_occupied_ms\":0", "\"false_occupied_ms\":999999999999"))) {
      assertThrows(
          BadMessage.class,
          () -> AccountText.read(bad.getBytes(StandardCharsets.UTF_8), PLACES, 0),
          bad);
    }
  }

  @Test
  void it_is_looked_at_every_ten_seconds() {
    assertFalse(account.isDue(9_999));
    assertTrue(account.isDue(10_000));
  }
}
