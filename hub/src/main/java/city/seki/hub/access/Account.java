package city.seki.hub.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user name of this hub, for sites without a directory. Its password is not in here.
 *
 * @param id names it in lists, logs and the audit log: the user name may be a person's
 * @param name as typed to sign in, in lower case
 * @param staffId whose it is, null for one of no person in the roster
 * @param disabled since when it counts no more, null while it does
 * @param generation counts up when all its sessions shall end
 */
public record Account(
    String id,
    String name,
    Set<Role> roles,
    @Nullable String staffId,
    Instant created,
    @Nullable Instant disabled,
    int generation) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  public Account {
    roles = Set.copyOf(roles);
  }

  /**
   * A user name as it is kept: capital letters are the same as small ones.
   *
   * @throws IllegalArgumentException if it can be none
   */
  public static String name(String typed) {
    String name = typed.strip().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a user name has 1 to 64 letters a-z, digits, '.', '_', '@' or '-', and begins with a"
              + " letter or digit");
    }
    return name;
  }

  /** What whoever guesses its password tries first. */
  public List<String> guessedFirst() {
    return staffId == null ? List.of(name) : List.of(name, staffId);
  }

  /** Without user name and staff number. */
  @Override
  public String toString() {
    return "Account[" + id + ", " + roles + "]";
  }
}
