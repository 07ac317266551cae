package city.seki.config.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final long SECOND = 1_000_000_000;

  private final List<String> told = new ArrayList<>();
  private long now = -5;

  private Supervisor supervisor(long patience) {
    return new Supervisor(
        state -> {
          told.add(state);
          return 1;
        },
        patience,
        () -> now);
  }

  @Test
  void program_started_by_hand_has_no_supervisor() {
    assertSame(Supervisor.NOBODY, Supervisor.of(Map.of("WATCHDOG_USEC", "1000000"), () -> now));
    Supervisor.NOBODY.ready("runs");
    Supervisor.NOBODY.turned();
  }

  @Test
  void watchdog_is_fed_four_times_within_its_patience_however_often_the_loop_turns() {
    Supervisor fed = supervisor(60 * SECOND);
    for (int turn = 0; turn < 60 * 100; turn++) {
      fed.turned();
      now += SECOND / 100;
    }
    assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), told);
  }

  @Test
  void loop_that_hangs_feeds_nobody() {
    Supervisor fed = supervisor(60 * SECOND);
    fed.turned();
    now += 600 * SECOND;
    fed.status("still there");
    assertEquals(List.of("WATCHDOG=1", "STATUS=still there"), told);
  }

  @Test
  void nothing_is_fed_where_there_is_no_watchdog() {
    supervisor(0).turned();
    assertEquals(List.of(), told);
  }

  @Test
  void ready_and_stopping_are_told_in_the_words_of_sd_notify() {
    Supervisor supervisor = supervisor(0);
    supervisor.ready("runs, 2 readers");
    supervisor.stopping();
    assertEquals(List.of("READY=1\nSTATUS=runs, 2 readers", "STOPPING=1"), told);
  }

  @Test
  void program_that_cannot_say_it_is_ready_does_not_go_on() {
    Supervisor deaf = new Supervisor(state -> -2, 0, () -> now);
    String message =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> deaf.ready("runs")).getMessage());
    assertTrue(message.contains("error 2"), message);
  }
}
