package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevelopmentGuardTest {
  private final TopicGuard guard = new DevelopmentGuard();
  private final TopicGuard.Speaker anybody = new TopicGuard.Speaker("x", null, null);

  @ParameterizedTest
  @ValueSource(strings = {"tap", "status", "presence", "config/reported", "command/result"})
  void anybody_may_speak_as_any_unit(String what) {
    assertTrue(guard.mayWrite(anybody, "seki/1/unit/u1/" + what));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seki/1/unit/u1/decision",
        "seki/1/unit/u1/snapshot",
        "seki/1/unit/u1/config/desired",
        "seki/1/unit/u1/command",
        "seki/1/office/o/seat/s",
        "seki/1/stats/daily/2026-11-21",
        "seki/1/unit/u1",
        "seki/1/unit//decision",
        "elsewhere"
      })
  void only_the_hub_may_say_what_the_hub_says(String topic) {
    assertFalse(guard.mayWrite(anybody, topic));
  }

  @Test
  void anybody_may_hear_everything() {
    assertTrue(guard.mayRead(anybody, "#"));
  }
}
