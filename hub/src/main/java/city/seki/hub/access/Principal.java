package city.seki.hub.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param proof by which that is known
 * @param person pseudonym, null for a program, a desk or somebody who is not in the roster
 * @param readOnly whether this one may look at things only, whatever the roles allow
 */
public record Principal(Proof proof, Set<Role> roles, @Nullable String person, boolean readOnly) {
  public Principal {
    roles = Set.copyOf(roles);
  }

  public boolean may(Operation operation) {
    return operation.isAllowedTo(roles);
  }

  /** As the ledger and the audit log name this one: the person, else what was shown. */
  public String who() {
    return person != null ? person : proof.who();
  }
}
