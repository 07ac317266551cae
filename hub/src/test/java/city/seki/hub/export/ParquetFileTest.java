package city.seki.hub.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another engine reads what was written. */
final class ParquetFileTest {
  @TempDir Path folder = Path.of("");

  private List<String> read(Path file, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = db.createStatement();
        ResultSet r = s.executeQuery(query.formatted("read_parquet('" + file + "')"))) {
      while (r.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(r.getObject(i)));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  private static String cell(@Nullable Object value) {
    return Objects.toString(value);
  }

  @Test
  void every_row_and_every_gap_is_read_back_also_beyond_one_row_group() throws Exception {
    AttendanceInMemory attendance =
        new AttendanceInMemory(SampleVisits.many(7, 60_001), List.of(), SampleVisits.TOKYO);
    AttendanceTable table =
        new AttendanceTable(
            attendance,
            Scope.of(SampleVisits.FIRST, SampleVisits.FIRST.plusDays(300)),
            false,
            person -> null,
            office -> office + "公民館");
    Path file = folder.resolve("visits.parquet");
    ExportFile.write(file, ExportFile.Readers.OWNER, out -> ParquetFile.write(table, out));
    List<String> expected = new ArrayList<>();
    table.rows(
        row -> {
          List<String> cells = new ArrayList<>();
          for (Object value : row) {
            cells.add(value instanceof Instant at ? "" + at.toEpochMilli() : cell(value));
          }
          expected.add(String.join("|", cells));
        });
    assertEquals(
        expected,
        read(
            file,
            "SELECT * REPLACE (epoch_ms(\"start\") AS \"start\", epoch_ms(\"end\") AS \"end\") FROM"
                + " %s"));
    assertEquals(
        List.of(
            "date|DATE", "department|VARCHAR", "end|TIMESTAMP WITH TIME ZONE", "minutes|BIGINT"),
        read(
            file,
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM %s) WHERE column_name IN"
                + " ('date', 'department', 'end', 'minutes') ORDER BY 1"));
  }

  @Test
  void a_table_without_rows_is_one() throws Exception {
    Path file = folder.resolve("none.parquet");
    FiguresTable none =
        new FiguresTable(SampleVisits.of(), Scope.of(SampleVisits.FIRST, SampleVisits.FIRST));
    ExportFile.write(file, ExportFile.Readers.EVERYBODY, out -> ParquetFile.write(none, out));
    assertEquals(List.of("0"), read(file, "SELECT count(*) FROM %s"));
  }
}
