package city.seki.hub.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param tokenId of the token that was shown
 * @param person pseudonym, null for a program or a desk
 */
public record Principal(String tokenId, Set<Role> roles, @Nullable String person) {
  public Principal {
    roles = Set.copyOf(roles);
  }

  public boolean may(Operation operation) {
    return operation.isAllowedTo(roles);
  }

  /** As the ledger and the audit log name this one: the person, else the token. */
  public String who() {
    return person != null ? person : "token:" + tokenId;
  }
}
