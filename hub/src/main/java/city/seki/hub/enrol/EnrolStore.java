package city.seki.hub.enrol;

import city.seki.hub.data.DataException;
import city.seki.hub.data.EventTable;
import city.seki.hub.data.Integrity;
import city.seki.hub.data.SqliteFile;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.enrol.EnrolEvent;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The events of enrolment on disk, append-only; beside them which codes open which claims (slow
 * hashes), and the number of the last list of revoked certificates. Confined to one thread at a
 * time.
 */
public final class EnrolStore implements AutoCloseable {
  private static final int SALT_BYTES = 16;

  private static final String WHAT = "the enrolment database";

  private static final SqliteFile FILE =
      new SqliteFile(
          WHAT,
          0x53656b6e, // "Sekn"
          1,
          EventTable.tables(
              "enrolment events",
              "CREATE TABLE code (kept TEXT PRIMARY KEY, batch TEXT NOT NULL, claim TEXT NOT NULL)"
                  + " WITHOUT ROWID",
              "CREATE TABLE salt (only INTEGER PRIMARY KEY CHECK (only = 1), bytes BLOB NOT NULL)",
              "CREATE TABLE crl (only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER NOT"
                  + " NULL)",
              "INSERT INTO crl VALUES (1, 0)"));

  private final Path file;
  private final Connection db;
  private final EventTable<EnrolEvent> events;
  private final byte[] salt;

  private EnrolStore(Path file, Connection db, byte[] salt) {
    this.file = file;
    this.db = db;
    events = events(db);
    this.salt = salt;
  }

  private static EventTable<EnrolEvent> events(Connection db) {
    return new EventTable<>(WHAT, new EnrolEventCodec(), db);
  }

  /**
   * Opens it, made if it is not there.
   *
   * @throws DataException if the file cannot be used
   */
  public static EnrolStore open(Path file, RandomGenerator random) {
    Connection db = FILE.open(file);
    try {
      byte[] fresh = new byte[SALT_BYTES];
      random.nextBytes(fresh);
      try (PreparedStatement s = db.prepareStatement("INSERT OR IGNORE INTO salt VALUES (1, ?)")) {
        s.setBytes(1, fresh);
        s.executeUpdate();
      }
      return new EnrolStore(file, db, salt(db));
    } catch (SQLException | RuntimeException e) {
      try {
        db.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw FILE.cannot(file, "be opened", e);
    }
  }

  private static byte[] salt(Connection db) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet r = s.executeQuery("SELECT bytes FROM salt")) {
      r.next();
      return r.getBytes(1);
    }
  }

  /**
   * The events that were not read before by this, the oldest first: at the start all of them, later
   * those of a write of which it is not known whether it happened.
   *
   * @throws DataException if one cannot be read
   */
  List<EnrolEvent> news() {
    try {
      return events.news();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /**
   * Writes those events, and which code opens which claim; all durable when it returns, or none.
   *
   * @param codes claims by what is kept of their codes
   * @throws DataException if it cannot be written; {@link #news} tells whether it was
   */
  void append(List<EnrolEvent> fresh, Map<String, Holder.Claim> codes) {
    try {
      events.append(
          fresh,
          t -> {
            try (PreparedStatement s = db.prepareStatement("INSERT INTO code VALUES (?, ?, ?)")) {
              for (Map.Entry<String, Holder.Claim> code : codes.entrySet()) {
                s.setString(1, code.getKey());
                s.setString(2, code.getValue().batch());
                s.setString(3, code.getValue().id());
                s.executeUpdate();
              }
            }
          });
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  /** By which what is kept of codes differs from that of another hub. */
  byte[] salt() {
    return salt.clone();
  }

  /** The claim that the code opens of which that is kept. */
  Optional<Holder.Claim> claimOf(String kept) {
    try (PreparedStatement s =
        db.prepareStatement("SELECT batch, claim FROM code WHERE kept = ?")) {
      s.setString(1, kept);
      try (ResultSet r = s.executeQuery()) {
        return r.next()
            ? Optional.of(new Holder.Claim(r.getString(1), r.getString(2)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw FILE.cannot(file, "be read", e);
    }
  }

  /**
   * A number for the next list of revoked certificates, higher than all before, also than those
   * that were given out after the backup from which this file was brought back.
   */
  long nextCrlNumber(Instant now) {
    long[] number = new long[1];
    try {
      SqliteFile.together(
          db,
          s -> {
            try (ResultSet r = s.executeQuery("SELECT number FROM crl")) {
              number[0] = Math.max(r.next() ? r.getLong(1) + 1 : 1, now.getEpochSecond());
            }
            s.execute("UPDATE crl SET number = " + number[0]);
          });
      return number[0];
    } catch (SQLException e) {
      throw FILE.cannot(file, "be written", e);
    }
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw FILE.cannot(file, "be closed", e);
    }
  }

  /**
   * Looks whether a file is sound: the database, each event, and that every certificate is the one
   * of which its event tells.
   *
   * @return how many events there are
   * @throws DataException with the first that is not
   */
  public static long check(Path path) {
    Integrity.check(path);
    try (Connection db = FILE.openToRead(path)) {
      return events(db)
          .check(
              (event, number) -> {
                if (event instanceof EnrolEvent.Issued issued && !isItsCertificate(issued)) {
                  throw new DataException(
                      "the certificate of event %d is not the one of %s that was issued; restore the last backup"
                          .formatted(number, issued.unit()));
                }
              });
    } catch (SQLException e) {
      throw FILE.cannot(path, "be read", e);
    }
  }

  private static boolean isItsCertificate(EnrolEvent.Issued issued) {
    try {
      return Certificates.read(Base64.getDecoder().decode(issued.certificate()))
          .filter(certificate -> isThat(certificate, issued))
          .isPresent();
    } catch (IllegalArgumentException e) {
      return false; // not even base64
    }
  }

  private static boolean isThat(X509Certificate certificate, EnrolEvent.Issued issued) {
    return Holder.of(certificate).equals(new Holder.Unit(issued.unit()))
        && Serial.of(certificate.getSerialNumber()).equals(issued.serial())
        && Fingerprint.of(certificate.getPublicKey()).equals(issued.key())
        && Validity.of(certificate).equals(issued.validity());
  }
}
