package city.seki.config.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.wire.JsonFields;
import org.junit.jupiter.api.Test;

class RolloutReportTest {
  private static final String ROLLOUT =
      """
      {"rollout":3,"goal":{"configuration":7},"note":"new readers","by":"token:ab12",
       "at":"2026-11-24T20:00:00.000+09:00",
       "phase":{"state":"paused","by":null,"reason":"1 of 2 units failed in waves 1 to 1, 0 may",
        "at":"2026-11-24T20:01:30.000+09:00"},
       "wave":1,"waves":2,"failed_limit":0,
       "units":{"all":5,"confirmed":1,"failed":1,"under_way":0,"waiting":2,"off":1,"left_out":0},
       "plan":{},
       "steps":[
        {"wave":1,"state":"current","units":[
         {"unit":"chuo-1","office":"chuo","state":"confirmed","since":"2026-11-24T20:01:00.000+09:00"},
         {"unit":"hongo-1","office":"hongo","state":"failed","since":"2026-11-24T20:01:30.000+09:00",
          "how":"returned","part":"configuration","reason":"hub-not-reached","detail":"mqtts://x:1"},
         {"unit":"wada-1","office":"wada","state":"waiting","hindrances":["call","claimed"]}]},
        {"wave":2,"state":"waiting","units":[
         {"unit":"chuo-2","office":"chuo","state":"waiting"},
         {"unit":"imai-1","office":"imai","state":"off","since":"2026-11-24T20:00:00.000+09:00"}]}]}
      """;

  private static JsonFields rollout() throws Exception {
    return JsonFields.parse(ROLLOUT.getBytes(UTF_8));
  }

  @Test
  void it_says_how_far_it_is_who_failed_and_why_and_what_can_be_done() throws Exception {
    assertEquals(
        """
        Roll-out 3: configuration 7 (new readers), started 2026-11-24 20:00 by token:ab12
        PAUSED 2026-11-24 20:01: 1 of 2 units failed in waves 1 to 1, 0 may
        Go on: seki-config rollout resume 3 --reason WHY; end it: stop 3; take it back: back 3

        wave      units  confirmed  failed  under way  waiting  off  left out
        1 of 2 *      3          1       1          -        1    -         -
        2 of 2        2          -       -          -        1    1         -
        all           5          1       1          -        2    1         -

        Failed:
          hongo-1  hongo  returned configuration: hub-not-reached (mqtts://x:1)

        Not asked yet, although it is their turn:
          wada-1  wada  a call runs in its room, somebody holds a seat of it

        Off; they are asked when they are back:
          imai-1  imai  since 2026-11-24 20:00
        """,
        RolloutReport.of(rollout()));
  }

  @Test
  void one_line_says_the_most_of_it() throws Exception {
    assertEquals(
        "3\tconfiguration 7\tpaused\twave 1 of 2\t1 of 5 confirmed, 1 failed, 1 off",
        RolloutReport.line(rollout()));
  }
}
