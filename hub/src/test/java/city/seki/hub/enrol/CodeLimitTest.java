package city.seki.hub.enrol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CodeLimitTest {
  private final AtomicLong nanos = new AtomicLong();
  private final CodeLimit limit = new CodeLimit(nanos::get);

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(limit.admits(address), address + " " + i);
      limit.failed(address);
    }
  }

  @Test
  void one_address_is_told_to_wait_and_others_are_not() {
    fail("10.0.0.1", CodeLimit.MOST_OF_ONE);
    assertFalse(limit.admits("10.0.0.1"));
    assertTrue(limit.admits("10.0.0.2"));
    nanos.addAndGet(CodeLimit.WINDOW.toNanos());
    assertTrue(limit.admits("10.0.0.1"));
  }

  @Test
  void many_addresses_together_cost_no_more_than_that() {
    for (int i = 0; i < CodeLimit.MOST_OF_ALL; i++) {
      fail("10.0.1." + i, 1);
    }
    assertFalse(limit.admits("10.0.0.2"));
  }
}
