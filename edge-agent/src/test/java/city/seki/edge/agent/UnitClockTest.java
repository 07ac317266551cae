package city.seki.edge.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.ClockSigns.Trust;
import city.seki.edge.card.Pace;
import city.seki.edge.clock.Mark;
import city.seki.edge.clock.Past;
import city.seki.edge.clock.Uptime;
import city.seki.edge.journal.ClockBook;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clocks can be moved by hand, and what a unit makes of them. */
class UnitClockTest {
  private static final Instant NINE = Instant.parse("2026-11-21T00:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private double truth = NINE.toEpochMilli();
  private double mono;
  private double drift = 1;
  private long shown;
  private Trust trust = Trust.NONE;
  private String boot = "b1";
  private int seq;
  private final Map<Long, Uptime> kept = new LinkedHashMap<>();
  private final Map<String, Past.Run> runs = new LinkedHashMap<>();
  private long machine;

  /** What the journal would keep, without a disk. */
  private final ClockBook book =
      new ClockBook() {
        @Override
        public void mark(Mark mark) {
          Uptime before = uptime();
          List<Mark> marks = new ArrayList<>(before.marks());
          marks.add(mark);
          kept.put(
              machine, new Uptime(machine, marks, 0, Math.max(before.lastMs(), mark.monoMs())));
        }

        @Override
        public void keep(long monoMs) {
          Uptime before = uptime();
          kept.put(machine, new Uptime(machine, before.marks(), 0, monoMs));
        }
      };

  private UnitClock clock = start(1);

  private Uptime uptime() {
    return kept.getOrDefault(machine, new Uptime(machine, List.of(), 0, 0));
  }

  /** A run of the agent; another machine number is a new start of the machine. */
  private UnitClock start(long newMachine) {
    if (newMachine != machine) {
      machine = newMachine;
      mono = 0;
      kept.put(machine, uptime());
    }
    Past.Run run = new Past.Run(machine, (long) mono);
    runs.put(boot, run);
    seq = 0;
    return new UnitClock(
        () -> Instant.ofEpochMilli((long) (shown + mono)),
        ZONE,
        new Pace() {
          @Override
          public long nanos() {
            return (long) (mono * 1e6);
          }

          @Override
          public void pause(Duration time) {}
        },
        _ -> trust,
        (long) (mono * 1e6),
        new Past(List.copyOf(kept.values()), runs, run));
  }

  private void pass(double ms) {
    truth += ms;
    mono += ms * drift;
  }

  /** The own clock is set right, and believed. */
  private void set(Trust how) {
    shown = (long) (truth - mono);
    trust = how;
  }

  private Entry tap() throws JournalFault {
    Now now = clock.now();
    clock.save(book);
    TapMessage tap =
        new TapMessage(
            boot,
            ++seq,
            new ReaderName.AtSeat("A-01"),
            null,
            CardTech.FELICA,
            now.wall(),
            now.monoMs(),
            now.clock(),
            0,
            null);
    long last = Objects.requireNonNull(runs.get(boot)).baseMs() + now.monoMs();
    Uptime before = uptime();
    kept.put(machine, new Uptime(machine, before.marks(), 0, Math.max(before.lastMs(), last)));
    return new Entry(new Entry.Place(runs.size(), seq), boot, tap.toJson());
  }

  private TapMessage told(Entry entry) throws Exception {
    return TapMessage.parse(clock.timed(entry).payload());
  }

  private long off(Entry entry, double when) throws Exception {
    return Math.abs(told(entry).at().toInstant().toEpochMilli() - (long) when);
  }

  @Test
  void a_tap_before_the_clock_was_set_gets_its_true_time_when_it_is() throws Exception {
    pass(5_000);
    double when = truth;
    Entry tap = tap();
    assertEquals(ClockState.UNSET, told(tap).clock());
    pass(3_600_000);
    set(Trust.PROVEN);
    assertEquals(ClockState.SYNCED, clock.now().clock());
    assertTrue(off(tap, when) <= 1_000);
    assertEquals(ClockState.CORRECTED, told(tap).clock());
  }

  @Test
  void the_hubs_time_dates_what_no_clock_of_the_unit_did() throws Exception {
    pass(5_000);
    double when = truth;
    Entry tap = tap();
    pass(7_200_000);
    long asked = clock.now().monoMs();
    pass(40);
    clock.hubSaid(Instant.ofEpochMilli((long) truth - 20), asked);
    assertTrue(off(tap, when) <= 1_000);
    assertEquals(ClockState.CORRECTED, clock.now().clock());
    assertTrue(Math.abs(clock.now().wall().toInstant().toEpochMilli() - (long) truth) <= 20);
  }

  @Test
  void a_tap_of_a_right_clock_is_told_byte_for_byte_as_it_was_noted() throws Exception {
    set(Trust.PROVEN);
    Entry tap = tap();
    pass(60_000);
    assertArrayEquals(tap.payload(), clock.timed(tap).payload());
  }

  @Test
  void a_clock_that_falls_to_1970_is_not_followed() throws Exception {
    set(Trust.PROVEN);
    tap();
    pass(60_000);
    shown = 0;
    trust = Trust.NONE;
    assertEquals(OffsetDateTime.ofInstant(NINE.plusSeconds(60), ZONE), clock.now().wall());
  }

  @Test
  void a_clock_without_a_service_is_refused_where_it_is_behind_what_is_known() throws Exception {
    set(Trust.PROVEN);
    tap();
    boot = "b2";
    clock = start(2);
    shown = NINE.minusSeconds(86_400).toEpochMilli();
    trust = Trust.PLAUSIBLE;
    assertEquals(ClockState.UNSET, clock.now().clock());
    set(Trust.PLAUSIBLE);
    assertEquals(ClockState.SYNCED, clock.now().clock());
  }

  @Test
  void a_step_back_by_a_second_lets_the_time_stand_still() throws Exception {
    set(Trust.PROVEN);
    Entry before = tap();
    pass(100);
    shown -= 1_000;
    Entry after = tap();
    assertTrue(!told(after).at().isBefore(told(before).at()));
    pass(5_000);
    assertEquals((long) truth - 1_000, clock.now().wall().toInstant().toEpochMilli());
  }

  @Test
  void a_clock_that_was_years_ahead_is_corrected_for_what_it_dated() throws Exception {
    shown = (long) (truth + Duration.ofDays(2_000).toMillis());
    trust = Trust.PLAUSIBLE;
    double when = truth;
    Entry wrong = tap();
    pass(60_000);
    set(Trust.PROVEN);
    Entry right = tap();
    assertTrue(off(wrong, when) <= 1_000);
    assertTrue(told(wrong).at().isBefore(told(right).at()));
  }

  @Test
  void taps_of_an_uptime_without_any_clock_lie_between_their_neighbours() throws Exception {
    set(Trust.PROVEN);
    tap();
    pass(600_000);
    boot = "b2";
    clock = start(2);
    trust = Trust.NONE;
    pass(3_600_000);
    double when = truth;
    Entry lost = tap();
    pass(1_200_000);
    boot = "b3";
    clock = start(3);
    set(Trust.PROVEN);
    Entry last = tap();
    TapMessage told = told(lost);
    assertTrue(off(lost, when) <= told.atErrorMs());
    assertTrue(told.atErrorMs() < 1_000_000, "half of what nobody knows: 10 min and 20 min");
    assertTrue(told.at().isBefore(told(last).at()));
  }

  private TimedLink sendingTo(List<Entry> sent) {
    return new TimedLink(
        new Link() {
          @Override
          public void deliver(Entry tap, boolean amended) {
            sent.add(tap);
          }

          @Override
          public void tellHealth(HealthMessage health) {}

          @Override
          public void reconnect(String reason) {}
        },
        clock);
  }

  @Test
  void a_tap_of_a_clock_that_was_set_back_a_day_waits_for_the_hubs_time() throws Exception {
    set(Trust.PLAUSIBLE);
    pass(1_000);
    var _ = tap();
    shown -= Duration.ofDays(1).toMillis();
    pass(1_000);
    List<Entry> sent = new ArrayList<>();
    TimedLink link = sendingTo(sent);
    link.heard(new AgentEvent.LinkUp());
    link.deliver(tap(), false);
    assertEquals(List.of(), sent);
    pass(50);
    link.tellHealth(new HealthMessage(boot, 0, 1, null, null, null, null, null, List.of()));
    link.heard(
        new AgentEvent.Pong(OffsetDateTime.ofInstant(Instant.ofEpochMilli((long) truth), ZONE)));
    TapMessage told = TapMessage.parse(sent.getFirst().payload());
    assertEquals(ClockState.CORRECTED, told.clock());
    assertTrue(Duration.between(NINE, told.at().toInstant()).abs().toMinutes() < 1, told::toString);
  }

  @Test
  void taps_wait_for_the_hubs_time_where_nobody_knows_it() throws Exception {
    List<Entry> sent = new ArrayList<>();
    TimedLink link = sendingTo(sent);
    link.heard(new AgentEvent.LinkUp());
    link.deliver(tap(), false);
    link.deliver(tap(), false);
    assertEquals(List.of(), sent);
    link.tellHealth(new HealthMessage(boot, 0, 2, null, null, null, null, null, List.of()));
    link.heard(new AgentEvent.Pong(OffsetDateTime.ofInstant(NINE, ZONE)));
    assertEquals(2, sent.size());
    assertEquals(ClockState.CORRECTED, TapMessage.parse(sent.getFirst().payload()).clock());
  }

  /**
   * Scenario: machine and agent start again and again, the crystal drifts by up to 80 millionths,
   * the own clock is unset, right, or wrong by a second or by years until it is set, the hub is
   * heard now and then; taps in between. In the end the hub is heard once more. Expected: all taps,
   * as they are told then, are in the order in which they happened, and each true time is within
   * its error.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void the_order_holds_and_the_truth_is_within_the_error(int part) throws Exception {
    for (long seed = part * 1_000L; seed < part * 1_000L + 250; seed++) {
      scenario(new Random(seed), "seed " + seed);
    }
  }

  private void scenario(Random random, String context) throws Exception {
    List<Entry> taps = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    kept.clear();
    runs.clear();
    boot = "b1";
    clock = start(machine + 1);
    for (int step = 0; step < 60; step++) {
      misfortune(random);
      clock.now(); // as the agent does every second
      pass(random.nextInt(10) == 0 ? random.nextInt(20_000_000) : random.nextInt(60_000));
      if (random.nextBoolean()) {
        times.add(truth);
        taps.add(tap());
      }
      clock.now();
      clock.save(book);
    }
    trust = Trust.NONE;
    hubTells(random);
    @Nullable OffsetDateTime before = null;
    for (int i = 0; i < taps.size(); i++) {
      TapMessage told = told(taps.get(i));
      String which = context + ", tap " + i + " of " + taps.size() + ": " + told;
      assertTrue(before == null || !told.at().isBefore(before), which + " after " + before);
      before = told.at();
      long bar = Math.max(told.atErrorMs(), UnitClock.NEGLIGIBLE_MS);
      long off = off(taps.get(i), times.get(i));
      assertTrue(off <= bar, which + " off by " + off);
    }
  }

  private void misfortune(Random random) {
    switch (random.nextInt(14)) {
      case 0 -> { // the machine starts anew
        boot = "b" + (runs.size() + 1);
        pass(random.nextInt(100_000));
        trust = Trust.NONE;
        shown = random.nextInt(1_000_000);
        drift = 1 + (random.nextDouble() - 0.5) * 160e-6;
        clock = start(machine + 1);
      }
      case 1 -> { // the agent alone
        boot = "b" + (runs.size() + 1);
        if (trust == Trust.PROVEN) {
          set(Trust.PROVEN); // its service has kept it right
        }
        clock = start(machine);
      }
      case 2, 3 -> set(Trust.PROVEN);
      case 4 -> hubTells(random);
      case 5 -> { // behind by years, but nothing speaks against it
        shown = (long) (truth - mono - Duration.ofDays(300).toMillis());
        trust = Trust.NONE;
      }
      default -> {}
    }
  }

  private void hubTells(Random random) {
    long asked = clock.now().monoMs();
    int there = random.nextInt(400);
    pass(there);
    Instant told = Instant.ofEpochMilli((long) truth);
    pass(random.nextInt(400));
    clock.hubSaid(told, asked);
  }
}
