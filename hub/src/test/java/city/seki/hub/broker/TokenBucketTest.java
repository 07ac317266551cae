package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Limits by a clock that is moved by hand. */
class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void so_many_at_once_and_then_so_many_a_second() {
    TokenBucket bucket = new TokenBucket(new Limits.Rate(3, 2), 0);
    for (int i = 0; i < 3; i++) {
      assertTrue(bucket.take(1, 0));
    }
    assertFalse(bucket.take(1, 0));
    assertFalse(bucket.take(1, SECOND / 2 - 1_000));
    assertTrue(bucket.take(1, SECOND / 2));
    assertFalse(bucket.take(1, SECOND / 2));
    assertTrue(bucket.take(3, 100 * SECOND));
    assertFalse(bucket.take(1, 100 * SECOND));
  }

  @Test
  void what_cannot_be_refused_is_owed() {
    TokenBucket bucket = new TokenBucket(new Limits.Rate(10, 5), 0);
    assertEquals(0, bucket.owe(10, 0));
    assertEquals(2 * SECOND, bucket.owe(10, 0));
    assertEquals(SECOND, bucket.owe(0, SECOND));
    assertFalse(bucket.take(1, 2 * SECOND));
  }

  @Test
  void a_clock_that_stands_or_steps_back_gives_nothing() {
    TokenBucket bucket = new TokenBucket(new Limits.Rate(1, 1), 5 * SECOND);
    assertTrue(bucket.take(1, 5 * SECOND));
    assertFalse(bucket.take(1, 0));
    assertFalse(bucket.take(1, 5 * SECOND));
  }

  @Test
  void a_unit_that_comes_back_with_a_month_of_taps_is_slowed_down_and_a_flood_is_ended() {
    UnitMeter meter = new UnitMeter(Limits.STANDARD, 0);
    long now = 0;
    for (int tap = 0; tap < 20_000; tap++) {
      Long pause = meter.reads(400, now);
      assertTrue(pause != null, "tap " + tap);
      now += pause;
    }
    UnitMeter wild = new UnitMeter(Limits.STANDARD, 0);
    int said = 0;
    while (wild.reads(400, 0) != null) {
      said++;
    }
    assertEquals((int) Limits.STANDARD.packetsInAll().burst(), said);
  }

  @Test
  void an_address_from_which_too_many_come_does_not_bar_another() throws UnknownHostException {
    Callers callers = new Callers(Limits.STANDARD);
    InetAddress crowd = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("192.0.2.2");
    for (int i = 0; i < Limits.STANDARD.strangersOfAddress(); i++) {
      assertTrue(callers.admits(crowd, 0));
    }
    assertFalse(callers.admits(crowd, 0));
    assertTrue(callers.admits(other, 0));
    callers.left(crowd);
    assertTrue(callers.admits(crowd, 0));
  }

  @Test
  void who_connects_again_and_again_is_slowed_down_by_address() throws UnknownHostException {
    Callers callers = new Callers(Limits.STANDARD);
    InetAddress one = InetAddress.getByName("2001:db8::1");
    InetAddress sameNetwork = InetAddress.getByName("2001:db8::2");
    for (int i = 0; i < Limits.STANDARD.callers().burst(); i++) {
      assertTrue(callers.admits(one, 0));
      callers.left(one);
    }
    assertFalse(callers.admits(sameNetwork, 0));
    assertTrue(callers.admits(sameNetwork, SECOND));
  }
}
