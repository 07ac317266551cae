package city.seki.hub.roster;

import city.seki.config.rules.Directory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The roster in one SQLite file: staff numbers, names, departments, zones, digests of cards. The
 * rest of the hub knows a person by a random pseudonym, which a staff number keeps for ever, also
 * while it is missing from the roster: whoever comes back is the same person in the figures. Safe
 * for all threads.
 */
public final class RosterStore implements AutoCloseable {
  private static final SqliteFile FILE =
      new SqliteFile(
          "the roster",
          0x53656b72, // "Sekr"
          4,
          List.of(
              "CREATE TABLE pseudonym (staff_id TEXT PRIMARY KEY, person TEXT NOT NULL UNIQUE)"
                  + " WITHOUT ROWID",
              "CREATE TABLE member (person TEXT PRIMARY KEY, staff_id TEXT NOT NULL UNIQUE,"
                  + " name TEXT NOT NULL, department TEXT NOT NULL, zones TEXT NOT NULL,"
                  + " card TEXT UNIQUE, card_before TEXT UNIQUE,"
                  + " accessible INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
              MembershipRows.ROSTERS,
              MembershipRows.MEMBERS),
          Map.of(1, RosterStore::from1, 2, MembershipRows::from2, 3, RosterStore::from3));

  /** Format 1 knew cards under one key only. */
  private static void from1(Statement s, Consumer<String> notice) throws SQLException {
    s.execute("ALTER TABLE member ADD COLUMN card_before TEXT");
    s.execute("CREATE UNIQUE INDEX member_card_before ON member (card_before)");
  }

  /** Format 3 knew nobody who needs an accessible seat. */
  private static void from3(Statement s, Consumer<String> notice) throws SQLException {
    s.execute("ALTER TABLE member ADD COLUMN accessible INTEGER NOT NULL DEFAULT 0");
  }

  /** 80 random bits: no two of a million persons meet, and nobody guesses one. */
  private static final int PSEUDONYM_BYTES = 10;

  /** Who a person is, for those who may know. */
  public record Member(String staffId, String name, String department) {
    /** Without what must not stand in a log. */
    @Override
    public String toString() {
      return "Member[" + department + "]";
    }
  }

  private final Path file;
  private final Connection db;
  private final SecureRandom random;
  private long ownChanges;

  private RosterStore(Path file, Connection db, SecureRandom random) {
    this.file = file;
    this.db = db;
    this.random = random;
  }

  /**
   * Opens the roster, made if it is not there.
   *
   * @param random makes the pseudonyms
   * @throws DataException if the file cannot be used
   */
  public static RosterStore open(Path file, SecureRandom random) {
    return new RosterStore(file, FILE.open(file), random);
  }

  /**
   * Makes those people the whole roster, or changes nothing.
   *
   * @throws IllegalArgumentException if two of them have one staff number or one card
   * @throws DataException if the file cannot be written
   */
  public synchronized void replace(List<RosterEntry> entries) {
    replace(entries, LocalDate.EPOCH);
  }

