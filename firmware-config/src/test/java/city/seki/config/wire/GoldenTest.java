package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bytes of version 1, for ever: a change here breaks every unit in the field. */
class GoldenTest {
  static byte[] golden(String sample) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/v1/" + sample + ".json")) {
      assertNotNull(in, "golden/v1/" + sample + ".json is missing");
      return in.readAllBytes();
    }
  }

  private static Samples.Codec codec(String sample) {
    return Objects.requireNonNull(Samples.CODECS.get(Samples.schemaOf(sample)));
  }

  @Test
  void every_message_is_written_as_its_golden_file() throws IOException {
    for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
      byte[] written = codec(sample.getKey()).write(sample.getValue());
      assertEquals(new String(golden(sample.getKey()), UTF_8), new String(written, UTF_8));
      assertArrayEquals(golden(sample.getKey()), written, sample.getKey());
    }
  }

  @Test
  void every_golden_file_is_read_as_its_message() throws IOException, BadMessage {
    for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
      assertEquals(
          sample.getValue(),
          codec(sample.getKey()).parse(golden(sample.getKey())),
          sample.getKey());
    }
  }

  @Test
  void a_field_of_a_later_version_is_left_alone() throws IOException, BadMessage {
    for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
      String old = new String(golden(sample.getKey()), UTF_8);
      String later = "{\"later\":{\"list\":[1,{\"deep\":null}],\"x\":1.5e3}," + old.substring(1);
      assertEquals(
          sample.getValue(), codec(sample.getKey()).parse(later.getBytes(UTF_8)), sample.getKey());
    }
  }
}
