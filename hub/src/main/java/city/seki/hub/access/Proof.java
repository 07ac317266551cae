package city.seki.hub.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By what somebody has shown who that is. */
public sealed interface Proof {
  /** As the audit log names one who is no person of the roster. */
  String who();

  /** By what word the audit log and the page call this way. */
  String way();

  /**
   * A token: of a program, a desk, a screen, or a person.
   *
   * @param id of the token
   */
  record ByToken(String id) implements Proof {
    @Override
    public String who() {
      return "token:" + id;
    }

    @Override
    public String way() {
      return "token";
    }
  }

  /**
   * A user name and a password of this hub.
   *
   * @param id of the account
   * @param generation of its password: an earlier one counts no more
   */
  record ByAccount(String id, int generation) implements Proof {
    @Override
    public String who() {
      return "account:" + id;
    }

    @Override
    public String way() {
      return "account";
    }
  }

  /**
   * What the city's directory said when that one signed in there. It is not asked again: what it
   * takes back counts until the session ends.
   *
   * @param subject pseudonym of the directory's own name for that one
   * @param staffId null where the directory gave no staff number
   */
  record ByDirectory(String subject, @Nullable String staffId, Set<Role> roles) implements Proof {
    public ByDirectory {
      roles = Set.copyOf(roles);
    }

    @Override
    public String who() {
      return "directory:" + subject;
    }

    @Override
    public String way() {
      return "directory";
    }

    /** Without the staff number. */
    @Override
    public String toString() {
      return "ByDirectory[" + subject + ", " + roles + "]";
    }
  }
}
