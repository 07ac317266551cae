package city.seki.hub.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.SqliteFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Marks, kept by browsers, that say that somebody signed in there with that account before. Whoever
 * tries passwords from elsewhere is slowed down without slowing down the person (OWASP, "Slow Down
 * Online Guessing Attacks with Device Cookies"). A mark opens nothing by itself, and is worth
 * nothing after another password. Safe for all threads.
 */
public final class KnownBrowsers {
  static final String TABLE =
      "CREATE TABLE secret (name TEXT PRIMARY KEY, bits BLOB NOT NULL) WITHOUT ROWID";

  private static final String KEY_NAME = "known-browsers";
  private static final int KEY_BYTES = 32;
  private static final int CHANCE_BYTES = 16;
  private static final int LONGEST_MARK = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  private KnownBrowsers(byte[] key, SecureRandom random) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.random = random;
  }

  static KnownBrowsers open(Path file, Connection db, SecureRandom random) {
    byte[] fresh = new byte[KEY_BYTES];
    random.nextBytes(fresh);
    byte[][] key = new byte[1][];
    synchronized (db) {
      try {
        SqliteFile.together(
            db,
            s -> {
              try (PreparedStatement insert =
                  db.prepareStatement("INSERT OR IGNORE INTO secret (name, bits) VALUES (?, ?)")) {
                insert.setString(1, KEY_NAME);
                insert.setBytes(2, fresh);
                insert.executeUpdate();
              }
              try (ResultSet r =
                  s.executeQuery("SELECT bits FROM secret WHERE name = '" + KEY_NAME + "'")) {
                key[0] = r.getBytes(1);
              }
            });
      } catch (SQLException e) {
        throw AccessDatabase.FILE.cannot(file, "be written", e);
      }
    }
    return new KnownBrowsers(key[0], random);
  }

  /** A mark for a browser in which that account has just signed in. */
  String mark(Account account) {
    byte[] chance = new byte[CHANCE_BYTES];
    random.nextBytes(chance);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    return name + "." + seal(name, account);
  }

  /** The name of the browser with that mark, null if it is none of that account. */
  @Nullable String browserOf(@Nullable String mark, Account account) {
    int dot = mark == null ? -1 : mark.indexOf('.');
    if (mark == null || dot < 0 || mark.length() > LONGEST_MARK) {
      return null;
    }
    String name = mark.substring(0, dot);
    byte[] shown = mark.substring(dot + 1).getBytes(UTF_8);
    return MessageDigest.isEqual(shown, seal(name, account).getBytes(UTF_8)) ? name : null;
  }

  private String seal(String name, Account account) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      String text = name + "\n" + account.id() + "\n" + account.generation();
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
