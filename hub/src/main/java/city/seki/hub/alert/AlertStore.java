package city.seki.hub.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Alerts on the disk. Safe for all threads. */
public final class AlertStore implements AlertMemory, AutoCloseable {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the alerts",
          0x53656b41, // "SekA"
          1,
          List.of(
              "CREATE TABLE alert (number INTEGER PRIMARY KEY, cause TEXT, body TEXT NOT NULL)"));

  private final Path file;
  private final Connection db;

  private AlertStore(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * @throws city.seki.hub.data.DataException if it cannot be used
   */
  public static AlertStore open(Path file) {
    return new AlertStore(file, FILE.open(file));
  }

  @Override
  public synchronized List<Kept> all() {
    List<Kept> all = new ArrayList<>();
    try (PreparedStatement s = db.prepareStatement("SELECT * FROM alert ORDER BY number");
        ResultSet r = s.executeQuery()) {
      while (r.next()) {
        long number = r.getLong("number");
        try {
          all.add(
              new Kept(
                  r.getString("cause"),
                  alert(number, JsonFields.parse(r.getString("body").getBytes(UTF_8)))));
        } catch (BadMessage | IllegalArgumentException e) {
          // Of a newer Seki, or damaged: the others are worth more than a hub that does not start.
          Logger.warn("alert {} of {} cannot be read: {}", number, file, e.getMessage());
        }
      }
      return all;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  @Override
  public synchronized void keep(Collection<Kept> changed, Collection<Long> gone) {
    try {
      SqliteFile.together(
          db,
          _ -> {
            try (PreparedStatement s =
                db.prepareStatement("INSERT OR REPLACE INTO alert VALUES (?, ?, ?)")) {
              for (Kept kept : changed) {
                s.setLong(1, kept.alert().number());
                s.setString(2, kept.key());
                s.setString(3, new String(body(kept.alert()), UTF_8));
                int _ = s.executeUpdate();
              }
            }
            try (PreparedStatement s = db.prepareStatement("DELETE FROM alert WHERE number = ?")) {
              for (Long number : gone) {
                s.setLong(1, number);
                int _ = s.executeUpdate();
              }
            }
          });
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  private static byte[] body(Alerts.Alert alert) {
    return JsonText.object(
        o -> {
          o.put("kind", alert.kind().word()).put("at", alert.at(), ZoneOffset.UTC);
          o.put("until", alert.until(), ZoneOffset.UTC).put("office", alert.office());
          o.put("place", alert.place()).put("unit", alert.unit());
          Trouble trouble = alert.trouble();
          if (trouble != null) {
            o.object("about", trouble::write);
          }
          Alerts.Acknowledged care = alert.acknowledged();
          if (care != null) {
            o.object(
                "acknowledged",
                a ->
                    a.put("by", care.by())
                        .put("at", care.at(), ZoneOffset.UTC)
                        .put("note", care.note()));
          }
        });
  }

  private static Alerts.Alert alert(long number, JsonFields o) throws BadMessage {
    OffsetDateTime until = o.momentOrNull("until");
    String unit = o.textOrNull("unit");
    JsonFields about = o.objectOrNull("about");
    return new Alerts.Alert(
        number,
        Alerts.Kind.valueOf(o.text("kind").toUpperCase(Locale.ROOT).replace('-', '_')),
        o.moment("at").toInstant(),
        until == null ? null : until.toInstant(),
        o.textOrNull("office"),
        o.textOrNull("place"),
        unit,
        about == null ? null : TroubleReading.of(about, unit),
        care(o.objectOrNull("acknowledged")));
  }

  private static Alerts.@Nullable Acknowledged care(@Nullable JsonFields o) throws BadMessage {
    return o == null
        ? null
        : new Alerts.Acknowledged(o.text("by"), o.moment("at").toInstant(), o.textOrNull("note"));
  }

  @Override
  public synchronized void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }
}
