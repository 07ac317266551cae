package city.seki.edge.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.edge.Fuzz;
import city.seki.edge.card.Vectors;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Damaged packs: each is refused with a place, or is one; nothing else comes out, and little memory
 * is used.
 */
class SenmlFuzzTest {
  private static final int LONGEST = 4_096;

  /** Of names, the largest share: 256 records whose names have 256 characters. */
  private static final long MOST_ALLOCATED = 4L << 20;

  /** Beginnings of CBOR items that promise much, and pieces of JSON that do. */
  private static final List<byte[]> PIECES =
      List.of(
          HexFormat.of().parseHex("9bffffffffffffffff"),
          HexFormat.of().parseHex("bb7fffffffffffffff"),
          HexFormat.of().parseHex("5b000000007fffffff"),
          HexFormat.of().parseHex("7b7fffffffffffffff"),
          HexFormat.of().parseHex("c4821b7fffffffffffffff01"),
          HexFormat.of().parseHex("c482 3a7fffffff c249ffffffffffffffffff".replace(" ", "")),
          HexFormat.of().parseHex("c25affffffff"),
          HexFormat.of().parseHex("9f9f9f9f9f9f9f9f9f9f"),
          HexFormat.of().parseHex("bf7fff5fffff"),
          HexFormat.of().parseHex("fb7ff0000000000000"),
          HexFormat.of().parseHex("d9010082"),
          "[[[[[[[[[[[[".getBytes(UTF_8),
          "1e999999999".getBytes(UTF_8),
          "-0.000000000000000000000000000000000000000000000000000000000000001".getBytes(UTF_8),
          "\\ud800\\u0000".getBytes(UTF_8),
          "\"zz_\":".getBytes(UTF_8),
          "\"bver\":11,".getBytes(UTF_8));

  private final SplittableRandom random = new SplittableRandom(Fuzz.SEED);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long whole;
  private long reports;
  private long mostAllocated;

  private static List<byte[]> packs(SenmlFormat format) {
    List<byte[]> packs = new ArrayList<>();
    for (JsonNode pack : Vectors.list("senml.json", "packs")) {
      packs.add(
          switch (format) {
            case JSON -> pack.get("json").toString().getBytes(UTF_8);
            case CBOR -> HexFormat.of().parseHex(pack.get("cbor").asString());
          });
    }
    return packs;
  }

  @Test
  @Tag("fuzz")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void damaged_packs_are_refused_or_read_and_nothing_else() {
    List<byte[]> json = packs(SenmlFormat.JSON);
    List<byte[]> cbor = packs(SenmlFormat.CBOR);
    for (long i = 0; i < Fuzz.COUNT; i++) {
      SenmlFormat format = i % 2 == 0 ? SenmlFormat.JSON : SenmlFormat.CBOR;
      byte[] input = mutated(i % 2 == 0 ? json : cbor);
      try {
        tried(input, format);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError(
            "input %d of seed %d, %s %s"
                .formatted(i, Fuzz.SEED, format, HexFormat.of().formatHex(input)),
            e);
      }
    }
    System.out.printf(
        "SenML: %d inputs, seed %d: %d packs, %d reports, at most %d bytes allocated for one%n",
        Fuzz.COUNT, Fuzz.SEED, whole, reports, mostAllocated);
    assertTrue(whole > Fuzz.COUNT / 100, "too few whole packs prove little: " + whole);
    assertTrue(reports > Fuzz.COUNT / 1000, "too few reports prove little: " + reports);
  }

  private void tried(byte[] input, SenmlFormat format) {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      List<SenmlRecord> records = SenmlPack.read(input, format);
      whole++;
      checked(records);
      SensorReport report = SensorReport.of(records);
      reports++;
      assertTrue(report.readings().size() <= records.size());
    } catch (BadMessage e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("$"), e::getMessage);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    mostAllocated = Math.max(mostAllocated, allocated);
    assertTrue(allocated < MOST_ALLOCATED, () -> allocated + " bytes allocated");
  }

  private static void checked(List<SenmlRecord> records) {
    assertTrue(!records.isEmpty() && records.size() <= 256);
    for (SenmlRecord record : records) {
      assertTrue(!record.name().isEmpty() && record.name().length() <= 256);
      assertTrue(Double.isFinite(record.time()));
      assertTrue(record.value() != null || record.sum() != null);
    }
  }

  private byte[] mutated(List<byte[]> packs) {
    byte[] bytes = packs.get(random.nextInt(packs.size())).clone();
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      bytes = mutated(bytes, packs.get(random.nextInt(packs.size())));
    }
    return bytes.length <= LONGEST ? bytes : Arrays.copyOf(bytes, LONGEST);
  }

  private byte[] mutated(byte[] bytes, byte[] other) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(8)) {
      case 0, 1 -> set(bytes, at, (byte) random.nextInt());
      case 2 ->
          bytes.length == 0 ? bytes : set(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> spliced(bytes, at, PIECES.get(random.nextInt(PIECES.size())));
      case 5 -> spliced(bytes, at, slice(other));
      case 6 -> without(bytes, at, random.nextInt(8));
      default -> repeated(bytes, at);
    };
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    if (bytes.length > 0) {
      bytes[at] = value;
    }
    return bytes;
  }

  private byte[] slice(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    return Arrays.copyOfRange(bytes, from, from + random.nextInt(1 + bytes.length - from));
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] piece) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
    System.arraycopy(piece, 0, longer, at, piece.length);
    System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
    return longer;
  }

  private static byte[] without(byte[] bytes, int at, int many) {
    int to = Math.min(bytes.length, at + many);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
    System.arraycopy(bytes, to, shorter, at, bytes.length - to);
    return shorter;
  }

  private byte[] repeated(byte[] bytes, int at) {
    byte[] piece =
        Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)));
    byte[] longer = bytes;
    for (int i = random.nextInt(16); i > 0 && longer.length < LONGEST; i--) {
      longer = spliced(longer, at, piece);
    }
    return longer;
  }
}
