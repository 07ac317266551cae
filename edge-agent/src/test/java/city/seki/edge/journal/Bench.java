package city.seki.edge.journal;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.TapMessage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;

/**
 * What a tap costs the card: bytes that the kernel has to write for the journal, by {@code
 * /proc/self/io}, and by the counters of the block device where a name is given (then nothing else
 * may write to it). Median, least and most of seven rounds, on one line each.
 *
 * <p>{@code java -cp edge-agent/target/seki-edge.jar:edge-agent/target/test-classes
 * city.seki.edge.journal.Bench FOLDER [loop0]}
 */
final class Bench {
  private static final int ROUNDS = 7;
  private static final int TAPS = 200;

  private Bench() {}

  private interface Story {
    void tell(SqliteJournal journal, long seq) throws JournalFault, IOException;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    String device = args.length > 1 ? args[1] : null;
    FileStore store = Files.getFileStore(folder);
    System.out.printf("%s, blocks of %d bytes%n", store.type(), store.getBlockSize());
    try (SqliteJournal journal =
        SqliteJournal.open(folder.resolve("bench"), Origin.of("bench"), Bounds.UNIT)) {
      for (long seq = 1; seq <= 2_000; seq++) { // the log has gone round once
        answeredByTheHub(journal, seq);
      }
      long seq = 10_000;
      seq = measure("answered by the hub", Bench::answeredByTheHub, journal, seq, device);
      seq = measure("answered alone, settled", Bench::answeredAlone, journal, seq, device);
      measure(
          "the same, each tap minutes from the next",
          (open, number) -> {
            answeredAlone(open, number);
            sync(folder);
          },
          journal,
          seq,
          device);
    }
  }

  static void answeredByTheHub(SqliteJournal journal, long seq) throws JournalFault {
    var _ = journal.append(seq, tap(seq));
    var _ = journal.settle("bench", seq);
  }

  static void answeredAlone(SqliteJournal journal, long seq) throws JournalFault {
    var _ = journal.append(seq, tap(seq));
    var _ = journal.amend(seq, Arrays.copyOf(tap(seq), 520));
    var _ = journal.settle("bench", seq);
  }

  private static byte[] tap(long seq) {
    return new TapMessage(
            "0123456789abcdef0123456789abcdef",
            seq,
            new ReaderName.AtSeat("A-03"),
            "k1:3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            CardTech.FELICA,
            OffsetDateTime.parse("2026-11-21T08:31:05.123+09:00"),
            seq * 1_000,
            ClockState.SYNCED,
            0,
            null)
        .toJson();
  }

  private static long measure(
      String what,
      Story story,
      SqliteJournal journal,
      long from,
      @org.jspecify.annotations.Nullable String device)
      throws Exception {
    long[] kernel = new long[ROUNDS];
    long[] blocks = new long[ROUNDS];
    long seq = from;
    for (int round = 0; round < ROUNDS; round++) {
      long kernelBefore = kernelBytes();
      long blocksBefore = device == null ? 0 : deviceBytes(device);
      for (int i = 0; i < TAPS; i++) {
        story.tell(journal, ++seq);
      }
      kernel[round] = (kernelBytes() - kernelBefore) / TAPS;
      blocks[round] = device == null ? 0 : (deviceBytes(device) - blocksBefore) / TAPS;
    }
    System.out.printf("%s: %s bytes a tap%n", what, spread(kernel));
    if (device != null) {
      System.out.printf("%s, on the device: %s bytes a tap%n", what, spread(blocks));
    }
    return seq;
  }

  private static String spread(long[] figures) {
    Arrays.sort(figures);
    return "%,d (%,d to %,d)".formatted(figures[ROUNDS / 2], figures[0], figures[ROUNDS - 1]);
  }

  /** What this process has made the kernel write. */
  static long kernelBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
      if (line.startsWith("write_bytes:")) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
      }
    }
    throw new IOException("/proc/self/io tells no write_bytes");
  }

  private static long deviceBytes(String device) throws IOException {
    String line = Files.readString(Path.of("/sys/block/" + device + "/stat")).strip();
    return Long.parseLong(line.split("\\s+", -1)[6]) * 512;
  }

  private static void sync(Path folder) throws IOException {
    Process sync = new ProcessBuilder("sync", "-f", folder.toString()).start();
    try {
      sync.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
