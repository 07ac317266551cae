package city.seki.hub.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows, many with one statement: the way through JDBC into SQLite costs more than the row.
 * What is given waits until it fills a statement, or until {@link #flush}.
 */
public final class RowInsert {
  private final PreparedStatement many;
  private final PreparedStatement one;
  private final int rows;
  private final List<@Nullable Object[]> waiting;

  /**
   * @param into {@code INSERT INTO table (columns)}
   * @param rows of one statement
   */
  public RowInsert(Connection db, String into, int columns, int rows) throws SQLException {
    this.rows = rows;
    String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    many =
        db.prepareStatement(into + " VALUES " + String.join(", ", Collections.nCopies(rows, row)));
    one = db.prepareStatement(into + " VALUES " + row);
    waiting = new ArrayList<>(rows);
  }

  public void row(@Nullable Object... values) throws SQLException {
    waiting.add(values);
    if (waiting.size() == rows) {
      int parameter = 0;
      for (@Nullable Object[] row : waiting) {
        parameter = bind(many, parameter, row);
      }
      many.executeUpdate();
      waiting.clear();
    }
  }

  public void flush() throws SQLException {
    for (@Nullable Object[] row : waiting) {
      bind(one, 0, row);
      one.executeUpdate();
    }
    waiting.clear();
  }

  private static int bind(PreparedStatement s, int parameter, @Nullable Object[] row)
      throws SQLException {
    int next = parameter;
    for (Object value : row) {
      next++;
      switch (value) {
        case null -> s.setNull(next, java.sql.Types.BLOB);
        case Long number -> s.setLong(next, number);
        case String text -> s.setString(next, text);
        case byte[] bytes -> s.setBytes(next, bytes);
        default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
      }
    }
    return next;
  }
}
