package city.seki.hub.ical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What calendar programs read is RFC 5545, whatever offices are called. */
class CalendarTest {
  private static final Instant FROM = Instant.parse("2026-11-24T04:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-24T08:15:00Z");

  private static Calendar calendar(String summary, String location) {
    return new Calendar(
        "Seki 自分の席",
        Instant.parse("2026-11-24T01:00:00Z"),
        List.of(new Calendar.Entry("r-1@seki", summary, location, "座席 A-03", FROM, TO)));
  }

  @Test
  void a_calendar_is_this_text() throws IOException {
    byte[] text =
        calendar(
                "座席 A-03 · 情報創造館（2階）; east, or \\ west\nof the stairs",
                "情報創造館の二階の東側にある、とても長い名前をもつサテライトオフィス")
            .text();
    try (InputStream golden = CalendarTest.class.getResourceAsStream("/golden/calendar.ics")) {
      assertEquals(new String(golden.readAllBytes(), UTF_8), new String(text, UTF_8));
    }
  }

  /** The other direction, as RFC 5545 §3.1 and §3.3.11 have it. */
  private static String summary(byte[] text) {
    String unfolded = new String(text, UTF_8).replace("\r\n ", "");
    for (String line : unfolded.split("\r\n")) {
      if (line.startsWith("SUMMARY:")) {
        return line.substring("SUMMARY:".length())
            .replaceAll("\\\\n", "\n")
            .replaceAll("\\\\([;,\\\\])", "$1");
      }
    }
    throw new AssertionError("no summary");
  }

  @Test
  void any_name_comes_back_and_no_line_is_too_long() {
    List<String> alphabet = List.of("a", "席", "😀", ";", ",", " ", "é", ":", "\n");
    for (long seed = 1; seed <= 500; seed++) {
      Random random = new Random(seed);
      StringBuilder name = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        name.append(alphabet.get(random.nextInt(alphabet.size())));
      }
      byte[] text = calendar(name.toString(), "x").text();
      assertEquals(name.toString(), summary(text), "seed " + seed);
      List<String> lines = new ArrayList<>(List.of(new String(text, UTF_8).split("\r\n", -1)));
      assertEquals("", lines.removeLast());
      for (String line : lines) {
        int length = line.getBytes(UTF_8).length;
        assertTrue(length <= Calendar.LONGEST, "seed %d: %d bytes".formatted(seed, length));
        assertTrue(!line.contains("\n") && !line.contains("�"), "seed " + seed);
      }
    }
  }
}
