package city.seki.hub.roster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps in the roster's file who belonged to which department when. */
final class MembershipRows {
  /** Days are counted from 1970-01-01. */
  static final String ROSTERS = "CREATE TABLE roster (from_day INTEGER PRIMARY KEY)";

  static final String MEMBERS =
      "CREATE TABLE membership (person TEXT NOT NULL, department TEXT NOT NULL,"
          + " first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (person, first))"
          + " WITHOUT ROWID";

  private static final long EVER = LocalDate.MIN.toEpochDay();
  private static final long OPEN = LocalDate.MAX.toEpochDay();

  private MembershipRows() {}

  /** Format 2 knew only who is in the roster now; that one holds from this day on, and before. */
  static void from2(Statement s, Consumer<String> notice) throws SQLException {
    s.execute(ROSTERS);
    s.execute(MEMBERS);
    s.execute(
        "INSERT INTO roster (from_day) SELECT CAST(julianday(date('now')) - 2440587.5 AS INTEGER)"
            + " WHERE EXISTS (SELECT 1 FROM member)");
    s.execute(
        "INSERT INTO membership (person, department, first, last) SELECT person, department, "
            + EVER
            + ", "
            + OPEN
            + " FROM member");
  }

  static Membership read(Connection db) throws SQLException {
    List<LocalDate> rosters = new ArrayList<>();
    List<Membership.Member> members = new ArrayList<>();
    try (Statement s = db.createStatement()) {
      try (ResultSet r = s.executeQuery("SELECT from_day FROM roster ORDER BY from_day")) {
        while (r.next()) {
          rosters.add(LocalDate.ofEpochDay(r.getLong(1)));
        }
      }
      try (ResultSet r = s.executeQuery("SELECT person, department, first, last FROM membership")) {
        while (r.next()) {
          members.add(
              new Membership.Member(
                  r.getString(1),
                  r.getString(2),
                  LocalDate.ofEpochDay(r.getLong(3)),
                  LocalDate.ofEpochDay(r.getLong(4))));
        }
      }
    }
    return new Membership(rosters, members);
  }

  static void write(Connection db, Membership membership) throws SQLException {
    try (Statement s = db.createStatement();
        PreparedStatement roster = db.prepareStatement("INSERT INTO roster (from_day) VALUES (?)");
        PreparedStatement member =
            db.prepareStatement(
                "INSERT INTO membership (person, department, first, last) VALUES (?, ?, ?, ?)")) {
      s.execute("DELETE FROM roster");
      s.execute("DELETE FROM membership");
      for (LocalDate from : membership.rosters()) {
        roster.setLong(1, from.toEpochDay());
        roster.executeUpdate();
      }
      for (Membership.Member m : membership.members()) {
        member.setString(1, m.person());
        member.setString(2, m.department());
        member.setLong(3, m.first().toEpochDay());
        member.setLong(4, m.last().toEpochDay());
        member.executeUpdate();
      }
    }
  }
}
