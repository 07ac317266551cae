package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.MemberPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMemberTest {
  /** What Tasmota publishes on tele/X/SENSOR, shortened. */
  private static final String TASMOTA =
      """
      {"Time":"2026-11-21T08:31:05","ENERGY":{"TotalStartTime":"2026-01-01T00:00:00","Total":1.234,
      "Power":23,"Factor":0.71,"Current":null},"Switch1":"ON","a.b":{"c/d":true,"":7,"~":"t"},
      "list":[{"x":"first"},[10,20]],"Wifi":{"AP":1,"SSId":"会議室"}}""";

  private static @Nullable String read(String json, String path) throws BadMessage {
    return JsonMember.read(json.getBytes(UTF_8), new MemberPath(path));
  }

  @ParameterizedTest
  @CsvSource({
    "ENERGY.Power,23",
    "/ENERGY/Power,23",
    "ENERGY.Total,1.234",
    "Switch1,ON",
    "Wifi.SSId,会議室",
    "/a.b/c~1d,true",
    "/a.b/,7",
    "/a.b/~0,t",
    "list.0.x,first",
    "/list/1/1,20",
    "ENERGY.Current,",
    "ENERGY.power,",
    "ENERGY.Power.x,",
    "POWER,",
    "list.2,",
    "list.00,"
  })
  void a_member_is_found_by_its_path_and_nothing_else_is(String path, String found)
      throws BadMessage {
    assertEquals(found, read(TASMOTA, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| expected JSON, found nothing",
        "ON| not JSON",
        "{\"a\":{\"b\":1}| not JSON",
        "{\"a\":{\"b\":1}} x| not JSON",
        "{\"a\":{\"b\":1}} {}| nothing after the JSON value",
        "{\"a\":{\"b\":1,\"b\":2}}| is there twice",
        "{\"a\":{},\"a\":{}}| is there twice",
        "{\"a\":{\"b\":{}}}| is made of parts",
        "{\"a\":{\"b\":[1]}}| is made of parts",
        "{\"a\":{\"b\":NaN}}| not JSON"
      })
  void what_cannot_be_read_is_told(String json, String why) {
    BadMessage refused = assertThrows(BadMessage.class, () -> read(json, "a.b"));
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
  }

  @Test
  void depth_and_length_of_numbers_are_bounded() {
    String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
    assertThrows(BadMessage.class, () -> read(deep, "b"));
    assertThrows(BadMessage.class, () -> read("{\"a\":" + "9".repeat(100) + "}", "a"));
  }

  @Test
  void bytes_that_are_no_utf_8_are_no_json() {
    byte[] bytes = {'{', '"', 'a', '"', ':', '"', (byte) 0xFF, '"', '}'};
    assertThrows(BadMessage.class, () -> JsonMember.read(bytes, new MemberPath("a")));
  }
}
