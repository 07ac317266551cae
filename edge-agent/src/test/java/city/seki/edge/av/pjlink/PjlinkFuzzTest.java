package city.seki.edge.av.pjlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, they become lines, refusals or nonsense, and never an exception. */
class PjlinkFuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "PJLINK 0\r",
          "PJLINK 1 498e4a67\r",
          "PJLINK ERRA\r",
          "%1POWR=1\r",
          "%1ERST=010020\r\0\0\0",
          "%2LKUP=00:11:22:AA:BB:CC\r%1POWR=ERR3\r",
          "%1LAMP=8253 1 13442 1\r\n",
          "%1NAME=会議室のプロジェクター\r",
          "%2INPT=3A\r");

  @Test
  @Tag("fuzz")
  void no_bytes_break_the_parser_and_segments_do_not_matter() {
    SplittableRandom random = new SplittableRandom(Fuzz.SEED);
    long lines = 0;
    for (int i = 0; i < Fuzz.COUNT; i++) {
      byte[] bytes = mutated(random);
      List<String> whole = read(bytes);
      lines += whole.size();
      int cut = random.nextInt(bytes.length + 1);
      String where = "seed " + Fuzz.SEED + ", case " + i;
      assertEquals(whole, readInTwo(bytes, cut), where);
      List<Line.Answer> notices = Notice.read(bytes, bytes.length);
      assertTrue(notices.size() <= bytes.length / 8, where);
    }
    assertTrue(lines > Fuzz.COUNT / 2, "only " + lines + " lines came out");
  }

  private static List<String> read(byte[] bytes) {
    List<String> read = new ArrayList<>();
    take(new LineCutter(), bytes, 0, bytes.length, read);
    return read;
  }

  private static List<String> readInTwo(byte[] bytes, int cut) {
    List<String> read = new ArrayList<>();
    LineCutter cutter = new LineCutter();
    if (take(cutter, bytes, 0, cut, read)) {
      take(cutter, bytes, cut, bytes.length, read);
    }
    return read;
  }

  private static boolean take(
      LineCutter cutter, byte[] bytes, int from, int to, List<String> read) {
    try {
      for (int i = from; i < to; i++) {
        byte[] line = cutter.take(bytes[i]);
        if (line != null) {
          assertTrue(line.length < LineCutter.LONGEST);
          read.add(meaning(Line.parse(line)));
        }
      }
      return true;
    } catch (PjlinkFault tooLong) {
      read.add("too long");
      return false;
    }
  }

  /** Touches everything that a value can mean. */
  private static String meaning(Line line) {
    if (line instanceof Line.Answer(int _, String _, Line.Value.Text(String text))) {
      Input input = Input.of(text);
      return line
          + String.valueOf(Power.of(text))
          + Mute.of(text)
          + Faults.of(text)
          + Lamps.of(text)
          + (input == null ? "" : input.word());
    }
    return line.toString();
  }

  private static byte[] mutated(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
      text.append(SEEDS.get(random.nextInt(SEEDS.size())));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> flipped(bytes, at, random);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> stretched(bytes, at, random.nextInt(150));
      case 3 -> noise(random);
      default -> joined(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
    if (bytes.length > 0) {
      bytes[at] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] stretched(byte[] bytes, int at, int by) {
    byte[] longer = new byte[bytes.length + by];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, at, longer, at + by, bytes.length - at);
    return longer;
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] joined(byte[] bytes, SplittableRandom random) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\r' && random.nextInt(3) == 0) {
        bytes[i] = ' ';
      }
    }
    return bytes;
  }
}
