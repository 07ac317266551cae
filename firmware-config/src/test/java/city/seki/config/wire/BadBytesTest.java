package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** Whatever comes off the wire is a message or a {@link BadMessage} that says where it is bad. */
class BadBytesTest {
  private static final String TAP =
      new String(Samples.tap(Samples.CARD).toJson(), UTF_8); // the same fields, to be damaged

  private static String complaint(byte[] json) {
    String message = assertThrows(BadMessage.class, () -> TapMessage.parse(json)).getMessage();
    return String.valueOf(message);
  }

  private static String complaint(String json) {
    return complaint(json.getBytes(UTF_8));
  }

  private static String with(String field, String value) {
    String changed = Matcher.quoteReplacement("\"" + field + "\":" + value);
    return TAP.replaceFirst("\"" + field + "\":[^,}]+", changed);
  }

  @Test
  void each_complaint_names_the_place() {
    assertTrue(complaint(with("seq", "0")).startsWith("$.seq: expected a whole number from 1"));
    assertTrue(complaint(with("seq", "\"42\"")).startsWith("$.seq: expected a whole number"));
    assertTrue(complaint(with("at", "\"yesterday\"")).startsWith("$.at: expected a time"));
    assertTrue(complaint(with("reader", "\"door\"")).startsWith("$.reader: "));
    assertTrue(complaint(with("card", "null")).startsWith("$.card: missing"));
    assertTrue(complaint(with("v", "2")).startsWith("$.v: expected 1"));
    assertTrue(complaint("[]").startsWith("$: expected a JSON object"));
    assertTrue(complaint(TAP + "{}").startsWith("$: expected nothing after"));
  }

  @Test
  void a_card_number_in_the_clear_is_refused_and_not_repeated() {
    String complaint = complaint(with("card", "\"felica:0123456789ABCDEF\""));
    assertTrue(complaint.startsWith("$.card: expected {key id}"));
    assertTrue(!complaint.contains("0123456789ABCDEF"), complaint);
  }

  @Test
  void a_field_that_is_there_twice_is_refused() {
    assertTrue(complaint(TAP.replace("\"v\":1", "\"v\":1,\"seq\":41")).contains("twice"));
  }

  @Test
  void only_utf_8_without_a_mark_is_read() {
    assertTrue(complaint("\uFEFF" + TAP).contains("byte order mark"));
    for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE, Charset.forName("UTF-32")}) {
      complaint(TAP.getBytes(charset));
    }
    complaint(TAP.replace("0b6f", "0bé").getBytes(ISO_8859_1));
    complaint(with("boot", "\"\\ud800\""));
  }

  @Test
  void half_a_character_is_refused_wherever_it_is() {
    byte[] status = "{\"state\":\"online\",\"boot\":\"b\",\"version\":\"\\udc00\"}".getBytes(UTF_8);
    assertThrows(BadMessage.class, () -> StatusMessage.parse(status));
  }

  @Test
  void deep_nesting_and_huge_values_are_refused() {
    complaint(with("provisional", "[".repeat(1_000)));
    complaint(with("provisional", "{\"a\":".repeat(17) + "1" + "}".repeat(17)));
    complaint(with("seq", "9".repeat(1_000)));
    complaint(with("seq", "1e999999999"));
    complaint(with("mono_ms", "-1e400"));
    complaint(with("seq", "99999999999999999999"));
    assertTrue(complaint(with("boot", "\"" + "b".repeat(5_000) + "\"")).contains("at most 4096"));
  }

  @Test
  void random_bytes_are_never_anything_but_bad() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = '{';
      }
      for (Samples.Codec codec : Samples.CODECS.values()) {
        readable(seed, codec, bytes);
      }
    }
  }

  @Test
  void damaged_messages_are_bad_or_can_be_written_and_read_again() {
    for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
      Samples.Codec codec =
          Objects.requireNonNull(Samples.CODECS.get(Samples.schemaOf(sample.getKey())));
      byte[] whole = codec.write(sample.getValue());
      for (long seed = 0; seed < 1_000; seed++) {
        readable(seed, codec, damaged(whole, new Random(seed)));
      }
      for (int cut = 0; cut < whole.length; cut++) {
        byte[] frame = Arrays.copyOf(whole, cut);
        assertThrows(BadMessage.class, () -> codec.parse(frame), sample.getKey());
      }
    }
  }

  private static void readable(long seed, Samples.Codec codec, byte[] bytes) {
    try {
      Object message = codec.parse(bytes);
      byte[] written = codec.write(message);
      assertEquals(
          new String(written, UTF_8), new String(codec.write(codec.parse(written)), UTF_8));
    } catch (BadMessage e) {
      // what it may say
    } catch (RuntimeException e) {
      fail("seed " + seed + ", " + new String(bytes, UTF_8), e);
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "0123456789\"\\{}[],:-+.eEu".charAt(random.nextInt(24));
        default -> System.arraycopy(bytes, at, bytes, 0, bytes.length - at);
      }
    }
    return bytes;
  }
}
