package city.seki.edge.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A scripted sensor on virtual time; the watch ends where the script does. */
class SensorWatchTest {
  private static final Reading OPEN = new Reading.Door(true);
  private static final Reading CLOSED = new Reading.Door(false);
  private static final SensorEvent READY = new SensorEvent.Ready();
  private static final SensorEvent TIMEOUT =
      new SensorEvent.Fault(SensorFault.Cause.TIMEOUT, "scripted");
  private static final SensorEvent GONE = new SensorEvent.Fault(SensorFault.Cause.GONE, "scripted");
  private static final Sensed BAD = new Sensed.Discarded(Sensed.Discarded.Cause.CHECKSUM);
  private static final SensorEvent DISCARDED =
      new SensorEvent.Discarded(Sensed.Discarded.Cause.CHECKSUM);
  private static final List<Sensed> QUIET = List.of();

  private final VirtualPace pace = new VirtualPace();
  private final List<SensorEvent> events = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  private static List<Sensed> read(Reading... readings) {
    return Arrays.stream(readings).<Sensed>map(Sensed.Read::new).toList();
  }

  private static SensorEvent told(Reading reading) {
    return new SensorEvent.Read(reading);
  }

  private static SensorFault fault(SensorFault.Cause cause) {
    return new SensorFault(cause, "scripted");
  }

  /** Opening takes an item of the script only if that is a fault or "opens". */
  private void watch(Object... script) {
    Queue<Object> items = new ArrayDeque<>(List.of(script));
    SensorWatch[] watch = new SensorWatch[1];
    Sensor sensor =
        new Sensor() {
          @Override
          public String name() {
            return "scripted";
          }

          @Override
          public void open() throws SensorFault {
            calls.add("open");
            if (items.peek() instanceof SensorFault e) {
              items.remove();
              throw e;
            }
            if ("opens".equals(items.peek())) {
              items.remove();
            }
          }

          @Override
          @SuppressWarnings("unchecked")
          public List<Sensed> next() throws SensorFault {
            calls.add("next");
            Object item = items.poll();
            if (items.isEmpty()) {
              watch[0].close();
              Thread.interrupted();
            }
            if (item instanceof SensorFault e) {
              throw e;
            }
            if (item instanceof RuntimeException e) {
              throw e;
            }
            return item instanceof List<?> sensed ? (List<Sensed>) sensed : QUIET;
          }

          @Override
          public void close() {
            calls.add("close");
          }
        };
    watch[0] = new SensorWatch(sensor, pace, events::add);
    watch[0].run();
    Thread.interrupted();
  }

  @Test
  void it_is_ready_with_the_first_answer_and_tells_all_that_is_said() {
    watch(QUIET, read(OPEN), read(CLOSED, OPEN), List.of(BAD), QUIET);
    assertEquals(List.of(READY, told(OPEN), told(CLOSED), told(OPEN), DISCARDED), events);
  }

  @Test
  void one_lost_exchange_is_no_outage() {
    watch(read(OPEN), fault(SensorFault.Cause.TIMEOUT), read(CLOSED), QUIET);
    assertEquals(List.of(READY, told(OPEN), told(CLOSED)), events);
    assertEquals(List.of("open", "next", "next", "next", "next", "close"), calls);
  }

  @Test
  void an_outage_is_told_once_and_ends_with_the_next_reading() {
    SensorFault lost = fault(SensorFault.Cause.TIMEOUT);
    watch(read(OPEN), lost, lost, lost, lost, "opens", read(CLOSED), QUIET);
    assertEquals(List.of(READY, told(OPEN), TIMEOUT, READY, told(CLOSED)), events);
    assertEquals(
        List.of("open", "next", "next", "next", "open", "open", "open", "next", "next", "close"),
        calls,
        "on its open wire");
  }

  @Test
  void a_sensor_that_opens_and_never_reads_does_not_flicker() {
    SensorFault lost = fault(SensorFault.Cause.TIMEOUT);
    watch(
        QUIET,
        lost,
        lost,
        "opens",
        QUIET,
        QUIET,
        lost,
        "opens",
        QUIET,
        lost,
        "opens",
        read(OPEN),
        QUIET);
    assertEquals(List.of(READY, TIMEOUT, READY, told(OPEN)), events);
  }

  @Test
  void a_sensor_that_cannot_be_opened_is_told_at_once() {
    watch(
        fault(SensorFault.Cause.TIMEOUT),
        fault(SensorFault.Cause.TIMEOUT),
        "opens",
        read(OPEN),
        QUIET);
    assertEquals(List.of(TIMEOUT, READY, told(OPEN)), events);
  }

  @Test
  void a_wire_that_is_gone_is_told_at_once_and_opened_anew() {
    SensorFault gone = fault(SensorFault.Cause.GONE);
    watch(read(OPEN), gone, gone, "opens", read(OPEN), QUIET);
    assertEquals(List.of(READY, told(OPEN), GONE, READY, told(OPEN)), events);
    assertEquals(
        List.of("open", "next", "next", "close", "open", "close", "open", "next", "next", "close"),
        calls);
  }

  @Test
  void bytes_thrown_away_do_not_end_an_outage() {
    SensorFault lost = fault(SensorFault.Cause.GARBAGE);
    watch(lost, List.of(BAD), lost, "opens", List.of(BAD), read(OPEN), QUIET);
    assertEquals(
        List.of(
            new SensorEvent.Fault(SensorFault.Cause.GARBAGE, "scripted"),
            DISCARDED,
            DISCARDED,
            READY,
            told(OPEN)),
        events);
  }

  @Test
  void a_wire_of_a_silent_sensor_is_opened_anew_after_long() {
    Object[] script = new Object[25];
    Arrays.fill(script, fault(SensorFault.Cause.TIMEOUT));
    script[24] = QUIET;
    watch(script);
    assertEquals(2, calls.stream().filter("close"::equals).count());
    assertEquals(List.of(TIMEOUT), events);
  }

  @Test
  void a_native_library_that_throws_does_not_end_the_watch() {
    watch(read(OPEN), new IllegalStateException("scripted"), read(OPEN), QUIET);
    assertEquals(5, events.size());
    assertEquals(List.of(READY, told(OPEN)), events.subList(3, 5));
  }

  @Test
  void failures_never_spin_and_a_sensor_that_is_back_is_noticed_within_a_second() {
    Object[] script = new Object[40];
    Arrays.fill(script, fault(SensorFault.Cause.GONE));
    script[38] = QUIET;
    script[39] = QUIET;
    watch(script);
    Duration passed = pace.passed();
    assertTrue(passed.compareTo(Duration.ofSeconds(30)) > 0, () -> "only " + passed);
    assertTrue(passed.compareTo(Duration.ofSeconds(40)) < 0, () -> "as much as " + passed);
  }
}
