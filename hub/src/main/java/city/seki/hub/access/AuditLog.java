package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.SqliteFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, in order and for ever. Each entry carries the hash of the one before it, so that an
 * entry that was changed, removed or put in afterwards is found by {@link #verify}; what was cut
 * off at the end is not, unless the newest hash was noted elsewhere. An entry is written before its
 * act is carried out: no act without its entry. Safe for all threads and processes.
 */
public final class AuditLog {
  private static final byte[] FIRST = new byte[32];

  /**
   * One entry.
   *
   * @param seq counts from 1
   * @param who a person's pseudonym, a token's id, or the system user of a command line
   * @param act a word
   * @param what JSON, without names and card numbers
   */
  public record Entry(long seq, Instant at, String who, String act, String what) {}

  private final Path file;
  private final Connection db;

  AuditLog(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * Writes an entry; returns its number when it is durable.
   *
   * @param what one JSON object, UTF-8
   */
  public long append(Instant at, String who, String act, byte[] what) {
    long[] seq = new long[1];
    synchronized (db) {
      try {
        SqliteFile.together(
            db,
            s -> {
              byte[] before = FIRST;
              try (ResultSet r =
                  s.executeQuery("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")) {
                if (r.next()) {
                  seq[0] = r.getLong(1);
                  before = r.getBytes(2);
                }
              }
              seq[0]++;
              insert(new Entry(seq[0], at, who, act, new String(what, UTF_8)), before);
            });
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
    return seq[0];
  }

  private void insert(Entry entry, byte[] before) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO audit (seq, at, who, act, what, before, hash)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      s.setLong(1, entry.seq());
      s.setLong(2, entry.at().toEpochMilli());
      s.setString(3, entry.who());
      s.setString(4, entry.act());
      s.setString(5, entry.what());
      s.setBytes(6, before);
      s.setBytes(7, hash(before, entry));
      s.executeUpdate();
    }
  }

  /** Entries after that number, the oldest first. */
  public List<Entry> after(long seq, int most) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement(
              "SELECT seq, at, who, act, what FROM audit WHERE seq > ? ORDER BY seq LIMIT ?")) {
        s.setLong(1, seq);
        s.setInt(2, most);
        try (ResultSet r = s.executeQuery()) {
          List<Entry> entries = new ArrayList<>();
          while (r.next()) {
            entries.add(entry(r));
          }
          return entries;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** The number of the first entry that does not fit the chain, null if all do. */
  public @Nullable Long verify() {
    synchronized (db) {
      try (Statement s = db.createStatement();
          ResultSet r =
              s.executeQuery(
                  "SELECT seq, at, who, act, what, before, hash FROM audit ORDER BY seq")) {
        byte[] before = FIRST;
        long expected = 1;
        while (r.next()) {
          Entry entry = entry(r);
          byte[] hash = r.getBytes("hash");
          if (entry.seq() != expected
              || !Arrays.equals(r.getBytes("before"), before)
              || !Arrays.equals(hash, hash(before, entry))) {
            return expected;
          }
          before = hash;
          expected++;
        }
        return null;
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  private static Entry entry(ResultSet r) throws SQLException {
    return new Entry(
        r.getLong("seq"),
        Instant.ofEpochMilli(r.getLong("at")),
        r.getString("who"),
        r.getString("act"),
        r.getString("what"));
  }

  /**
   * SHA-256 over the hash before and the fields, each with its length: no two entries look alike.
   */
  private static byte[] hash(byte[] before, Entry entry) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(before);
      out.writeLong(entry.seq());
      out.writeLong(entry.at().toEpochMilli());
      for (String field : List.of(entry.who(), entry.act(), entry.what())) {
        byte[] utf8 = field.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("memory and SHA-256 are always there", e);
    }
  }
}
