package city.seki.edge.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the log can be asked for from afar. */
class LogTailTest {
  private final LogTail tail = new LogTail();

  @Test
  void the_newest_lines_are_told_and_how_many_were_before() {
    for (int i = 0; i < LogTail.MOST + 5; i++) {
      tail.add("line " + i);
    }
    assertEquals(new LogTail.Lines(List.of("line 1003", "line 1004"), 1_003), tail.newest(2, 999));
    assertEquals(LogTail.MOST, tail.newest(9_999, 1 << 20).lines().size());
    assertEquals(5, tail.newest(9_999, 1 << 20).leftOut());
  }

  @Test
  void whole_lines_only_and_no_more_bytes_than_asked_for() {
    tail.add("席席席"); // nine bytes and the end of the line
    tail.add("seat");
    assertEquals(List.of("seat"), tail.newest(9, 14).lines());
    assertEquals(List.of("席席席", "seat"), tail.newest(9, 15).lines());
    assertEquals(List.of(), tail.newest(9, 3).lines());
  }

  @Test
  void a_line_stays_one_line_and_is_cut() {
    tail.add("one\ntwo\u0000three");
    tail.add("😀".repeat(LogTail.LONGEST));
    List<String> lines = tail.newest(9, 1 << 20).lines();
    assertEquals("one two three", lines.getFirst());
    String cut = lines.getLast();
    assertTrue(cut.length() <= LogTail.LONGEST + 1, cut);
    assertEquals(cut, new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  @Test
  void no_card_no_password_and_no_key_gets_in() {
    for (String line :
        List.of(
            "card k1:3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA refused",
            "felica:0110030000000042 seen",
            "cannot reach https://admin:hunter2SECRET@10.0.0.1/xml",
            "login failed, password=hunter2SECRET",
            "Authorization: Bearer hunter2SECRET",
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDhunter2SECRET")) {
      tail.add(line);
      String kept = tail.newest(1, 1 << 20).lines().getFirst();
      for (String secret : List.of("3q2-7w", "0110030000000042", "hunter2", "MIIEvQ")) {
        assertFalse(kept.contains(secret), kept);
      }
    }
  }

  @Test
  void what_an_operator_has_to_read_is_left_alone() {
    String line =
        "u1: reader seat:A-01 does not work: timeout no answer at /dev/serial/by-id/usb-1a86_USB";
    tail.add(line);
    assertEquals(List.of(line), tail.newest(1, 999).lines());
  }
}
