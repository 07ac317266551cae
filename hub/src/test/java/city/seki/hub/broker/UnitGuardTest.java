package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.broker.TopicGuard.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitGuardTest {
  private final UnitGuard guard = new UnitGuard();
  private final Speaker unit = new Speaker("kanda-01", "x", "kanda-01");

  @ParameterizedTest
  @EnumSource(Channel.class)
  void a_unit_writes_its_own_channels_to_the_hub_and_reads_those_from_it(Channel channel) {
    String own = Topics.unit("kanda-01", channel);
    assertEquals(!channel.isFromHub(), guard.mayWrite(unit, own));
    assertEquals(channel.isFromHub(), guard.mayRead(unit, own));
    String others = Topics.unit("kanda-02", channel);
    assertFalse(guard.mayWrite(unit, others));
    assertFalse(guard.mayRead(unit, others));
    assertFalse(guard.mayRead(unit, Topics.everyUnit(channel)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+/#",
        "seki/#",
        "seki/1/unit/#",
        "seki/1/unit/kanda-01/#",
        "seki/1/unit/kanda-01/+",
        "seki/1/unit/kanda-01",
        "seki/1/unit/kanda-01/decision/x",
        "seki/1/office/#",
        "seki/1/office/+/seat/+",
        "seki/1/office/",
        "seki/1/office/kanda",
        "seki/1/stats/#",
        "$SYS/#",
        "$share/g/seki/1/unit/kanda-01/decision",
        "/reqresp/response/kanda-01",
        ""
      })
  void what_reaches_further_is_refused(String filter) {
    assertFalse(guard.mayRead(unit, filter));
    assertFalse(guard.mayWrite(unit, filter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seki/1/office/kanda/seat/A-01",
        "seki/1/office/kanda/#",
        "seki/1/office/kanda/summary",
        "seki/1/stats/daily/2026-11-29"
      })
  void what_is_public_is_read_and_not_written(String filter) {
    assertEquals(true, guard.mayRead(unit, filter));
    assertFalse(guard.mayWrite(unit, filter));
  }

  @Test
  void who_proved_nothing_may_nothing_whatever_it_calls_itself() {
    Speaker nobody = new Speaker("kanda-01", "kanda-01", null);
    assertFalse(guard.mayWrite(nobody, Topics.unit("kanda-01", Channel.TAP)));
    assertFalse(guard.mayRead(nobody, Topics.unit("kanda-01", Channel.DECISION)));
    assertFalse(guard.mayRead(nobody, "seki/1/office/kanda/summary"));
    assertFalse(guard.admits("kanda-01", "kanda-01", new byte[0]));
    assertFalse(guard.admitsAnonymous());
  }
}