  /**
   * Makes those people the whole roster from that day on; where a later one is known, only who
   * belonged to which department then.
   *
   * @return whether it is the newest
   * @throws IllegalArgumentException if two of them have one staff number or one card
   * @throws DataException if the file cannot be written
   */
  public synchronized boolean replace(List<RosterEntry> entries, LocalDate from) {
    requireDistinct(entries);
    boolean[] isNewest = {true};
    try {
      SqliteFile.together(
          db,
          s -> {
            Membership known = MembershipRows.read(db);
            isNewest[0] = known.rosters().isEmpty() || !known.rosters().getLast().isAfter(from);
            Map<String, String> persons = pseudonyms();
            for (RosterEntry entry : entries) {
              if (!persons.containsKey(entry.staffId())) {
                persons.put(entry.staffId(), newPseudonym(entry.staffId()));
              }
            }
            if (isNewest[0]) {
              s.execute("DELETE FROM member");
              insert(entries, persons);
            }
            Map<String, String> departments = new HashMap<>();
            entries.forEach(
                e ->
                    departments.put(
                        Objects.requireNonNull(persons.get(e.staffId())), e.department()));
            MembershipRows.write(db, known.with(from, departments));
          });
      ownChanges++;
      return isNewest[0];
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  /** Who belonged to which department when. */
  public synchronized Membership membership() {
    try {
      return MembershipRows.read(db);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** Every pseudonym there is by its staff number, also of those who left the roster. */
  public synchronized Map<String, String> allPersons() {
    try {
      return pseudonyms();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  private static void requireDistinct(List<RosterEntry> entries) {
    Map<String, String> cards = new HashMap<>();
    Map<String, String> staff = new HashMap<>();
    for (RosterEntry entry : entries) {
      if (staff.put(entry.staffId(), "") != null) {
        throw new IllegalArgumentException("a staff number is there twice: " + entry.staffId());
      }
      if (entry.cardDigest() != null && cards.put(entry.cardDigest(), entry.staffId()) != null) {
        throw new IllegalArgumentException(
            "staff number " + entry.staffId() + " has the card of another one");
      }
    }
  }

  private Map<String, String> pseudonyms() throws SQLException {
    Map<String, String> persons = new HashMap<>();
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT staff_id, person FROM pseudonym")) {
      while (r.next()) {
        persons.put(r.getString(1), r.getString(2));
      }
    }
    return persons;
  }

  private void insert(List<RosterEntry> entries, Map<String, String> persons) throws SQLException {
    try (PreparedStatement member =
        db.prepareStatement(
            "INSERT INTO member (person, staff_id, name, department, zones, card, card_before,"
                + " accessible) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (RosterEntry entry : entries) {
        member.setString(1, persons.get(entry.staffId()));
        member.setString(2, entry.staffId());
        member.setString(3, entry.name());
        member.setString(4, entry.department());
        member.setString(5, String.join("|", entry.zones()));
        member.setString(6, entry.cardDigest());
        member.setString(7, entry.digestBefore());
        member.setInt(8, entry.needsAccessible() ? 1 : 0);
        member.executeUpdate();
      }
    }
  }

  private String newPseudonym(String staffId) throws SQLException {
    byte[] bits = new byte[PSEUDONYM_BYTES];
    random.nextBytes(bits);
    String person = "p-" + HexFormat.of().formatHex(bits);
    try (PreparedStatement pseudonym =
        db.prepareStatement("INSERT INTO pseudonym (staff_id, person) VALUES (?, ?)")) {
      pseudonym.setString(1, staffId);
      pseudonym.setString(2, person);
      pseudonym.executeUpdate();
    }
    return person;
  }

  /** The roster as the seat rules need it, without names. */
  public synchronized Directory directory() {
    Map<String, String> cards = new HashMap<>();
    Map<String, String> twins = new HashMap<>();
    Map<String, Directory.Person> persons = new HashMap<>();
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT person, department, zones, card, card_before, accessible FROM member")) {
      while (r.next()) {
        String person = r.getString(1);
        String zones = r.getString(3);
        List<String> eligible = zones.isEmpty() ? List.of() : List.of(zones.split("\\|"));
        persons.put(
            person, new Directory.Person(person, r.getString(2), eligible, r.getInt(6) != 0));
        String card = r.getString(4);
        String before = r.getString(5);
        if (card != null) {
          cards.put(card, person);
        }
        if (card != null && before != null) {
          cards.put(before, person);
          twins.put(card, before);
          twins.put(before, card);
        }
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
    return new Directory(cards, persons, twins);
  }

  /**
   * Knows no card under that key any more: one that has a twin is known under the new key, another
   * one not at all.
   *
   * @param twins the digest under the new key by the one under the old
   * @throws DataException if the file cannot be written
   */
  public synchronized void retire(String key, Map<String, String> twins) {
    try {
      SqliteFile.together(
          db,
          s -> {
            s.execute("UPDATE member SET card_before = NULL");
            try (PreparedStatement renew =
                db.prepareStatement("UPDATE member SET card = ? WHERE card = ?")) {
              for (String digest : under(key)) {
                renew.setString(1, twins.get(digest));
                renew.setString(2, digest);
                renew.executeUpdate();
              }
            }
          });
      ownChanges++;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  /** Pseudonyms of everybody who is neither in the roster nor among those. */
  public synchronized List<String> forgettable(Set<String> named) {
    try (Statement s = db.createStatement();
        ResultSet r =
            s.executeQuery(
                "SELECT person FROM pseudonym WHERE person NOT IN (SELECT person FROM member)")) {
      List<String> gone = new ArrayList<>();
      while (r.next()) {
        if (!named.contains(r.getString(1))) {
          gone.add(r.getString(1));
        }
      }
      return gone;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Forgets them: whoever comes back is a new person.
   *
   * @param named pseudonyms that are still in use elsewhere
   * @return how many
   * @throws DataException if the file cannot be written
   */
  public synchronized int forget(Set<String> named) {
    List<String> gone = forgettable(named);
    try {
      delete(gone);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
    return gone.size();
  }

  /**
   * Makes every page of the file anew: what was deleted is nowhere any more.
   *
   * @throws DataException if another program reads it just now
   */
  public synchronized void sweep() {
    try {
      SqliteFile.sweep(db);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be made anew", e);
    }
  }

  private void delete(List<String> persons) throws SQLException {
    SqliteFile.together(
        db,
        s -> {
          try (PreparedStatement delete =
              db.prepareStatement("DELETE FROM pseudonym WHERE person = ?")) {
            for (String person : persons) {
              delete.setString(1, person);
              delete.executeUpdate();
            }
          }
        });
  }

  private List<String> under(String key) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement("SELECT card FROM member WHERE card GLOB ? || ':*'")) {
      s.setString(1, key);
      try (ResultSet r = s.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (r.next()) {
          found.add(r.getString(1));
        }
        return found;
      }
    }
  }

  /** The pseudonym of that staff number, null if it is not in the roster. */
  public synchronized @Nullable String personOf(String staffId) {
    try (PreparedStatement s =
        db.prepareStatement("SELECT person FROM member WHERE staff_id = ?")) {
      s.setString(1, staffId);
      try (ResultSet r = s.executeQuery()) {
        return r.next() ? r.getString(1) : null;
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** Who that is, null for somebody who is not in the roster any more. */
  public synchronized @Nullable Member member(String person) {
    try (PreparedStatement s =
        db.prepareStatement("SELECT staff_id, name, department FROM member WHERE person = ?")) {
      s.setString(1, person);
      try (ResultSet r = s.executeQuery()) {
        return r.next() ? new Member(r.getString(1), r.getString(2), r.getString(3)) : null;
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** Everybody of that department. */
  public synchronized Map<String, Member> members(String department) {
    try (PreparedStatement s =
        db.prepareStatement("SELECT person, staff_id, name FROM member WHERE department = ?")) {
      s.setString(1, department);
      Map<String, Member> members = new HashMap<>();
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          members.put(r.getString(1), new Member(r.getString(2), r.getString(3), department));
        }
      }
      return members;
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /** A number that changes when the roster does, also by another process; cheap to ask for. */
  public synchronized long version() {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("PRAGMA data_version")) {
      r.next();
      return (ownChanges << 32) + r.getLong(1);
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
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
