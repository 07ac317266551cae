package city.seki.edge.av.snmp;

import city.seki.edge.av.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent of a device wants to hear before it answers. */
sealed interface SnmpAccess {
  /** Version 2c: a community, in the clear. */
  record Community(String word) implements SnmpAccess {
    @Override
    public String toString() {
      return "Community[hidden]";
    }
  }

  /** Version 3 with authentication and privacy. */
  record User(String name, String authentication, String privacy, Digest digest)
      implements SnmpAccess {
    @Override
    public String toString() {
      return "User[hidden]";
    }
  }

  /** How a user's messages are authenticated; they are encrypted by AES-128 in both cases. */
  enum Digest {
    SHA_256,
    SHA_1
  }

  /** RFC 3414, section 11.2. */
  int SHORTEST_PASSPHRASE = 8;

  /**
   * The accesses to try, in that order.
   *
   * @param secret null for the community {@code public}
   * @throws IllegalArgumentException if it is none, with the remedy and without the secret
   */
  static List<SnmpAccess> of(@Nullable Secret secret) {
    if (secret == null) {
      return List.of(new Community("public"));
    }
    if (secret.user() == null) {
      return List.of(new Community(secret.password()));
    }
    int colon = secret.password().indexOf(':');
    String authentication = secret.password().substring(0, Math.max(colon, 0));
    String privacy = secret.password().substring(colon + 1);
    if (authentication.length() < SHORTEST_PASSPHRASE || privacy.length() < SHORTEST_PASSPHRASE) {
      throw new IllegalArgumentException(
          "SNMPv3 wants two passphrases of 8 characters or more: write 'user:authpass:privpass' into"
              + " the file; for SNMPv2c write the community alone, without a colon");
    }
    List<SnmpAccess> accesses = new ArrayList<>();
    for (Digest digest : Digest.values()) {
      accesses.add(new User(secret.user(), authentication, privacy, digest));
    }
    return accesses;
  }
}
