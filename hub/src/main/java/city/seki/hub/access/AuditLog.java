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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, in order and for ever. Each entry carries the hash of the one before it, so that an
 * entry that was changed, removed or put in afterwards is found by {@link #verify}. What was cut
 * off at the end is found by whoever knows an earlier {@link Head}: {@link AuditHeads} notes them.
 * An entry is written before its act is carried out: no act without its entry. Safe for all threads
 * and processes.
 */
public final class AuditLog {
  private static final String COLUMNS = "seq, at, who, act, what, before, hash";

  /**
   * One entry. Its hash is SHA-256 over the hash before (32 bytes), the number and the milliseconds
   * since 1970 (8 bytes each, big-endian), then who, act and what, each as UTF-8 behind its length
   * in 4 bytes: no two entries look alike.
   *
   * @param seq counts from 1
   * @param who a person's pseudonym, a token's id, or the system user of a command line
   * @param act a word
   * @param what JSON, without names and card numbers
   * @param before the hash of the entry before, 64 hexadecimal digits
   * @param hash the hash of this one
   */
  public record Entry(
      long seq, Instant at, String who, String act, String what, String before, String hash) {
    static Entry after(Head last, Instant at, String who, String act, String what) {
      Instant told = at.truncatedTo(ChronoUnit.MILLIS);
      long seq = last.seq() + 1;
      return new Entry(
          seq, told, who, act, what, last.hash(), digest(last.hash(), seq, told, who, act, what));
    }

    boolean fits(Head last) {
      return equals(after(last, at, who, act, what));
    }

    Head head() {
      return new Head(seq, hash);
    }
  }

  /**
   * How far the log goes. It stands for all entries up to this one: a log that has another hash
   * there, or none, is not the log that this was read from.
   */
  public record Head(long seq, String hash) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /** Of a log without entries. */
    static final Head NONE = new Head(0, "0".repeat(64));

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Head parse(String text) {
      Matcher parts = TEXT.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("expected ENTRY:HASH, the hash as 64 digits of hex");
      }
      return new Head(Long.parseLong(parts.group(1)), parts.group(2));
    }

    @Override
    public String toString() {
      return seq + ":" + hash;
    }
  }

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
              Entry entry = Entry.after(head(s), at, who, act, new String(what, UTF_8));
              insert(entry);
              seq[0] = entry.seq();
            });
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
    return seq[0];
  }

  private static Head head(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")) {
      return r.next() ? new Head(r.getLong(1), hex(r.getBytes(2))) : Head.NONE;
    }
  }

  /** The newest entry's number and hash. */
  public Head head() {
    synchronized (db) {
      try (Statement s = db.createStatement()) {
        return head(s);
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Whether the log still has the entry that was its newest once. */
  public boolean has(Head earlier) {
    if (earlier.equals(Head.NONE)) {
      return true;
    }
    List<Entry> found = after(earlier.seq() - 1, 1);
    return !found.isEmpty() && found.getFirst().head().equals(earlier);
  }

  private void insert(Entry entry) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement("INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      s.setLong(1, entry.seq());
      s.setLong(2, entry.at().toEpochMilli());
      s.setString(3, entry.who());
      s.setString(4, entry.act());
      s.setString(5, entry.what());
      s.setBytes(6, HexFormat.of().parseHex(entry.before()));
      s.setBytes(7, HexFormat.of().parseHex(entry.hash()));
      s.executeUpdate();
    }
  }

  /** Entries after that number, the oldest first. */
  public List<Entry> after(long seq, int most) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement(
              "SELECT " + COLUMNS + " FROM audit WHERE seq > ? ORDER BY seq LIMIT ?")) {
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

  /**
   * Entries of that act in which a pseudonym, or another word in quotation marks, stands, the
   * newest first. They are looked for one by one: it takes longer, the longer the log is.
   */
  public List<Entry> naming(String act, String person, int most) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement(
              "SELECT "
                  + COLUMNS
                  + " FROM audit WHERE act = ? AND instr(what, ?) > 0"
                  + " ORDER BY seq DESC LIMIT ?")) {
        s.setString(1, act);
        s.setString(2, '"' + person + '"');
        s.setInt(3, most);
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

  /**
   * The numbers of the first and the last entry of that time, null if there is none. A clock that
   * was put back makes the part longer, never broken.
   *
   * @param to not of it any more
   */
  public @Nullable Part part(Instant from, Instant to) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT min(seq), max(seq) FROM audit WHERE at >= ? AND at < ?")) {
        s.setLong(1, from.toEpochMilli());
        s.setLong(2, to.toEpochMilli());
        try (ResultSet r = s.executeQuery()) {
          return r.next() && r.getLong(1) > 0 ? new Part(r.getLong(1), r.getLong(2)) : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Entries that follow one another. */
  public record Part(long first, long last) {}

  /** The number of the first entry that does not fit the chain, null if all do. */
  public @Nullable Long verify() {
    synchronized (db) {
      try (Statement s = db.createStatement();
          ResultSet r = s.executeQuery("SELECT " + COLUMNS + " FROM audit ORDER BY seq")) {
        Head last = Head.NONE;
        while (r.next()) {
          Entry entry = entry(r);
          if (!entry.fits(last)) {
            return last.seq() + 1;
          }
          last = entry.head();
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
        r.getString("what"),
        hex(r.getBytes("before")),
        hex(r.getBytes("hash")));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String digest(
      String before, long seq, Instant at, String who, String act, String what) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(HexFormat.of().parseHex(before));
      out.writeLong(seq);
      out.writeLong(at.toEpochMilli());
      for (String field : List.of(who, act, what)) {
        byte[] utf8 = field.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("memory and SHA-256 are always there", e);
    }
  }
}
