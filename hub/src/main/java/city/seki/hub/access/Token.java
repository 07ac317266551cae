package city.seki.hub.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A right to use the hub, without the secret itself.
 *
 * @param id names it in lists, logs and the audit log
 * @param label what it is for, in its maker's words
 * @param staffId whose it is, null for one of a program or a desk
 * @param expires null for one that does not
 * @param revoked when it was taken back, null while it was not
 * @param readOnly whether it is for looking only, whatever its roles allow
 */
public record Token(
    String id,
    String label,
    Set<Role> roles,
    @Nullable String staffId,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked,
    boolean readOnly) {
  public Token {
    roles = Set.copyOf(roles);
  }

  /** Whether it counts at that moment. */
  public boolean holds(Instant now) {
    return revoked == null && (expires == null || now.isBefore(expires));
  }

  /** Without the label, which may be a name. */
  @Override
  public String toString() {
    return "Token[" + id + ", " + roles + "]";
  }
}
