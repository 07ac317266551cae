package city.seki.hub.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  private static final List<String> TABLES = List.of("CREATE TABLE t (x INTEGER)");
  private static final SqliteFile ONE = new SqliteFile("the one", 1, 1, TABLES);

  @TempDir Path folder;

  private static String refusal(SqliteFile kind, Path file) {
    return String.valueOf(
        assertThrows(DataException.class, () -> kind.open(file).close()).getMessage());
  }

  @Test
  void only_the_right_file_of_a_known_version_is_opened() throws Exception {
    Path file = folder.resolve("one.db");
    ONE.open(file).close();
    ONE.open(file).close();
    assertTrue(refusal(new SqliteFile("the two", 2, 1, TABLES), file).contains("not the two"));
    new SqliteFile("the one", 1, 2, TABLES).open(folder.resolve("newer.db")).close();
    assertTrue(refusal(ONE, folder.resolve("newer.db")).contains("newer Seki"));
    Path text = Files.writeString(folder.resolve("text.db"), "no database at all ".repeat(100));
    assertTrue(refusal(ONE, text).contains("text.db"));
  }

  @Test
  void what_belongs_together_happens_or_not() throws Exception {
    try (Connection db = ONE.open(folder.resolve("one.db"));
        Statement s = db.createStatement()) {
      assertThrows(
          SQLException.class,
          () ->
              SqliteFile.together(
                  db,
                  t -> {
                    t.execute("INSERT INTO t VALUES (1)");
                    t.execute("INSERT INTO nothing VALUES (1)");
                  }));
      try (ResultSet r = s.executeQuery("SELECT count(*) FROM t")) {
        r.next();
        assertEquals(0, r.getInt(1));
      }
    }
  }

  @Test
  void a_disk_that_is_full_is_named_as_the_cause() throws Exception {
    try (Connection db = ONE.open(folder.resolve("one.db"));
        Statement s = db.createStatement()) {
      s.execute("PRAGMA max_page_count = 4");
      SQLException full =
          assertThrows(
              SQLException.class,
              () ->
                  SqliteFile.together(
                      db, t -> t.execute("INSERT INTO t VALUES (randomblob(1000000))")));
      assertTrue(String.valueOf(full.getMessage()).contains("full"), full::getMessage);
    }
  }
}
