package city.seki.config.link;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketBoundTest {
  private static final long SEED = 5_14;

  /** The fixed header of a packet of that length, and as many zeros. */
  private static byte[] packet(int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0x30);
    int left = length;
    do {
      bytes.write((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
      left >>= 7;
    } while (left > 0);
    bytes.writeBytes(new byte[length]);
    return bytes.toByteArray();
  }

  @Test
  void packets_up_to_the_bound_pass_however_they_are_cut() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int run = 0; run < 200; run++) {
      PacketBound bound = new PacketBound(20_000);
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int length : new int[] {0, 1, 127, 128, random.nextInt(16_384), 16_384, 20_000, 0}) {
        stream.writeBytes(packet(length));
      }
      byte[] all = stream.toByteArray();
      int at = 0;
      while (at < all.length) {
        int next = Math.min(all.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 9_000));
        byte[] piece = Arrays.copyOfRange(all, at, next);
        assertDoesNotThrow(() -> bound.pass(piece, piece.length), "seed " + SEED);
        at = next;
      }
      byte[] tooLong = packet(20_001);
      assertThrows(PacketBound.Exceeded.class, () -> bound.pass(tooLong, tooLong.length));
    }
  }

  @ParameterizedTest
  @CsvSource({"30FFFFFF7F", "30A19C01", "2000 30FFFFFF7F", "30FFFFFFFF", "3080808080"})
  void a_length_above_the_bound_or_without_end_is_refused_before_the_packet_comes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    PacketBound bound = new PacketBound(20_000);
    assertThrows(PacketBound.Exceeded.class, () -> bound.pass(bytes, bytes.length));
  }
}
