package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens by which people and programs sign in: 256 random bits each, of which only the SHA-256
 * is kept. A plain hash is enough: what has 256 bits of chance cannot be guessed from it. Safe for
 * all threads.
 */
public final class Tokens {
  private static final String PREFIX = "seki_";
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final String COLUMNS =
      "id, hash, label, roles, staff_id, created, expires, revoked, read_only";

  /**
   * A new token.
   *
   * @param secret shown once, kept nowhere
   */
  public record Created(Token token, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[" + token + "]";
    }
  }

  private final Path file;
  private final Connection db;

  Tokens(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /** A token for everything that its roles allow. */
  public Created create(
      Set<Role> roles,
      @Nullable String staffId,
      String label,
      @Nullable Instant expires,
      Instant now,
      SecureRandom random) {
    return create(roles, staffId, label, expires, false, now, random);
  }

  /**
   * Makes a token.
   *
   * @param staffId whose it is, null for one of a program or a desk
   * @param expires null for one that does not
   * @param readOnly whether it is for looking only
   * @throws IllegalArgumentException without a role
   */
  public Created create(
      Set<Role> roles,
      @Nullable String staffId,
      String label,
      @Nullable Instant expires,
      boolean readOnly,
      Instant now,
      SecureRandom random) {
    byte[] bits = new byte[SECRET_BYTES];
    random.nextBytes(bits);
    byte[] name = new byte[ID_BYTES];
    random.nextBytes(name);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    Token token =
        new Token(
            HexFormat.of().formatHex(name), label, roles, staffId, now, expires, null, readOnly);
    insert(token, hash(secret));
    return new Created(token, secret);
  }

  private void insert(Token token, byte[] hash) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement(
              "INSERT INTO token (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)")) {
        s.setString(1, token.id());
        s.setBytes(2, hash);
        s.setString(3, token.label());
        s.setString(4, Role.words(token.roles()));
        s.setString(5, token.staffId());
        s.setLong(6, token.created().toEpochMilli());
        s.setObject(7, token.expires() == null ? null : (Object) token.expires().toEpochMilli());
        s.setBoolean(8, token.readOnly());
        s.executeUpdate();
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
  }

  /** The token of that secret if it counts now, else null. */
  public @Nullable Token lookup(String secret, Instant now) {
    byte[] hash = hash(secret);
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT " + COLUMNS + " FROM token WHERE hash = ?")) {
        s.setBytes(1, hash);
        try (ResultSet r = s.executeQuery()) {
          if (!r.next() || !MessageDigest.isEqual(hash, r.getBytes("hash"))) {
            return null;
          }
          Token token = token(r);
          return token.holds(now) ? token : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** That token, whether it counts or not; null if there is none of that id. */
  public @Nullable Token byId(String id) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("SELECT " + COLUMNS + " FROM token WHERE id = ?")) {
        s.setString(1, id);
        try (ResultSet r = s.executeQuery()) {
          return r.next() ? token(r) : null;
        }
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Every token that was ever made, the oldest first. */
  public List<Token> list() {
    synchronized (db) {
      try (Statement s = db.createStatement();
          ResultSet r = s.executeQuery("SELECT " + COLUMNS + " FROM token ORDER BY created, id")) {
        List<Token> tokens = new ArrayList<>();
        while (r.next()) {
          tokens.add(token(r));
        }
        return tokens;
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be read", e);
      }
    }
  }

  /** Takes a token back; false if there is none of that id, or it was taken back before. */
  public boolean revoke(String id, Instant now) {
    synchronized (db) {
      try (PreparedStatement s =
          db.prepareStatement("UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL")) {
        s.setLong(1, now.toEpochMilli());
        s.setString(2, id);
        return s.executeUpdate() == 1;
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
  }

  private static Token token(ResultSet r) throws SQLException {
    return new Token(
        r.getString("id"),
        r.getString("label"),
        Role.ofWords(r.getString("roles")),
        r.getString("staff_id"),
        Instant.ofEpochMilli(r.getLong("created")),
        SqliteFile.moment(r, "expires"),
        SqliteFile.moment(r, "revoked"),
        r.getBoolean("read_only"));
  }

  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
