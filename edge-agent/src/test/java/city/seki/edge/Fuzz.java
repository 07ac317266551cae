package city.seki.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Random and mutated inputs for a parser. Every test of the group {@code fuzz} takes count and seed
 * from here: {@code -Dgroups=fuzz -Dseki.fuzz.count=10000000 -Dseki.fuzz.seed=7} runs that many.
 */
public final class Fuzz {
  /** How many inputs each test tries. */
  public static final int COUNT = Integer.getInteger("seki.fuzz.count", 200_000);

  public static final long SEED = Long.getLong("seki.fuzz.seed", 20_261_129L);

  private Fuzz() {}

  /** A failure names the seed and the number of the input. */
  public static void run(List<byte[]> samples, int longest, Consumer<byte[]> parser) {
    Random random = new Random(SEED);
    for (int i = 0; i < COUNT; i++) {
      byte[] input = input(samples, longest, random);
      try {
        parser.accept(input);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + SEED + ", input " + i, e);
      }
    }
  }

  private static byte[] input(List<byte[]> samples, int longest, Random random) {
    byte[] input = samples.get(random.nextInt(samples.size())).clone();
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] noise = new byte[random.nextInt(longest + 1)];
        random.nextBytes(noise);
        yield noise;
      }
      case 1 -> flipped(input, random);
      case 2 -> cut(input, random);
      default -> joined(input, samples.get(random.nextInt(samples.size())), random);
    };
  }

  private static byte[] flipped(byte[] input, Random random) {
    for (int i = random.nextInt(4); i >= 0 && input.length > 0; i--) {
      input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return input;
  }

  private static byte[] cut(byte[] input, Random random) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(input.length - from + 1);
    return Arrays.copyOfRange(input, from, to);
  }

  private static byte[] joined(byte[] first, byte[] second, Random random) {
    byte[] head = cut(first, random);
    byte[] both = Arrays.copyOf(head, head.length + second.length);
    System.arraycopy(second, 0, both, head.length, second.length);
    return random.nextBoolean() ? both : flipped(both, random);
  }
}
