package city.seki.edge.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child process appends and prints each seq for which append returned; it is killed at a random
 * moment, several times. Expected: every printed tap is in the journal, and none is there twice.
 */
class JournalKillTest {
  private static final int KILLS = 6;

  @TempDir private Path folder;

  @Test
  void nothing_that_append_returned_for_is_gone_after_kill_9() throws Exception {
    long seed = 20_261_121L;
    Random random = new Random(seed);
    Set<String> promised = new HashSet<>();
    for (int round = 0; round < KILLS; round++) {
      promised.addAll(appendUntilKilled("boot" + round, 1 + random.nextInt(60)));
    }
    try (SqliteJournal journal = SqliteJournal.open(folder, "after", SqliteJournal.LIMIT_BYTES)) {
      List<String> owed =
          journal.owed(Entry.Place.START, Integer.MAX_VALUE).stream()
              .map(e -> e.boot() + ":" + e.seq())
              .toList();
      assertTrue(owed.containsAll(promised), "seed " + seed);
      assertEquals(owed.size(), new HashSet<>(owed).size());
      assertTrue(promised.size() >= KILLS);
    }
  }

  private Set<String> appendUntilKilled(String boot, int lines)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                folder.toString(),
                boot)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> promised = new HashSet<>();
    try (BufferedReader out = child.inputReader(UTF_8)) {
      String line = out.readLine();
      while (line != null) {
        promised.add(boot + ":" + line);
        if (promised.size() == lines) {
          child.toHandle().destroyForcibly(); // SIGKILL; what it has printed by now still counts
        }
        line = out.readLine();
      }
    }
    child.waitFor();
    return promised;
  }

  /** Appends for ever. */
  static final class Appender {
    public static void main(String[] args) throws JournalFault {
      try (SqliteJournal journal =
          SqliteJournal.open(Path.of(args[0]), args[1], SqliteJournal.LIMIT_BYTES)) {
        for (long seq = 1; !System.out.checkError(); seq++) {
          var _ = journal.append(seq, new byte[200]);
          System.out.println(seq);
        }
      }
    }
  }
}
