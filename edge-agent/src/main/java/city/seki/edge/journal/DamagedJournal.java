package city.seki.edge.journal;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.TapMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A journal whose file contradicts itself, as a worn card leaves it behind: set aside as a whole,
 * so that the unit goes on without a person, and every tap that can still be read taken over.
 */
final class DamagedJournal {
  private static final String PREFIX = "journal-damaged-";

  private DamagedJournal() {}

  /** Moves the files of that journal aside; returns where the database is now. */
  static Path setAside(Path file) throws IOException {
    int number = 1;
    Path aside = file.resolveSibling(PREFIX + number + ".db");
    while (Files.exists(aside)) {
      number++;
      aside = file.resolveSibling(PREFIX + number + ".db");
    }
    for (String suffix : new String[] {"-wal", ""}) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      if (Files.exists(part)) {
        Files.move(part, aside.resolveSibling(aside.getFileName() + suffix));
      }
    }
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    return aside;
  }

  /** How many journals were set aside in that folder. */
  static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith(PREFIX) && name.endsWith(".db"))
          .count();
    }
  }

  /** Takes over what can be read; returns how many taps that are. */
  static int rescue(Path damaged, Connection into) throws SQLException {
    Map<Long, byte[]> taps = new TreeMap<>();
    try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + damaged)) {
      // From both ends, each as far as the damage.
      read(from, "SELECT id, payload FROM tap ORDER BY id", taps);
      read(from, "SELECT id, payload FROM tap ORDER BY id DESC", taps);
    } catch (SQLException e) {
      return write(taps, into); // not even a header: nothing more to be had
    }
    return write(taps, into);
  }

  private static void read(Connection from, String query, Map<Long, byte[]> taps) {
    try (var sql = from.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        taps.put(rows.getLong(1), rows.getBytes(2));
      }
    } catch (SQLException e) {
      return; // here it is broken; what was read before counts
    }
  }

  private static int write(Map<Long, byte[]> taps, Connection into) throws SQLException {
    int rescued = 0;
    try (PreparedStatement run =
            into.prepareStatement("INSERT OR IGNORE INTO run(run, boot) VALUES(?, ?)");
        PreparedStatement tap =
            into.prepareStatement("INSERT OR IGNORE INTO tap(id, payload) VALUES(?, ?)")) {
      into.setAutoCommit(false);
      for (Map.Entry<Long, byte[]> found : taps.entrySet()) {
        String boot = boot(found.getValue());
        if (boot != null) {
          run.setLong(1, JournalStore.place(found.getKey()).run());
          run.setString(2, boot);
          run.executeUpdate();
          tap.setLong(1, found.getKey());
          tap.setBytes(2, found.getValue());
          rescued += tap.executeUpdate();
        }
      }
      into.commit();
    } finally {
      into.setAutoCommit(true);
    }
    return rescued;
  }

  /** The run that a message names; null if it is none any more. */
  private static @org.jspecify.annotations.Nullable String boot(byte[] payload) {
    try {
      return TapMessage.parse(payload).boot();
    } catch (BadMessage e) {
      return null;
    }
  }
}
