package city.seki.provisioning.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowancesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Allowances<String> allowances =
      new Allowances<>(new Allowances.Limits(3, 0.5, 2), nanos::get);

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private int taken(String whose) {
    int taken = 0;
    while (allowances.take(whose)) {
      taken++;
    }
    return taken;
  }

  @Test
  void as_many_as_the_burst_at_once_then_by_the_rate() {
    assertEquals(3, taken("a"));
    assertEquals(2, allowances.waitSeconds("a"));
    pass(1_999);
    assertFalse(allowances.take("a"));
    assertEquals(1, allowances.waitSeconds("a"));
    pass(2);
    assertTrue(allowances.take("a"));
    pass(3_600_000);
    assertEquals(0, allowances.waitSeconds("a"));
    assertEquals(3, taken("a"));
  }

  @Test
  void one_takes_nothing_from_another() {
    assertEquals(3, taken("a"));
    assertEquals(3, taken("b"));
  }

  @Test
  void only_those_that_came_last_are_remembered() {
    assertEquals(3, taken("a"));
    assertTrue(allowances.take("b"));
    assertTrue(allowances.take("c"));
    assertEquals(3, taken("a"));
  }
}
