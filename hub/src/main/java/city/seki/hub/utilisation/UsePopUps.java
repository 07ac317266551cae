package city.seki.hub.utilisation;

import city.seki.config.model.RoomId;
import city.seki.config.model.Slot;
import city.seki.config.rules.PopUp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pop-up offices as far as figures need them: their seats are offered in their half days. */
final class UsePopUps {
  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS use_pop_up (id TEXT PRIMARY KEY, office TEXT NOT NULL,"
          + " room TEXT NOT NULL, seats INTEGER NOT NULL, prefix TEXT NOT NULL,"
          + " zone TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,"
          + " slot TEXT NOT NULL, ended INTEGER) WITHOUT ROWID";

  private static final String NO_NOTE = "";

  private UsePopUps() {}

  static void note(Connection db, PopUp popUp) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO use_pop_up (id, office, room, seats, prefix, zone, from_day, to_day, slot)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")) {
      s.setString(1, popUp.id());
      s.setString(2, popUp.room().office());
      s.setString(3, popUp.room().room());
      s.setInt(4, popUp.seats());
      s.setString(5, popUp.prefix());
      s.setString(6, popUp.zone());
      s.setLong(7, popUp.from().toEpochDay());
      s.setLong(8, popUp.to().toEpochDay());
      s.setString(9, popUp.half().word());
      s.executeUpdate();
    }
  }

  /**
   * It was ended then.
   *
   * @return null if that is none, or it was ended before
   */
  static @Nullable PopUp end(Connection db, String id, Instant at) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement("UPDATE use_pop_up SET ended = ? WHERE id = ? AND ended IS NULL")) {
      s.setLong(1, at.toEpochMilli());
      s.setString(2, id);
      if (s.executeUpdate() == 0) {
        return null;
      }
    }
    return all(db).stream().filter(p -> p.id().equals(id)).findFirst().orElse(null);
  }

  static List<PopUp> all(Connection db) throws SQLException {
    List<PopUp> all = new ArrayList<>();
    try (PreparedStatement s =
            db.prepareStatement(
                "SELECT id, office, room, seats, prefix, zone, from_day, to_day, slot, ended"
                    + " FROM use_pop_up ORDER BY id");
        ResultSet r = s.executeQuery()) {
      while (r.next()) {
        long ended = r.getLong(10);
        boolean lasts = r.wasNull();
        all.add(
            new PopUp(
                r.getString(1),
                new RoomId(r.getString(2), r.getString(3)),
                r.getInt(4),
                r.getString(5),
                r.getString(6),
                LocalDate.ofEpochDay(r.getLong(7)),
                LocalDate.ofEpochDay(r.getLong(8)),
                Slot.of(r.getString(9)),
                NO_NOTE,
                lasts ? null : Instant.ofEpochMilli(ended)));
      }
    }
    return all;
  }
}
