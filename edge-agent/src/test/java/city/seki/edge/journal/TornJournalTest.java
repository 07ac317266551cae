package city.seki.edge.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut in the middle of the last write: the files are copied as they were before it and
 * after it, and put together with every part of what it wrote torn off or garbled. Expected:
 * whatever had returned before is there, the last tap is there as a whole or not at all, and the
 * journal goes on.
 */
class TornJournalTest {
  private static final int PAGE = 512;

  @TempDir private Path folder;
  private int copies;

  @Test
  void a_write_torn_at_any_sector_or_byte_costs_nothing_that_was_promised() throws Exception {
    torn(10);
  }

  @Test
  void so_does_one_that_begins_the_log_anew() throws Exception {
    torn(900);
  }

  private void torn(int taps) throws JournalFault, IOException {
    Path data = folder.resolve("live" + taps);
    byte[] before;
    byte[] after;
    byte[] db;
    try (SqliteJournal journal = SqliteJournal.open(data, "b", SqliteJournal.LIMIT_BYTES)) {
      for (long seq = 1; seq <= taps; seq++) {
        var _ = journal.append(seq, payload(seq));
        if (seq > 20) {
          assertTrue(journal.settle("b", seq - 20));
        }
      }
      before = Files.readAllBytes(data.resolve("journal.db-wal"));
      var _ = journal.append(taps + 1, payload(taps + 1));
      after = Files.readAllBytes(data.resolve("journal.db-wal"));
      db = Files.readAllBytes(data.resolve("journal.db"));
    }
    int from = Arrays.mismatch(before, after);
    int to = lastMismatch(before, after);
    Random random = new Random(taps);
    for (int cut : cuts(from, to, random)) {
      byte[] torn = Arrays.copyOf(before, Math.max(before.length, after.length));
      System.arraycopy(after, from, torn, from, cut - from);
      check(db, Arrays.copyOf(torn, Math.max(before.length, cut)), taps, "torn at " + cut);
      byte[] garbled = after.clone();
      for (int i = cut; i < Math.min(cut + PAGE, to); i++) {
        garbled[i] = (byte) random.nextInt();
      }
      check(db, garbled, taps, "garbled at " + cut);
    }
    check(db, after, taps, "whole");
  }

  /** Every byte of the first and last bytes, every sector, and some more. */
  private static List<Integer> cuts(int from, int to, Random random) {
    List<Integer> cuts = new ArrayList<>();
    for (int cut = from; cut < to; cut++) {
      boolean edge = cut - from < 6 || to - cut < 6;
      if (edge || cut % PAGE == 0 || random.nextInt(200) == 0) {
        cuts.add(cut);
      }
    }
    return cuts;
  }

  private static int lastMismatch(byte[] a, byte[] b) {
    if (a.length != b.length) {
      return Math.max(a.length, b.length);
    }
    int last = a.length;
    while (a[last - 1] == b[last - 1]) {
      last--;
    }
    return last;
  }

  private void check(byte[] db, byte[] wal, int taps, String how) throws JournalFault, IOException {
    Path data = Files.createDirectory(folder.resolve("copy" + ++copies));
    Files.write(data.resolve("journal.db"), db);
    Files.write(data.resolve("journal.db-wal"), wal);
    try (SqliteJournal journal = SqliteJournal.open(data, "after", SqliteJournal.LIMIT_BYTES)) {
      assertEquals(-1, journal.rescued(), how);
      List<Entry> owed = journal.owed(Entry.Place.START, Integer.MAX_VALUE);
      for (long seq = Math.max(1, taps - 19); seq <= taps; seq++) {
        long wanted = seq;
        assertTrue(owed.stream().anyMatch(tap -> tap.seq() == wanted), how + ": " + seq + " gone");
      }
      for (Entry tap : owed) {
        assertTrue(Arrays.equals(payload(tap.seq()), tap.payload()), how + ": " + tap);
      }
      var _ = journal.append(1, payload(1));
    }
    for (String name : List.of("journal.db", "journal.db-wal", "journal.db-shm", "journal.lock")) {
      Files.deleteIfExists(data.resolve(name));
    }
  }

  private static byte[] payload(long seq) {
    byte[] payload = new byte[300];
    new Random(seq).nextBytes(payload);
    return payload;
  }
}
