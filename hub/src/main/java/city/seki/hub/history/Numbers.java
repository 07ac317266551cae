package city.seki.hub.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.SeatId;
import city.seki.config.rules.DayName;
import city.seki.config.wire.Sha256;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Small numbers for names, given once and for all, so that a day's visits are a few bytes each. A
 * person who has lost the name has a number that follows from the name of that day alone. Confined
 * to the thread of its connection; a number is only good once its transaction is.
 */
final class Numbers {
  /** From here on persons have names of one day only. */
  static final long NAMELESS = 1L << 56;

  private final Connection db;
  private final Map<String, Integer> departments = new HashMap<>();
  private final Map<Integer, String> departmentNames = new HashMap<>();
  private final Map<String, Integer> offices = new HashMap<>();
  private final Map<Integer, String> officeNames = new HashMap<>();
  private final Map<SeatId, Integer> seats = new HashMap<>();
  private final Map<Integer, SeatId> seatNames = new HashMap<>();
  private final Map<String, Long> persons = new HashMap<>();
  private final Map<Long, String> personNames = new HashMap<>();

  Numbers(Connection db) {
    this.db = db;
  }

  int department(String name) throws SQLException {
    Integer known = departments.get(name);
    if (known == null) {
      known = (int) numbered("department", name);
      departments.put(name, known);
    }
    return known;
  }

  int office(String name) throws SQLException {
    Integer known = offices.get(name);
    if (known == null) {
      known = (int) numbered("office", name);
      offices.put(name, known);
    }
    return known;
  }

  int seat(SeatId seat) throws SQLException {
    Integer known = seats.get(seat);
    if (known == null) {
      int office = office(seat.office());
      execute("INSERT OR IGNORE INTO seat (office, name) VALUES (?, ?)", office, seat.seat());
      known = (int) number("SELECT n FROM seat WHERE office = ? AND name = ?", office, seat.seat());
      seats.put(seat, known);
    }
    return known;
  }

  long person(String name) throws SQLException {
    if (DayName.isOne(name)) {
      return nameless(name);
    }
    Long known = persons.get(name);
    if (known == null) {
      known = numbered("person", name);
      persons.put(name, known);
    }
    return known;
  }

  /** 56 bits of the hash: of a day's persons no two meet. */
  private static long nameless(String dayName) {
    byte[] hash = Sha256.digest().digest(dayName.getBytes(UTF_8));
    return NAMELESS | (ByteBuffer.wrap(hash).getLong() & (NAMELESS - 1));
  }

  String departmentName(int n) throws SQLException {
    String known = departmentNames.get(n);
    if (known == null) {
      known = name("department", n);
      departmentNames.put(n, known);
    }
    return known;
  }

  String officeName(int n) throws SQLException {
    String known = officeNames.get(n);
    if (known == null) {
      known = name("office", n);
      officeNames.put(n, known);
    }
    return known;
  }

  SeatId seatName(int n) throws SQLException {
    SeatId known = seatNames.get(n);
    if (known == null) {
      int office = (int) number("SELECT office FROM seat WHERE n = ?", n);
      known = new SeatId(officeName(office), name("seat", n));
      seatNames.put(n, known);
    }
    return known;
  }

  String personName(long n) throws SQLException {
    if (n >= NAMELESS) {
      return DayName.of(HexFormat.of().toHexDigits(n, 15));
    }
    String known = personNames.get(n);
    if (known == null) {
      known = name("person", n);
      personNames.put(n, known);
    }
    return known;
  }

  private long numbered(String table, String name) throws SQLException {
    execute("INSERT OR IGNORE INTO " + table + " (name) VALUES (?)", name);
    return number("SELECT n FROM " + table + " WHERE name = ?", name);
  }

  private void execute(String statement, Object... values) throws SQLException {
    try (PreparedStatement s = db.prepareStatement(statement)) {
      bind(s, values);
      s.executeUpdate();
    }
  }

  private long number(String query, Object... values) throws SQLException {
    try (PreparedStatement s = db.prepareStatement(query)) {
      bind(s, values);
      try (ResultSet r = s.executeQuery()) {
        if (!r.next()) {
          throw new SQLException("a number has no name any more");
        }
        return r.getLong(1);
      }
    }
  }

  private String name(String table, long n) throws SQLException {
    try (PreparedStatement s = db.prepareStatement("SELECT name FROM " + table + " WHERE n = ?")) {
      s.setLong(1, n);
      try (ResultSet r = s.executeQuery()) {
        if (!r.next()) {
          throw new SQLException("number %d of %s has no name".formatted(n, table));
        }
        return r.getString(1);
      }
    }
  }

  private static void bind(PreparedStatement s, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      s.setObject(i + 1, values[i]);
    }
  }
}
